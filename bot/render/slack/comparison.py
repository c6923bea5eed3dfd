"""A comparison of two snapshots in Slack, and the dialog in which both are pasted."""

from __future__ import annotations

from bot.render import monospace
from bot.render.masking import masked_comparison
from bot.render.slack.card import asked
from bot.render.slack.mrkdwn import fences, prose, raw, strong
from bot.render.slack.payload import (
    SECTION_TEXT,
    Block,
    Payload,
    contexts,
    fallback,
    pack,
    plain_text,
    section,
    sections,
)
from bot.render.slack.steps_modal import PAGE_BLOCKS, TITLE_TEXT
from bot.words.catalogue import catalogue
from bot.words.comparison import ComparisonReport

DIALOG = "compare"
FIRST, SECOND = "first", "second"
# Slack's limit of characters for one field.
FIELD_TEXT = 3_000
# Characters that fit in a row of a message on a usual screen.
_WIDTH = 72


def comparison(compared: ComparisonReport, *, asked_by: str = "") -> Payload:
    """The comparison as a message. asked_by: a name, for a channel, where ids are masked; "" for one person."""
    say = catalogue(compared.language)
    shown = masked_comparison(compared) if asked_by else compared
    head = [strong(shown.headline), *((*raw("• "), *prose(said)) for said in shown.conclusions)]
    notes = [prose(line) for line in (shown.same, *shown.alone) if line]
    sides = [prose(side) for side in shown.sides]
    if asked_by:
        sides += asked(asked_by, say)
    body = [*sections(head), *_table(shown), *contexts(notes)]
    return pack(body, contexts(sides), fallback(head), say("card.thread"))


def _table(compared: ComparisonReport) -> list[Block]:
    if not compared.grid.rows:
        return []
    rows = fences(monospace.side_by_side(compared.grid, _WIDTH), SECTION_TEXT)
    return [*sections([strong(compared.grid.title)]), *map(section, rows)]


def result_view(compared: ComparisonReport) -> Block:
    """The comparison as the next view of the dialog."""
    say = catalogue(compared.language)
    payload = comparison(compared)
    blocks = [block for part in (payload, *payload.overflow) for block in part.blocks]
    return {
        "type": "modal",
        "title": plain_text(say("slack.compare.title")[:TITLE_TEXT]),
        "close": plain_text(say("modal.close")[:TITLE_TEXT]),
        "blocks": blocks[:PAGE_BLOCKS],
    }


def dialog(language: str, metadata: str) -> Block:
    """The dialog with two fields for snapshots, the second of them optional. metadata: Slack returns it with them."""
    say = catalogue(language)
    hint = say("slack.compare.first.hint")
    return {
        "type": "modal",
        "callback_id": DIALOG,
        "private_metadata": metadata,
        "title": plain_text(say("slack.compare.title")[:TITLE_TEXT]),
        "submit": plain_text(say("slack.compare.submit")[:TITLE_TEXT]),
        "close": plain_text(say("modal.close")[:TITLE_TEXT]),
        "blocks": [
            _field(FIRST, say("slack.compare.first"), hint, optional=False),
            _field(SECOND, say("slack.compare.second"), say("slack.compare.second.hint"), optional=True),
        ],
    }


def _field(name: str, label: str, hint: str, *, optional: bool) -> Block:
    element = {"type": "plain_text_input", "action_id": name, "multiline": True, "max_length": FIELD_TEXT}
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(label),
        "hint": plain_text(hint),
        "optional": optional,
        "element": element,
    }
