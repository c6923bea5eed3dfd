"""Commands and other text to be copied, as blocks of rich text, in which Slack reads no markup."""

from __future__ import annotations

from bot.render.clean import visible
from bot.render.slack.payload import Block

# Slack allows 3,000 characters in one leaf.
PREFORMATTED_TEXT = 2_900


def preformatted(text: str) -> list[Block]:
    """The blocks of a text. One that is too long for a block is cut at line ends."""
    blocks, rows = [], [""]
    for row in visible(text).strip("\n").split("\n"):
        for at in range(0, max(len(row), 1), PREFORMATTED_TEXT):
            part = row[at : at + PREFORMATTED_TEXT]
            if rows[-1] and len(rows[-1]) + len(part) >= PREFORMATTED_TEXT:
                rows.append("")
            rows[-1] = f"{rows[-1]}\n{part}" if rows[-1] else part
    for shown in rows:
        leaf = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": shown or " "}]}
        blocks.append({"type": "rich_text", "elements": [leaf]})
    return blocks
