"""One cause as Markdown: why, what else is possible, the fix with its commands, and where to read on."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render import monospace
from bot.render.markdown.markup import fence, inline, link, prose
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Step


def advice(root: Advice, say: Catalogue) -> Iterator[str]:
    """The blocks of one cause, without its title. Headings are of level 3."""
    yield inline(root.why)
    if root.here:
        yield prose(say("answer.here"))
    for words, shown in monospace.introduced(root):
        if words:
            yield prose(words)
        yield fence(monospace.difference(shown, say))
    if root.candidates:
        yield f"### {prose(say('answer.possible'))}"
        yield "\n".join(
            f"{number}. **{prose(c.title)}**" + (f" - {prose(c.decides)}" if c.decides else "")
            for number, c in enumerate(root.candidates, 1)
        )
    if root.ruled_out:
        yield f"### {prose(say('answer.ruled_out'))}"
        yield "\n".join(f"- {prose(title)}" for title in root.ruled_out)
    if root.fix:
        yield f"### {prose(say('answer.fix'))}"
        yield prose(say("answer.who", who=root.who)) if root.who else ""
        for number, step in enumerate(root.fix, 1):
            yield from fix_step(number, step, say)
    if root.verify:
        yield f"**{prose(say('answer.verify'))}:** {inline(root.verify)}"
    if root.caution:
        yield f"**{prose(say('answer.caution'))}:** {inline(root.caution)}"
    if root.links:
        yield "\n".join(f"- {link(page.title, page.url)}" for page in root.links)


def fix_step(number: int, step: Step, say: Catalogue) -> Iterator[str]:
    """One fix step with its commands and its undo: blocks of a numbered list."""
    head = f"{number}. "
    inside = " " * len(head)
    risk = f" **({prose(step.risk_label)})**" if step.risk_label else ""
    yield f"{head}{inline(step.text)}{risk}"
    for command in step.commands:
        name = say(f"answer.form.{command.form}")
        if command.form == "console":
            yield f"{inside}{link(name, command.text)}"
        else:
            yield _indented(f"{prose(name)}:\n\n{fence(command.text)}", inside)
    yield from (f"{inside}{inline(hint)}" for hint in step.hints)
    if step.undo:
        yield f"{inside}{prose(say('answer.undo', undo=str(step.undo)))}"


def _indented(text: str, by: str) -> str:
    return "\n".join(by + row if row else row for row in text.split("\n"))
