"""One cause on a terminal: why, what else is possible, the fix with its commands, and where to read on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.render import monospace
from bot.render.clean import one_line, visible
from bot.render.terminal.layout import BLANK, bullet, heading, inset, styled
from bot.render.terminal.rows import Hanging, Unbroken
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Difference, Step


def advice(root: Advice, say: Catalogue) -> Iterator[RenderableType]:
    """The rows of one cause, without its title."""
    yield from heading(say("answer.why"))
    yield inset(styled(root.why), 2)
    if root.here:
        yield inset(styled(say("answer.here")), 2)
    for words, shown in monospace.introduced(root):
        yield from _difference(words, shown, say)
    if root.candidates:
        yield from heading(say("answer.possible"))
        for number, candidate in enumerate(root.candidates, 1):
            yield Hanging(Styled(f"{number}. "), styled(candidate.title, "bold"), 2)
            if candidate.decides:
                yield inset(styled(candidate.decides), 5)
    if root.ruled_out:
        yield from heading(say("answer.ruled_out"))
        yield from (bullet(styled(title)) for title in root.ruled_out)
    if root.fix:
        yield from heading(say("answer.fix"))
        if root.who:
            yield inset(styled(say("answer.who", who=root.who), "dim"), 2)
        for number, step in enumerate(root.fix, 1):
            yield from _step(number, step, say)
    for key, text in (("answer.verify", root.verify), ("answer.caution", root.caution)):
        if text:
            yield from heading(say(key))
            yield inset(styled(text), 2)
    if root.links:
        yield from heading(say("answer.links"))
        for link in root.links:
            yield bullet(styled(one_line(link.title)))
            yield Unbroken(f"    {one_line(link.url)}", "cyan")


def _step(number: int, step: Step, say: Catalogue) -> Iterator[RenderableType]:
    text = styled(step.text)
    if step.risk_label:
        text.append(" - ").append_text(styled(step.risk_label, "bold yellow"))
    yield Hanging(Styled(f"{number}. ", "bold"), text, 2)
    for command in step.commands:
        name = say(f"answer.form.{command.form}")
        yield inset(styled(f"{name}:", "dim"), 5)
        if command.form == "console":
            yield Unbroken(f"     {one_line(command.text)}", "cyan")
        else:
            yield BLANK
            yield from (Unbroken(row, "cyan") for row in visible(command.text).strip("\n").split("\n"))
            yield BLANK
    yield from (inset(styled(hint, "dim"), 5) for hint in step.hints)
    if step.undo:
        yield inset(styled(say("answer.undo", undo=str(step.undo)), "dim"), 5)


def _difference(words: str, shown: Difference, say: Catalogue) -> Iterator[RenderableType]:
    yield BLANK
    if words:
        yield inset(styled(words), 2)
    yield from (Unbroken(f"  {row}", "cyan") for row in monospace.difference(shown, say).split("\n"))
