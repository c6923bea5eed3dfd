"""The values of a modal's inputs: what a person fills in, and what Slack itself refuses to send."""

from bot.lab.slack.blocks.identifiers import elements_of
from bot.lab.slack.workspace import JsonObject, View

REQUIRED = "Please complete this required field."


class FormFault(ValueError):
    """A value that the input cannot take; its text is what Slack shows."""


def _options(element: JsonObject) -> list[JsonObject]:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def fill(element: JsonObject, value: str) -> JsonObject:
    """The state of `element` after a person gave it `value`: text, or an option's value."""
    kind = element["type"]
    if kind == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if value and not least <= len(value) <= most:
            raise FormFault(f"Please enter {least} to {most} characters.")
        return {"type": kind, "value": value or None}
    chosen = [option for option in _options(element) if option["value"] in value.split("\n")]
    if kind == "checkboxes":
        return {"type": kind, "selected_options": chosen}
    if not chosen:
        raise FormFault("There is no such option.")
    return {"type": kind, "selected_option": chosen[0]}


def _initial(element: JsonObject) -> JsonObject:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value")}
    if kind == "checkboxes":
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    return {"type": kind, "selected_option": element.get("initial_option")}


def missing_inputs(view: View) -> JsonObject:
    """Complete the state with what inputs started with; the required ones that are still empty, per block_id."""
    missing: JsonObject = {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        for element in elements_of(block):
            state = view.state.setdefault(block["block_id"], {}).setdefault(element["action_id"], _initial(element))
            given = state.get("value") or state.get("selected_option") or state.get("selected_options")
            if not given and not block.get("optional"):
                missing[block["block_id"]] = REQUIRED
    return missing
