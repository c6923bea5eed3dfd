"""The inputs of a modal: fills them in, and checks them as Slack does before it sends the form."""

from bot.lab.slack.blocks.identifiers import interactive_elements
from bot.lab.slack.workspace import JsonObject, View

REQUIRED = "Please complete this required field."


class FormFault(ValueError):
    """A value that an input cannot take. The text is what Slack shows."""


def _options(element: JsonObject) -> list[JsonObject]:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def fill(element: JsonObject, value: str) -> JsonObject:
    """Returns the state of `element` with a value: text, or an option's value. Raises FormFault where it is invalid."""
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
    """Adds the inputs' initial values to the state, and returns a message for each required input that is empty.

    The messages are keyed by block_id.
    """
    missing: JsonObject = {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        for element in interactive_elements(block):
            state = view.state.setdefault(block["block_id"], {}).setdefault(element["action_id"], _initial(element))
            given = state.get("value") or state.get("selected_option") or state.get("selected_options")
            if not given and not block.get("optional"):
                missing[block["block_id"]] = REQUIRED
    return missing
