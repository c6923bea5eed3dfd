"""Steps in a modal: those of one or several causes in one form (console, command line, Terraform, DNS). One person sees it.

Buttons choose the form; each command is one block, so that it is copied whole; the last button leads on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

# Blocks that stay together on a page.
Part = list[Block]
# The parts of each page, with their numbers.
Pages = list[list[tuple[int, Part]]]


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
    layouts = {name: _pages([part for cause in causes for part in _parts(cause, say, name)]) for name in forms or [""]}
    return tuple(_view(number, modal, say, chosen, layouts) for number in range(len(layouts[chosen])))


def pick_page(pages: Sequence[Block], number: str) -> Block:
    """The view of a page; the last one where there are fewer, the first where the number is none."""
    return pages[min(int(number), len(pages) - 1) if number.isdecimal() else 0]


def _parts(root: Advice, say: Catalogue, form: str) -> Iterator[Part]:
    """Blocks that stay together on a page: the cause with its evidence and its first step, each other step, the end."""
    here = [prose(say("answer.here"))] if root.here else []
    who = [prose(say("answer.who", who=root.who))] if root.who else []
    steps: list[Part] = [_step(number, step, say, form) for number, step in enumerate(root.fix, 1)]
    first, *others = steps or [[]]
    yield [
        *sections([(*raw(f"{SEVERITIES[root.severity]} "), *strong(root.title)), prose(root.why), *here]),
        *sections(differences(root, say)),
        *contexts(who),
        *first,
    ]
    yield from others
    ends: list[Line] = []
    if root.verify:
        ends.append((*strong(say("answer.verify")), *raw(": "), *prose(root.verify)))
    if root.caution:
        ends.append((*raw(":warning: "), *strong(say("answer.caution")), *raw(": "), *prose(root.caution)))
    yield [*sections(ends), *contexts([link(page.url, page.title) for page in root.links])]


def _step(number: int, step: Step, say: Catalogue, form: str) -> list[Block]:
    risk = (*raw(" - "), *strong(step.risk_label)) if step.risk_label else ()
    undo = [prose(say("answer.undo", undo=str(step.undo)))] if step.undo else []
    # A step that lacks the chosen form shows the first form that it has, and names it.
    shown = (
        form
        if any(c.form == form for c in step.commands)
        else min((c.form for c in step.commands), key=FORMS.index, default="")
    )
    named = [prose(say(f"answer.form.{shown}"))] if shown not in (form, "console", "") else []
    chosen = [c for c in step.commands if c.form == shown]
    commands = [block for command in chosen for block in _command(command, say)]
    hints = [prose(hint) for hint in dict.fromkeys(hint for command in chosen for hint in command.hints)]
    head = sections([(*strong(f"{number}."), *raw(" "), *prose(step.text), *risk)])
    return [*head, *contexts(named), *commands, *contexts([*hints, *undo])]


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


def _pages(parts: Sequence[Part]) -> Pages:
    """Distribute the parts over pages of at most a screen and a half, each with its number. A higher part gets a page of its
    own, one of too many blocks several.
    """
    pages: Pages = [[]]
    height = blocks = 0
    for number, part in enumerate(parts):
        for begin in range(0, len(part), PAGE_BLOCKS):
            piece = part[begin : begin + PAGE_BLOCKS]
            size = sum(map(_height, piece))
            if pages[-1] and (height + size > PAGE_HEIGHT or blocks + len(piece) > PAGE_BLOCKS):
                pages.append([])
                height = blocks = 0
            pages[-1].append((number, piece))
            height += size
            blocks += len(piece)
    return pages


def _same_place(pages: Pages, number: int, others: Pages) -> int:
    """The page of another form that holds the part with which a page of this form begins. Both have the same parts."""
    begin = min((part for part, _ in pages[number]), default=0)
    return next((place for place, page in enumerate(others) if any(part >= begin for part, _ in page)), 0)


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


def _view(number: int, modal: StepsModal, say: Catalogue, chosen: str, layouts: Mapping[str, Pages]) -> Block:
    pages = layouts[chosen]
    count = len(pages)
    body = [block for _, part in pages[number] for block in part] or sections([prose(say("modal.nothing"))])
    page = f"{modal.action}_page"
    if len(layouts) > 1:
        body = [_form_buttons(number, modal, say, chosen, layouts), *body]
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


def _form_buttons(number: int, modal: StepsModal, say: Catalogue, chosen: str, layouts: Mapping[str, Pages]) -> Block:
    """The buttons of the forms. Each leads to the page that holds the step that the reader is at."""
    return buttons(
        *(
            button(
                say(f"answer.form.{form}"),
                f"{modal.action}_form_{form}",
                f"{modal.key} {_same_place(layouts[chosen], number, pages)} {form}",
                primary=form == chosen,
            )
            for form, pages in layouts.items()
        )
    )
