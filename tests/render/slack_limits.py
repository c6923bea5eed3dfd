"""Finds where a payload breaks Slack's limits or lets a value become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.render.slack.payload import Payload

BUDGET = 9_500
_OURS = re.compile(r"<(?:@[UW][A-Z0-9]+|!date\^\d+\^[^<>|]*\|[^<>|]*|https?://[^<>|\s]+\|[^<>|]+)>")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]")
_SIGNS = re.compile(r":(?:white_check_mark|x|warning|grey_question|heavy_minus_sign|white_circle|wrench):")


def texts(node: Any) -> Iterator[str]:
    """Every string that Slack shows."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


def shown(payloads: Iterable[Any]) -> str:
    """All text of some payloads or views, unescaped, as a person reads it."""
    joined = "".join(text for p in payloads for text in texts(p.blocks if isinstance(p, Payload) else p["blocks"]))
    return joined.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def message_faults(payload: Payload) -> list[str]:
    """What Slack would refuse, or obey, in one message."""
    faults = [*_block_faults(payload.blocks), *_markup_faults(payload.text)]
    if len(payload.blocks) > 50:
        faults.append(f"{len(payload.blocks)} blocks")
    if sum(map(len, texts(payload.blocks))) > BUDGET:
        faults.append("too much text")
    if not payload.text.strip() or len(payload.text) >= 4000:
        faults.append(f"fallback of {len(payload.text)}")
    return faults


def view_faults(view: dict[str, Any]) -> list[str]:
    """What Slack would refuse, or obey, in a modal."""
    faults = _block_faults(view["blocks"])
    if not 1 <= len(view["blocks"]) <= 100:
        faults.append(f"{len(view['blocks'])} blocks")
    faults += [f"{part} too long" for part in ("title", "close") if len(view[part]["text"]) > 24]
    if len(view["private_metadata"]) > 3000:
        faults.append("private_metadata too long")
    return faults


def _block_faults(blocks: list[dict[str, Any]]) -> list[str]:
    faults: list[str] = []
    actions = [e["action_id"] for b in blocks if b["type"] == "actions" for e in b["elements"]]
    if len(actions) != len(set(actions)):
        faults.append("an action_id stands twice")
    for block in blocks:
        match block["type"]:
            case "section":
                faults += _text_faults(block["text"], 3000)
            case "context":
                faults += [] if 1 <= len(block["elements"]) <= 10 else ["elements of a context"]
                faults += [fault for element in block["elements"] for fault in _text_faults(element, 3000)]
            case "header":
                faults += _text_faults(block["text"], 150)
            case "actions":
                faults += [fault for element in block["elements"] for fault in _element_faults(element)]
            case "rich_text":
                leaves = [leaf for part in block["elements"] for leaf in part["elements"]]
                faults += ["text of a leaf"] * sum(not 1 <= len(leaf["text"]) <= 3000 for leaf in leaves)
                faults += ["control character"] * sum(bool(_CONTROL.search(leaf["text"])) for leaf in leaves)
            case "divider":
                pass
            case other:
                faults.append(f"block {other}")
    return faults


def _element_faults(element: dict[str, Any]) -> list[str]:
    if element["type"] == "button":
        return _text_faults(element["text"], 75) + (["value too long"] if len(element["value"]) > 2000 else [])
    most = {"static_select": 100, "overflow": 5}.get(element["type"], 0)
    faults = _text_faults(element["placeholder"], 150) if "placeholder" in element else []
    faults += [] if 1 <= len(element["options"]) <= most else [f"{len(element['options'])} options"]
    for option in element["options"]:
        faults += _text_faults(option["text"], 75) + (["value too long"] if len(option["value"]) > 150 else [])
    return faults


def _text_faults(text: dict[str, Any], limit: int) -> list[str]:
    faults = [] if 1 <= len(text["text"]) <= limit else [f"{len(text['text'])} characters of {limit}"]
    if text["type"] == "mrkdwn":
        faults += [] if text["verbatim"] is True else ["not verbatim"]
        faults += _markup_faults(text["text"])
    return faults


def _markup_faults(text: str) -> list[str]:
    """What others wrote must not mention, link, show emoji, or break out of its code."""
    faults = []
    rest = _OURS.sub("", text)
    if "<" in rest or ">" in rest:
        faults.append(f"control sequence in {rest[:200]!r}")
    if "&" in _ENTITY.sub("", rest):
        faults.append("bare ampersand")
    prose = _SIGNS.sub("", _CODE.sub("", rest))
    if "`" in prose:
        faults.append(f"open code in {prose[:200]!r}")
    if re.search(r":[a-z_]+:", prose):
        faults.append(f"emoji in {prose[:200]!r}")
    if _CONTROL.search(text):
        faults.append("control character")
    return faults
