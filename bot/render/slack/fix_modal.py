"""The whole fix in a modal: every root cause with all its steps, commands, risks, ways back. One person sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.slack.cause import differences
from bot.render.slack.mrkdwn import Line, fences, link, prose, raw, render, strong
from bot.render.slack.payload import SECTION_TEXT, Block, button, buttons, contexts, mrkdwn, plain_text, sections
from bot.render.slack.signs import SEVERITIES
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Advice, Command, Report, Step

FIX_PAGE = "check_fix_page"
# Slack allows 100 blocks; four are kept for the page's line and its buttons. No limit is documented for the text of a
# view; 90,000 characters stay well below its limit for the whole request.
PAGE_BLOCKS = 96
PAGE_TEXT = 90_000
TITLE_TEXT = 24
CALLBACK = "fix"


def fix_modal(report: Report) -> tuple[Block, ...]:
    """The views, one a page; nearly always one. private_metadata: the run id.

    Of several pages each has buttons for its neighbours (action ids FIX_PAGE and FIX_PAGE + "_back", value
    "<run id> <page, from 0>"): whoever handles them shows that view in place (views.update).
    """
    say = catalogue(report.language)
    pages = _pages([block for root in report.roots for block in whole_cause(root, say)])
    return tuple(_view(blocks, number, len(pages), report, say) for number, blocks in enumerate(pages))


def whole_cause(root: Advice, say: Catalogue) -> list[Block]:
    """One cause with every step, its commands, risk and way back; a line at the end."""
    steps = [block for number, step in enumerate(root.fix, 1) for block in _step(number, step, say)]
    ends: list[Line] = []
    if root.verify:
        ends.append((*strong(say("answer.verify")), *raw(": "), *prose(root.verify)))
    if root.caution:
        ends.append((*raw(":warning: "), *strong(say("answer.caution")), *raw(": "), *prose(root.caution)))
    who = [prose(say("answer.who", who=root.who))] if root.who else []
    here = [prose(say("answer.here"))] if root.here else []
    return [
        *sections([(*raw(f"{SEVERITIES[root.severity]} "), *strong(root.title))]),
        *sections([prose(root.why), *here, *differences(root, say)]),
        *contexts(who),
        *steps,
        *sections(ends),
        *contexts([link(page.url, page.title) for page in root.links]),
        {"type": "divider"},
    ]


def _step(number: int, step: Step, say: Catalogue) -> list[Block]:
    risk = (*raw(" - "), *strong(step.risk_label)) if step.risk_label else ()
    undo = [prose(say("answer.undo", undo=str(step.undo)))] if step.undo else []
    commands = [block for command in step.commands for block in _command(command, say)]
    return [*sections([(*strong(f"{number}."), *raw(" "), *prose(step.text), *risk)]), *commands, *contexts(undo)]


def _command(command: Command, say: Catalogue) -> list[Block]:
    name = say(f"answer.form.{command.form}")
    if command.form == "console":
        return sections([link(command.text, name)])
    label = render(strong(name))
    first, *rest = fences(command.text, SECTION_TEXT - len(label) - 1)
    return [{"type": "section", "text": mrkdwn(text)} for text in (f"{label}\n{first}", *rest)]


def _pages(blocks: Sequence[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    room = PAGE_TEXT
    for block in blocks[:-1] if blocks else ():
        room -= len(str(block))
        if len(pages[-1]) == PAGE_BLOCKS or room < 0:
            pages.append([])
            room = PAGE_TEXT - len(str(block))
        pages[-1].append(block)
    return pages


def _view(blocks: list[Block], number: int, count: int, report: Report, say: Catalogue) -> Block:
    body = blocks or sections([prose(say("modal.nothing"))])
    if count > 1:
        turn = [
            button(say(key), FIX_PAGE if step > 0 else f"{FIX_PAGE}_back", f"{report.run_id} {number + step}")
            for key, step in (("modal.previous", -1), ("modal.next", 1))
            if 0 <= number + step < count
        ]
        body = [*body, *contexts([prose(say("modal.page", page=number + 1, pages=count))]), buttons(*turn)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": report.run_id,
        "title": plain_text(say("modal.title")[:TITLE_TEXT]),
        "close": plain_text(say("modal.close")[:TITLE_TEXT]),
        "blocks": body,
    }
