"""Adds the ids that a bot left out, as Slack does before it stores blocks."""

import copy
import secrets
from collections.abc import Iterator
from typing import Any

from bot.lab.slack.workspace import JsonObject

INTERACTIVE = ("button", "checkboxes", "overflow", "plain_text_input", "radio_buttons", "static_select")


def interactive_elements(block: JsonObject) -> Iterator[JsonObject]:
    """Yields the interactive elements of one block."""
    candidates: list[Any] = [block.get("accessory"), block.get("element")]
    if block.get("type") == "actions":
        candidates += block["elements"]
    for element in candidates:
        if isinstance(element, dict) and element.get("type") in INTERACTIVE:
            yield element


def add_ids(blocks: list[JsonObject]) -> list[JsonObject]:
    """Returns a copy in which every block has a block_id and every interactive element an action_id."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in interactive_elements(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return filled
