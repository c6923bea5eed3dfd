"""Steps in a modal: those of one or several causes in one form (console, command line, Terraform, DNS). One person sees it.

Buttons choose the form; each command is one block, so that it is copied whole; the last button leads on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.render.slack.cause import differences
from bot.render.slack.mrkdwn import Line, link, prose, raw, strong
from bot.render.slack.payload import Block, button, buttons, contexts, plain_text, sections
from bot.render.slack.preformatted import preformatted
from bot.render.slack.signs import SEVERITIES
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Command, Step

# In the order of the buttons; the first that a step has is shown where it lacks the chosen one.
FORMS = ("cli", "console", "terraform", "dns", "bind")
# Slack allows 100 blocks a view; some are kept for the buttons.
PAGE_BLOCKS = 90
# A screen and a half of Slack's modal, which is 734 pixels high and about 64 characters wide.
PAGE_HEIGHT = 1_100
LINE_HEIGHT = 22
LINE_TEXT = 64
BLOCK_SPACE = 16
TITLE_TEXT = 24
_RECORD = ("name", "type", "value")


@dataclass(frozen=True, slots=True)
class StepsModal:
    """What tells one such modal from another.

    action: the beginning of the action ids of its buttons: action + "_page", "_page_back" and "_form_<form>". key: the first
    word of their values, "<key> <page, from 0> <form>". metadata: the view's private_metadata. end: the button behind the
    last step, None for none. Whoever handles a click shows that view in place (views.update).
    """

    action: str
    key: str
    metadata: str
    end: Block | None = None


def steps_modal(modal: StepsModal, causes: Sequence[Advice], say: Catalogue, form: str = "") -> tuple[Block, ...]:
    """The views, one a page. form: one of FORMS, "" for the first that the steps have."""
    forms = [name for name in FORMS if any(c.form == name for cause in causes for s in cause.fix for c in s.commands)]
    chosen = form if form in forms else next(iter(forms), "")
    pages = _pages([part for cause in causes for part in _parts(cause, say, chosen)])
    return tuple(_view(blocks, number, len(pages), modal, say, forms, chosen) for number, blocks in enumerate(pages))


def pick_page(pages: Sequence[Block], number: str) -> Block:
    """The view of a page; the last one where there are fewer, the first where the number is none."""
    return pages[min(int(number), len(pages) - 1) if number.isdecimal() else 0]


def _parts(root: Advice, say: Catalogue, form: str) -> Iterator[list[Block]]:
    """Blocks that stay together on a page: the cause with its evidence, each step, the end."""
    here = [prose(say("answer.here"))] if root.here else []
    who = [prose(say("answer.who", who=root.who))] if root.who else []
    yield [
        *sections([(*raw(f"{SEVERITIES[root.severity]} "), *strong(root.title)), prose(root.why), *here]),
        *sections(differences(root, say)),
        *contexts(who),
    ]
    for number, step in enumerate(root.fix, 1):
        yield _step(number, step, say, form)
    ends: list[Line] = []
    if root.verify:
        ends.append((*strong(say("answer.verify")), *raw(": "), *prose(root.verify)))
    if root.caution:
        ends.append((*raw(":warning: "), *strong(say("answer.caution")), *raw(": "), *prose(root.caution)))
    yield [*sections(ends), *contexts([link(page.url, page.title) for page in root.links])]


def _step(number: int, step: Step, say: Catalogue, form: str) -> list[Block]:
    risk = (*raw(" - "), *strong(step.risk_label)) if step.risk_label else ()
    undo = [prose(say("answer.undo", undo=str(step.undo)))] if step.undo else []
    chosen = _chosen(step.commands, form)
    shown = [block for command in chosen for block in _command(command, say)]
    hints = [prose(hint) for hint in dict.fromkeys(hint for command in chosen for hint in command.hints)]
    head = sections([(*strong(f"{number}."), *raw(" "), *prose(step.text), *risk)])
    return [*head, *shown, *contexts([*hints, *undo])]


def _chosen(commands: Sequence[Command], form: str) -> list[Command]:
    """The commands of a step in the chosen form, or else in the first form that it has."""
    shown = (
        form if any(c.form == form for c in commands) else min((c.form for c in commands), key=FORMS.index, default="")
    )
    return [c for c in commands if c.form == shown]


def _command(command: Command, say: Catalogue) -> list[Block]:
    if command.form == "console":
        return sections([link(command.text, say("answer.form.console"))])
    if command.form == "dns":
        return [block for row in command.text.splitlines() for block in _record(row, say)]
    return preformatted(command.text)


def _record(row: str, say: Catalogue) -> list[Block]:
    """A DNS record: name, type and value, each a block of its own."""
    parts = row.split(" ", 2)
    if len(parts) < len(_RECORD):
        return preformatted(row)
    labels = [contexts([prose(say(f"answer.dns.{part}"))]) for part in _RECORD]
    return [block for label, text in zip(labels, parts, strict=True) for block in (*label, *preformatted(text))]


def _pages(parts: Sequence[list[Block]]) -> list[list[Block]]:
    """Distribute the parts over pages of at most a screen and a half. A higher part gets a page of its own."""
    pages: list[list[Block]] = [[]]
    height = 0
    for part in parts:
        size = sum(map(_height, part))
        if pages[-1] and (height + size > PAGE_HEIGHT or len(pages[-1]) + len(part) > PAGE_BLOCKS):
            pages.append([])
            height = 0
        pages[-1] += part[:PAGE_BLOCKS]
        height += size
    return pages


def _height(block: Block) -> int:
    lines = sum(1 + len(row) // LINE_TEXT for text in _texts(block) for row in text.split("\n"))
    return lines * LINE_HEIGHT + BLOCK_SPACE


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)


def _view(
    blocks: list[Block], number: int, count: int, modal: StepsModal, say: Catalogue, forms: Sequence[str], chosen: str
) -> Block:
    body = blocks or sections([prose(say("modal.nothing"))])
    page = f"{modal.action}_page"
    if len(forms) > 1:
        body = [_form_buttons(modal, number, forms, chosen, say), *body]
    ends = [
        button(say(key), page if step > 0 else f"{page}_back", f"{modal.key} {number + step} {chosen}")
        for key, step in (("modal.previous", -1), ("modal.next", 1))
        if 0 <= number + step < count
    ]
    if count > 1:
        body = [*body, *contexts([prose(say("modal.page", page=number + 1, pages=count))])]
    if modal.end and number == count - 1:
        ends.append(modal.end)
    return {
        "type": "modal",
        "callback_id": modal.action,
        "private_metadata": modal.metadata,
        "title": plain_text(say("modal.title")[:TITLE_TEXT]),
        "close": plain_text(say("modal.close")[:TITLE_TEXT]),
        "blocks": [*body, buttons(*ends)] if ends else body,
    }


def _form_buttons(modal: StepsModal, page: int, forms: Sequence[str], chosen: str, say: Catalogue) -> Block:
    return buttons(
        *(
            button(
                say(f"answer.form.{form}"),
                f"{modal.action}_form_{form}",
                f"{modal.key} {page} {form}",
                primary=form == chosen,
            )
            for form in forms
        )
    )
