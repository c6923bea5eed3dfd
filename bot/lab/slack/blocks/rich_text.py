"""Checks the rich_text block: sections, lists, quotes and preformatted text, and the leaves in them."""

from typing import Any

from bot.lab.slack.blocks.findings import Findings

_LEAVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (("text",), ("style",)),
    "link": (("url",), ("text", "unsafe", "style")),
    "emoji": (("name",), ("unicode", "skin_tone", "style")),
    "user": (("user_id",), ("style",)),
    "channel": (("channel_id",), ("style",)),
    "usergroup": (("usergroup_id",), ("style",)),
    "team": (("team_id",), ("style",)),
    "broadcast": (("range",), ("style",)),
    "color": (("value",), ("style",)),
    "date": (("timestamp", "format"), ("url", "fallback", "style")),
}
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")


def _leaf(found: Findings, value: Any, pointer: str) -> None:
    leaf = found.mapping(value, pointer)
    kind = str(leaf.get("type"))
    if kind not in _LEAVES:
        found.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    required, optional = _LEAVES[kind]
    found.keys(leaf, pointer, required=required, optional=optional)
    if kind == "text" and "text" in leaf:
        found.string(leaf["text"], f"{pointer}/text", most=40_000)
    if kind == "link" and "url" in leaf:
        found.url(leaf["url"], f"{pointer}/url")
    style = found.mapping(leaf.get("style", {}), f"{pointer}/style")
    for name, on in style.items():
        if name not in _STYLES:
            found.add(f"{pointer}/style", f"invalid additional property: {name}")
        elif not isinstance(on, bool):
            found.add(f"{pointer}/style/{name}", "must be a boolean")


def _leaves(found: Findings, value: Any, pointer: str) -> None:
    for index, leaf in enumerate(found.items(value, pointer, most=10_000, least=0)):
        _leaf(found, leaf, f"{pointer}/{index}")


def _list(found: Findings, element: dict[str, Any], pointer: str) -> None:
    found.keys(element, pointer, required=("style", "elements"), optional=("indent", "offset", "border"))
    found.one_of(element.get("style"), f"{pointer}/style", ("bullet", "ordered"))
    for index, raw in enumerate(found.items(element.get("elements"), f"{pointer}/elements", most=10_000)):
        where = f"{pointer}/elements/{index}"
        section = found.mapping(raw, where)
        if section.get("type") != "rich_text_section":
            found.add(f"{where}/type", f"unsupported type: {section.get('type')}")
            continue
        _leaves(found, section.get("elements"), f"{where}/elements")


def check_rich_text(found: Findings, elements: Any, pointer: str) -> None:
    """Checks the `elements` of a rich_text block or of a table's rich_text cell."""
    for index, raw in enumerate(found.items(elements, pointer, most=10_000, least=0)):
        where = f"{pointer}/{index}"
        element = found.mapping(raw, where)
        kind = element.get("type")
        if kind == "rich_text_list":
            _list(found, element, where)
        elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            optional = {"rich_text_section": (), "rich_text_quote": ("border",)}.get(kind, ("border", "language"))
            found.keys(element, where, required=("elements",), optional=optional)
            _leaves(found, element.get("elements"), f"{where}/elements")
        else:
            found.add(f"{where}/type", f"unsupported type: {kind}")
