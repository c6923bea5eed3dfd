"""The words of a card as a person counts them: from the verdict to the last line, buttons included, closed menus not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.render.slack.payload import Payload

# A date token is read as a time of day.
_DATE = re.compile(r"<!date\^[^>]*>")


def count_card_words(payload: Payload) -> int:
    """How many words a card holds. A word has a letter or a digit; a value counts as one, however long it is."""
    text = _DATE.sub("09:25", " ".join(list_card_texts(payload)))
    return sum(any(c.isalnum() for c in word) for word in text.split())


def list_card_texts(payload: Payload) -> list[str]:
    """The texts of a card from top to bottom, buttons included, closed menus not."""
    return list(_texts(payload.blocks))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "text" and isinstance(value, str):
                yield value
            elif name != "options":
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
