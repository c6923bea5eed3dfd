"""api.test, auth.test, users.info, apps.connections.open: identities, and the address for Socket Mode."""

from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.calls import Answer, Call, Method
from bot.lab.slack.rates import TIER_3, TIER_4
from bot.lab.slack.wire import user_json
from bot.lab.slack.workspace import BOT_ID, BOT_USER_ID, TEAM_ID, TEAM_NAME


def _api_test(call: Call) -> Answer:
    if error := call.text("error"):
        return Refusal(error, {"args": call.params})
    return {"ok": True, "args": call.params}


def _auth_test(call: Call) -> Answer:
    return {
        "ok": True, "url": f"{call.backend.base_url()}/", "team": TEAM_NAME, "team_id": TEAM_ID,
        "user": call.workspace.bot_name.lower().replace(" ", "-"), "user_id": BOT_USER_ID, "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }  # fmt: skip


def _users_info(call: Call) -> Answer:
    user = call.workspace.users.get(call.text("user"))
    if user is not None:
        return {"ok": True, "user": user_json(user, locale=call.flag("include_locale"))}
    if call.text("user") == BOT_USER_ID:
        name = call.workspace.bot_name
        return {"ok": True, "user": {"id": BOT_USER_ID, "team_id": TEAM_ID, "name": name, "is_bot": True}}
    return Refusal("user_not_found")


def _connections_open(call: Call) -> Answer:
    return {"ok": True, "url": call.backend.socket_url()}


METHODS = {
    "api.test": Method(_api_test, caller="anyone"),
    "auth.test": Method(_auth_test),
    "users.info": Method(_users_info, scopes=("users:read",), rate=TIER_4),
    "apps.connections.open": Method(_connections_open, caller="app", rate=TIER_3),
}
