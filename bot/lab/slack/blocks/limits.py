"""Checks the limits of whole messages and views, and makes Slack's error where one is exceeded.

Sources: Slack's reference of chat.postMessage, chat.update and views; slackapi/bolt-js issues 2509 and 2867 for
`msg_blocks_too_long`, which the reference does not mention.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.lab.slack.blocks.blocks import IN_MESSAGE, IN_MODAL, TABLE_TEXT, check_blocks
from bot.lab.slack.blocks.findings import Findings
from bot.lab.slack.workspace import JsonObject

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_BLOCK_TEXT = 12_000
MESSAGE_TEXT = 40_000
UPDATE_TEXT = 4_000
METADATA_BYTES = 16_000
VIEW_BYTES = 250_000


@dataclass(frozen=True)
class Refusal:
    """An answer with `ok: false`. code: Slack's error code. extra: further fields of the answer."""

    code: str
    extra: JsonObject = field(default_factory=dict)

    def answer(self) -> JsonObject:
        return {"ok": False, "error": self.code, **self.extra}


def refuse_with(code: str, faults: list[str]) -> Refusal:
    """Returns the error that lists `faults` in both places where Slack lists them."""
    return Refusal(code, {"errors": faults, "response_metadata": {"messages": [f"[ERROR] {f}" for f in faults]}})


def block_text(node: Any) -> int:
    """Returns the number of characters of all texts in blocks, however deep."""
    if isinstance(node, dict):
        own = sum(len(v) for k, v in node.items() if k in ("text", "title") and isinstance(v, str))
        return own + sum(block_text(v) for v in node.values() if isinstance(v, dict | list))
    if isinstance(node, list):
        return sum(map(block_text, node))
    return 0


def check_message(text: str, blocks: list[Any] | None, *, updating: bool = False, total: bool = True) -> Refusal | None:
    """Returns Slack's error for a message, or None. total: False for a response_url, which has no limit for the sum."""
    if not text.strip() and not blocks:
        return Refusal("no_text")
    if updating and len(text) > UPDATE_TEXT:
        return Refusal("msg_too_long")
    if not blocks:
        return None
    if faults := check_blocks(blocks, "/blocks", allowed=IN_MESSAGE, most=MESSAGE_BLOCKS):
        return refuse_with("invalid_blocks", faults)
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        return refuse_with("invalid_attachments", ["only_one_table_allowed"])
    if total and (block_text(blocks) > MESSAGE_BLOCK_TEXT or block_text(tables) > TABLE_TEXT):
        return Refusal("msg_blocks_too_long")
    return None


def check_metadata(metadata: Any) -> Refusal | None:
    """Returns Slack's error for a message's metadata (an event type and a flat payload of at most 16 kB), or None."""
    well_formed = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not well_formed:
        return Refusal("invalid_metadata_format")
    return Refusal("metadata_too_large") if len(json.dumps(metadata)) > METADATA_BYTES else None


def check_view(view: Any, kind: str = "modal") -> Refusal | None:
    """Returns Slack's error for a view of views.open, views.push, views.update, views.publish or a response_action, or None.

    kind: "modal", or "home" for the App Home, which has no title and no buttons of its own.
    """
    if not isinstance(view, dict):
        return refuse_with("invalid_arguments", ["must be an object [json-pointer:/view]"])
    found = Findings()
    if view.get("type") != kind:
        found.add("/view/type", f"unsupported type: {view.get('type')}")
    carried = ("private_metadata", "callback_id", "external_id")
    of_modal = ("close", "submit", "clear_on_close", "notify_on_close", "submit_disabled")
    if kind == "home":
        found.keys(view, "/view", required=("blocks",), optional=carried)
    else:
        found.keys(view, "/view", required=("title", "blocks"), optional=(*carried, *of_modal))
    for name in ("title", "close", "submit"):
        if name in view:
            found.text_object(view[name], f"/view/{name}", most=24, plain=True)
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if name in view:
            found.string(view[name], f"/view/{name}", most=most, least=0)
    blocks = view.get("blocks", [])
    faults = found.faults + check_blocks(blocks, "/view/blocks", allowed=IN_MODAL, most=VIEW_BLOCKS)
    if isinstance(blocks, list) and "submit" not in view and any(_is_input(block) for block in blocks):
        faults.append("missing required field: submit [json-pointer:/view]")
    if faults:
        return refuse_with("invalid_arguments", faults)
    return Refusal("view_too_large") if len(json.dumps(view)) > VIEW_BYTES else None


def _is_input(block: Any) -> bool:
    return isinstance(block, dict) and block.get("type") == "input"
