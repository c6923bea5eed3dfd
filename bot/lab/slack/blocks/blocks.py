"""Checks Block Kit's blocks: their fields, with Slack's lengths and counts.

Only the types that a message or a modal of an ordinary app can rely on are accepted. The newer ones, whose availability
in messages is unclear (alert, card, container, plan, data tables), are refused, as an older Slack client would do.
"""

from collections.abc import Callable
from typing import Any

from bot.lab.slack.blocks.elements import IN_ACTIONS, IN_INPUT, IN_SECTION, check_element, check_image
from bot.lab.slack.blocks.findings import Findings
from bot.lab.slack.blocks.rich_text import check_rich_text

SECTION_TEXT = 3000
FIELD_TEXT = 2000
HEADER_TEXT = 150
MARKDOWN_TEXT = 12_000
TABLE_ROWS, TABLE_COLUMNS, TABLE_TEXT = 100, 20, 10_000
_Block = Callable[[Findings, dict[str, Any], str], None]


def _section(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=(), optional=("text", "fields", "accessory", "block_id", "expand"))
    if "text" not in block and "fields" not in block:
        found.add(f"{pointer}/type", "must define either `text` or `fields`")
    if "text" in block:
        found.text_object(block["text"], f"{pointer}/text", most=SECTION_TEXT)
    if "fields" in block:
        for index, text in enumerate(found.items(block["fields"], f"{pointer}/fields", most=10)):
            found.text_object(text, f"{pointer}/fields/{index}", most=FIELD_TEXT)
    if "accessory" in block:
        check_element(found, block["accessory"], f"{pointer}/accessory", allowed=IN_SECTION)


def _header(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("text",), optional=("block_id", "level"))
    if "text" in block:
        found.text_object(block["text"], f"{pointer}/text", most=HEADER_TEXT, plain=True)


def _divider(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=(), optional=("block_id",))


def _context(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("elements",), optional=("block_id",))
    for index, raw in enumerate(found.items(block.get("elements"), f"{pointer}/elements", most=10)):
        where = f"{pointer}/elements/{index}"
        if found.mapping(raw, where).get("type") == "image":
            check_element(found, raw, where, allowed=("image",))
        else:
            found.text_object(raw, where, most=SECTION_TEXT)


def _actions(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("elements",), optional=("block_id",))
    for index, element in enumerate(found.items(block.get("elements"), f"{pointer}/elements", most=25)):
        check_element(found, element, f"{pointer}/elements/{index}", allowed=IN_ACTIONS)


def _input(found: Findings, block: dict[str, Any], pointer: str) -> None:
    optional = ("block_id", "dispatch_action", "hint", "optional")
    found.keys(block, pointer, required=("label", "element"), optional=optional)
    for name in ("label", "hint"):
        if name in block:
            found.text_object(block[name], f"{pointer}/{name}", most=2000, plain=True)
    if "element" in block:
        check_element(found, block["element"], f"{pointer}/element", allowed=IN_INPUT)


def _image(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("alt_text",), optional=("image_url", "slack_file", "title", "block_id"))
    check_image(found, block, pointer)
    if "title" in block:
        found.text_object(block["title"], f"{pointer}/title", most=2000, plain=True)


def _markdown(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("text",), optional=("block_id",))
    if "text" in block:
        found.string(block["text"], f"{pointer}/text", most=MARKDOWN_TEXT)


def _rich_text(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("elements",), optional=("block_id",))
    check_rich_text(found, block.get("elements"), f"{pointer}/elements")


def _table(found: Findings, block: dict[str, Any], pointer: str) -> None:
    found.keys(block, pointer, required=("rows",), optional=("block_id", "column_settings"))
    for index, row in enumerate(found.items(block.get("rows"), f"{pointer}/rows", most=TABLE_ROWS)):
        cells = found.items(row, f"{pointer}/rows/{index}", most=TABLE_COLUMNS)
        for column, raw in enumerate(cells):
            where = f"{pointer}/rows/{index}/{column}"
            cell = found.mapping(raw, where)
            if cell.get("type") == "raw_text":
                found.keys(cell, where, required=("text",), optional=())
                found.string(cell.get("text"), f"{where}/text", most=TABLE_TEXT)
            elif cell.get("type") == "rich_text":
                found.keys(cell, where, required=("elements",), optional=())
                check_rich_text(found, cell.get("elements"), f"{where}/elements")
            else:
                found.add(f"{where}/type", f"unsupported type: {cell.get('type')}")
    settings = found.items(block.get("column_settings", [{}]), f"{pointer}/column_settings", most=TABLE_COLUMNS)
    for column, raw in enumerate(settings):
        where = f"{pointer}/column_settings/{column}"
        setting = found.mapping(raw, where) if raw is not None else {}
        found.keys(setting, where, required=(), optional=("align", "is_wrapped"))
        found.one_of(setting.get("align", "left"), f"{where}/align", ("left", "center", "right"))


_BLOCKS: dict[str, _Block] = {
    "actions": _actions,
    "context": _context,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
}
IN_MESSAGE = frozenset(_BLOCKS)
IN_MODAL = IN_MESSAGE - {"markdown", "table"}


def _action_ids(block: dict[str, Any], pointer: str) -> list[tuple[str, str]]:
    places: list[tuple[Any, str]] = [(block.get(n), f"{pointer}/{n}") for n in ("accessory", "element") if n in block]
    if isinstance(block.get("elements"), list):
        places += [(element, f"{pointer}/elements/{i}") for i, element in enumerate(block["elements"])]
    return [(e["action_id"], f"{w}/action_id") for e, w in places if isinstance(e, dict) and "action_id" in e]


def check_blocks(value: Any, pointer: str, *, allowed: frozenset[str], most: int) -> list[str]:
    """Returns the faults of a list of blocks for a message or a modal. Slack accepts an empty list of blocks.

    A block_id must be unique in the payload, an action_id in its block, as Slack's reference says.
    """
    found = Findings()
    seen: set[str] = set()
    for index, raw in enumerate(found.items(value, pointer, most=most, least=0)):
        where = f"{pointer}/{index}"
        block = found.mapping(raw, where)
        kind = block.get("type")
        if not isinstance(kind, str) or kind not in allowed:
            found.add(f"{where}/type", f"unsupported type: {kind}")
            continue
        _BLOCKS[kind](found, block, where)
        if "block_id" in block:
            found.string(block["block_id"], f"{where}/block_id", most=255)
            if str(block["block_id"]) in seen:
                found.add(f"{where}/block_id", f"`{block['block_id']}` already exists")
            seen.add(str(block["block_id"]))
        in_block: set[str] = set()
        for action_id, place in _action_ids(block, where):
            if str(action_id) in in_block:
                found.add(place, f"`{action_id}` already exists")
            in_block.add(str(action_id))
    return found.faults
