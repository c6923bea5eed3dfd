"""Makes messages of blocks within Slack's limits. What does not fit goes into further messages.

Limits: https://docs.slack.dev/reference/block-kit/blocks and, for the text of all blocks of a message together
(undocumented, rejections from 11,341 characters on), https://github.com/slackapi/bolt-js/issues/2509.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.render.slack.mrkdwn import Line, fence, prose, raw, render, split, without_dates

Block = dict[str, Any]

MESSAGE_BLOCKS = 45
MESSAGE_TEXT = 9_000
SECTION_TEXT = 2_900
FALLBACK_TEXT = 3_500
HEADER_TEXT = 150
BUTTON_TEXT = 75
# https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
MENU_TEXT = 150
MENU_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Payload:
    """A message. text: shown where blocks are not, never empty. overflow: further messages, for the thread."""

    blocks: list[Block]
    text: str
    overflow: tuple[Payload, ...] = ()


def mrkdwn(text: str) -> Block:
    """A text object in mrkdwn. It is verbatim: Slack adds no links by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str) -> Block:
    """A text object without markup."""
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str) -> Block:
    """A section. It has `expand`, without which Slack hides the end of a long one behind "see more"."""
    return {"type": "section", "text": mrkdwn(text), "expand": True}


def sections(lines: Iterable[Line]) -> list[Block]:
    """The lines below each other, in as few sections as possible."""
    return [section(text) for text in paragraphs(lines, SECTION_TEXT)]


def contexts(lines: Iterable[Line]) -> list[Block]:
    """The lines below each other, small and grey."""
    return [{"type": "context", "elements": [mrkdwn(text)]} for text in paragraphs(lines, SECTION_TEXT)]


def buttons(*elements: Block) -> Block:
    """A row of buttons and menus."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action_id: str, value: str, *, primary: bool = False) -> Block:
    """One button."""
    element = {"type": "button", "text": plain_text(label[:BUTTON_TEXT]), "action_id": action_id, "value": value}
    return {**element, "style": "primary"} if primary else element


def menu(placeholder: str, action_id: str, choices: Iterable[tuple[str, str]]) -> Block:
    """A menu of one choice, which acts at once. choices: (label, value) pairs, of which Slack takes 100."""
    options = [{"text": plain_text(label[:BUTTON_TEXT]), "value": value} for label, value in choices]
    return {
        "type": "static_select",
        "placeholder": plain_text(placeholder[:MENU_TEXT]),
        "action_id": action_id,
        "options": options[:MENU_OPTIONS],
    }


def chosen_menu(action_id: str, choices: Iterable[tuple[str, str]], chosen: str) -> Block:
    """A menu that shows which of its choices counts now. chosen: a value; the first choice where it is none of them."""
    element = menu("-", action_id, choices)
    first, *_ = options = element["options"]
    return {**element, "initial_option": next((each for each in options if each["value"] == chosen), first)}


def overflow_menu(action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """The menu behind three dots. options: label and value of each, at most five."""
    shown = [{"text": plain_text(label[:BUTTON_TEXT]), "value": value} for label, value in options]
    return {"type": "overflow", "action_id": action_id, "options": shown}


def paragraphs(lines: Iterable[Line], limit: int) -> list[str]:
    """Rendered lines joined by line ends into texts of at most `limit` characters. Empty lines are dropped."""
    texts: list[str] = []
    current = ""
    for line in lines:
        for part in split(line, limit):
            row = render(part)
            if not row.strip():
                continue
            if current and len(current) + 1 + len(row) > limit:
                texts.append(current)
                current = ""
            current = f"{current}\n{row}" if current else row
    return [*texts, current] if current else texts


def fallback(lines: Sequence[Line], limit: int = FALLBACK_TEXT) -> str:
    """The text of a notification: the beginning of the lines, as mrkdwn."""
    return without_dates(next(iter(paragraphs(lines, limit)), "SES Check"))


def pack(body: Sequence[Block], tail: Sequence[Block], text: str, more: str) -> Payload:
    """A message of the body, then the tail (buttons, context). What does not fit becomes overflow, announced by `more`."""
    notice = contexts([prose(more)])
    spare = sum(map(_size, [*tail, *notice]))
    first, rest = _fitting(body, MESSAGE_BLOCKS - len(tail) - len(notice), MESSAGE_TEXT - spare)
    if not rest:
        return Payload([*first, *tail], text)
    overflow: list[Payload] = []
    while rest:
        blocks, rest = _fitting(rest, MESSAGE_BLOCKS, MESSAGE_TEXT)
        overflow.append(Payload(list(blocks), text))
    return Payload([*first, *notice, *tail], text, tuple(overflow))


def plain(payload: Payload) -> Payload:
    """The same message without blocks, for where Slack refuses them. Its overflow replaces that of the payload."""
    texts = [row for block in payload.blocks for row in _shown(block)]
    parts = paragraphs([raw(row) for row in texts], FALLBACK_TEXT) or [payload.text]
    rest = [plain(p) for p in payload.overflow]
    flat = [part for p in rest for part in (p.text, *(o.text for o in p.overflow))]
    return Payload([], parts[0], tuple(Payload([], text) for text in (*parts[1:], *flat)))


def _fitting(blocks: Sequence[Block], count: int, text: int) -> tuple[Sequence[Block], Sequence[Block]]:
    taken = 0
    for number, block in enumerate(blocks):
        taken += _size(block)
        if number >= count or (taken > text and number):
            return blocks[:number], blocks[number:]
    return blocks, ()


def _size(node: Any) -> int:
    if isinstance(node, dict):
        return sum(len(v) if k in ("text", "title") and isinstance(v, str) else _size(v) for k, v in node.items())
    return sum(map(_size, node)) if isinstance(node, list) else 0


def _shown(block: Block) -> list[str]:
    if block["type"] == "context":
        return [element["text"] for element in block["elements"]]
    if block["type"] == "header":
        # bot.render.slack.card uses a header only for text that mrkdwn shows without a change.
        return [f"*{block['text']['text']}*"]
    if block["type"] == "rich_text":
        return [fence(leaf["text"]) for part in block["elements"] for leaf in part["elements"]]
    return [block["text"]["text"]] if block["type"] == "section" else []
