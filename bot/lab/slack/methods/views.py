"""views.open, views.push, views.update: modals, of which opening one needs the trigger of something a person just did.

views.publish: a person's App Home."""

from bot.lab.slack.blocks.limits import Refusal, check_view, refuse_with
from bot.lab.slack.calls import Answer, Call, Method
from bot.lab.slack.modals import open_view, publish_home, replace_view
from bot.lab.slack.rates import TIER_4
from bot.lab.slack.wire import view_json


def _open_modal(call: Call, *, on_top: bool) -> Answer:
    missing = [name for name in ("trigger_id", "view") if not call.params.get(name)]
    if missing:
        return refuse_with(
            "invalid_arguments", [f"missing required field: {name} [json-pointer:/]" for name in missing]
        )
    view = call.parsed("view")
    # Slack checks the view first, so a refused view does not use up the trigger.
    if refusal := check_view(view):
        return refusal
    trigger = call.backend.triggers.spend(call.text("trigger_id"))
    if isinstance(trigger, Refusal):
        return trigger
    if on_top and (trigger.view_id is None or call.workspace.find_view(view_id=trigger.view_id) is None):
        return Refusal("not_found")
    opened = open_view(call.workspace, trigger.user, view, on_top=on_top)
    return opened if isinstance(opened, Refusal) else {"ok": True, "view": view_json(opened)}


def _open(call: Call) -> Answer:
    return _open_modal(call, on_top=False)


def _push(call: Call) -> Answer:
    return _open_modal(call, on_top=True)


def _update(call: Call) -> Answer:
    if not call.text("view_id") and not call.text("external_id"):
        return refuse_with("invalid_arguments", ["missing required field: view_id [json-pointer:/]"])
    shown = call.workspace.find_view(view_id=call.text("view_id"), external_id=call.text("external_id"))
    if shown is None:
        return Refusal("not_found")
    if call.text("hash") and call.text("hash") != shown.hash:
        return Refusal("hash_conflict")
    return replace_view(call.workspace, shown, call.parsed("view")) or {"ok": True, "view": view_json(shown)}


def _publish(call: Call) -> Answer:
    user, view = call.text("user_id"), call.parsed("view")
    if user not in call.workspace.users:
        return refuse_with("invalid_arguments", ["missing required field: user_id [json-pointer:/]"])
    if not call.workspace.home_enabled:
        return Refusal("not_enabled")
    if refusal := check_view(view, "home"):
        return refusal
    return {"ok": True, "view": view_json(publish_home(call.workspace, user, view))}


METHODS = {
    "views.publish": Method(_publish, rate=TIER_4),
    "views.open": Method(_open, rate=TIER_4),
    "views.push": Method(_push, rate=TIER_4),
    "views.update": Method(_update, rate=TIER_4),
}
