"""Checks Block Kit's interactive elements and the objects in them: shapes, lengths and counts."""

from collections.abc import Callable
from typing import Any

from bot.lab.slack.blocks.findings import Findings

OPTION_TEXT = 75
OPTION_VALUE = 150
_Element = Callable[[Findings, dict[str, Any], str], None]


def _confirm(found: Findings, value: Any, pointer: str) -> None:
    confirm = found.mapping(value, pointer)
    found.keys(confirm, pointer, required=("title", "text", "confirm", "deny"), optional=("style",))
    for name, most, plain in (("title", 100, True), ("text", 300, False), ("confirm", 30, True), ("deny", 30, True)):
        if name in confirm:
            found.text_object(confirm[name], f"{pointer}/{name}", most=most, plain=plain)
    if "style" in confirm:
        found.one_of(confirm["style"], f"{pointer}/style", ("primary", "danger"))


def _common(found: Findings, element: dict[str, Any], pointer: str) -> None:
    if "action_id" in element:
        found.string(element["action_id"], f"{pointer}/action_id", most=255)
    if "confirm" in element:
        _confirm(found, element["confirm"], f"{pointer}/confirm")
    if "placeholder" in element:
        found.text_object(element["placeholder"], f"{pointer}/placeholder", most=150, plain=True)
    if "focus_on_load" in element and not isinstance(element["focus_on_load"], bool):
        found.add(f"{pointer}/focus_on_load", "must be a boolean")


def _option(found: Findings, value: Any, pointer: str, *, plain: bool, url: bool = False) -> None:
    option = found.mapping(value, pointer)
    found.keys(
        option, pointer, required=("text", "value"), optional=("description", "url") if url else ("description",)
    )
    if "text" in option:
        found.text_object(option["text"], f"{pointer}/text", most=OPTION_TEXT, plain=plain)
    if "value" in option:
        found.string(option["value"], f"{pointer}/value", most=OPTION_VALUE)
    if "description" in option:
        found.text_object(option["description"], f"{pointer}/description", most=OPTION_TEXT, plain=plain)
    if "url" in option and url:
        found.url(option["url"], f"{pointer}/url")


def _options(found: Findings, value: Any, pointer: str, *, most: int, plain: bool, url: bool = False) -> None:
    for index, option in enumerate(found.items(value, pointer, most=most)):
        _option(found, option, f"{pointer}/{index}", plain=plain, url=url)


def _button(found: Findings, element: dict[str, Any], pointer: str) -> None:
    optional = ("action_id", "url", "value", "style", "confirm", "accessibility_label")
    found.keys(element, pointer, required=("text",), optional=optional)
    if "text" in element:
        found.text_object(element["text"], f"{pointer}/text", most=75, plain=True)
    if "value" in element:
        found.string(element["value"], f"{pointer}/value", most=2000)
    if "url" in element:
        found.url(element["url"], f"{pointer}/url")
    if "style" in element:
        found.one_of(element["style"], f"{pointer}/style", ("primary", "danger"))
    if "accessibility_label" in element:
        found.string(element["accessibility_label"], f"{pointer}/accessibility_label", most=75)


def _static_select(found: Findings, element: dict[str, Any], pointer: str) -> None:
    optional = ("action_id", "options", "option_groups", "initial_option", "confirm", "placeholder", "focus_on_load")
    found.keys(element, pointer, required=(), optional=optional)
    if ("options" in element) == ("option_groups" in element):
        found.add(pointer, "must define either `options` or `option_groups`")
    if "options" in element:
        _options(found, element["options"], f"{pointer}/options", most=100, plain=True)
    groups = (
        found.items(element["option_groups"], f"{pointer}/option_groups", most=100)
        if "option_groups" in element
        else []
    )
    for index, raw in enumerate(groups):
        where = f"{pointer}/option_groups/{index}"
        group = found.mapping(raw, where)
        found.text_object(group.get("label"), f"{where}/label", most=75, plain=True)
        _options(found, group.get("options"), f"{where}/options", most=100, plain=True)
    if "initial_option" in element:
        _option(found, element["initial_option"], f"{pointer}/initial_option", plain=True)
        options = element.get("options")
        if isinstance(options, list) and element["initial_option"] not in options:
            found.add(f"{pointer}/initial_option", "must be one of the options")


def _overflow(found: Findings, element: dict[str, Any], pointer: str) -> None:
    found.keys(element, pointer, required=("options",), optional=("action_id", "confirm"))
    _options(found, element.get("options"), f"{pointer}/options", most=5, plain=True, url=True)


def _choices(found: Findings, element: dict[str, Any], pointer: str) -> None:
    initial = "initial_options" if element["type"] == "checkboxes" else "initial_option"
    found.keys(element, pointer, required=("options",), optional=("action_id", initial, "confirm", "focus_on_load"))
    _options(found, element.get("options"), f"{pointer}/options", most=10, plain=False)


def _plain_text_input(found: Findings, element: dict[str, Any], pointer: str) -> None:
    optional = (
        "action_id", "initial_value", "multiline", "min_length", "max_length",
        "dispatch_action_config", "focus_on_load", "placeholder",
    )  # fmt: skip
    found.keys(element, pointer, required=(), optional=optional)
    if "initial_value" in element:
        found.string(element["initial_value"], f"{pointer}/initial_value", most=3000, least=0)
    for name, least in (("min_length", 0), ("max_length", 1)):
        value = element.get(name, least)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 3000:
            found.add(f"{pointer}/{name}", f"must be a number from {least} to 3000")


def check_image(found: Findings, element: dict[str, Any], pointer: str) -> None:
    """Checks the source and the alternative text of an image element or an image block."""
    if ("image_url" in element) == ("slack_file" in element):
        found.add(pointer, "must define either `image_url` or `slack_file`")
    if "image_url" in element:
        found.url(element["image_url"], f"{pointer}/image_url")
    if "alt_text" in element:
        found.string(element["alt_text"], f"{pointer}/alt_text", most=2000)


def _image_element(found: Findings, element: dict[str, Any], pointer: str) -> None:
    found.keys(element, pointer, required=("alt_text",), optional=("image_url", "slack_file"))
    check_image(found, element, pointer)


_ELEMENTS: dict[str, _Element] = {
    "button": _button,
    "checkboxes": _choices,
    "image": _image_element,
    "overflow": _overflow,
    "plain_text_input": _plain_text_input,
    "radio_buttons": _choices,
    "static_select": _static_select,
}
IN_ACTIONS = ("button", "checkboxes", "overflow", "radio_buttons", "static_select")
IN_SECTION = (*IN_ACTIONS, "image")
IN_INPUT = ("checkboxes", "plain_text_input", "radio_buttons", "static_select")


def check_element(found: Findings, value: Any, pointer: str, *, allowed: tuple[str, ...]) -> None:
    """Checks one element. allowed: the types that its block accepts."""
    element = found.mapping(value, pointer)
    kind = element.get("type")
    if kind not in allowed:
        found.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    _ELEMENTS[kind](found, element, pointer)
    _common(found, element, pointer)
