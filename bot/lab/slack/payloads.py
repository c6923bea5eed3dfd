"""Builds the payloads that Slack sends to an app: slash commands, interactions and events."""

from bot.lab.slack.blocks.identifiers import interactive_elements
from bot.lab.slack.wire import TEAM, message_json, person_json, view_json
from bot.lab.slack.workspace import (
    APP_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    JsonObject,
    Message,
    View,
    Workspace,
)

# Slack still sends its old verification token. Nothing may rely on it.
_OLD_TOKEN = "lab-verification-token-example"  # noqa: S105
_CALLED = {"private": "privategroup", "im": "directmessage"}


def channel_name(channel: Channel) -> str:
    """Returns the channel's name in payloads: the real one, or "privategroup" or "directmessage" for private ones."""
    return _CALLED.get(channel.kind, channel.name)


def slash_command(
    workspace: Workspace, *, command: str, text: str, user: str, channel: Channel, trigger_id: str, response_url: str
) -> JsonObject:
    """Returns a slash command's payload. All values are text, as in the form that Slack posts."""
    return {
        "token": _OLD_TOKEN, "team_id": TEAM_ID, "team_domain": TEAM_DOMAIN, "channel_id": channel.id,
        "channel_name": channel_name(channel), "user_id": user, "user_name": workspace.users[user].name,
        "command": command, "text": text, "api_app_id": APP_ID, "is_enterprise_install": "false",
        "response_url": response_url, "trigger_id": trigger_id,
    }  # fmt: skip


def _interaction(workspace: Workspace, kind: str, user: str, trigger_id: str) -> JsonObject:
    person = person_json(workspace, user)
    return {
        "type": kind, "user": person, "api_app_id": APP_ID, "token": _OLD_TOKEN, "trigger_id": trigger_id,
        "team": TEAM, "enterprise": None, "is_enterprise_install": False,
    }  # fmt: skip


def action_json(workspace: Workspace, block: JsonObject, element: JsonObject, chosen: JsonObject) -> JsonObject:
    """Returns one entry of `actions`: the element, what was chosen in it, and when."""
    action: JsonObject = {
        "type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"],
        "action_ts": workspace.next_ts(), **chosen,
    }  # fmt: skip
    return action | {name: element[name] for name in ("text", "value", "style") if name in element and not chosen}


def block_actions(
    workspace: Workspace, *, shown: Message | View, actions: list[JsonObject], user: str, trigger_id: str, url: str
) -> JsonObject:
    """Returns the payload for a click or choice in a message or a modal. Only a message's has a response_url."""
    payload = _interaction(workspace, "block_actions", user, trigger_id) | {"actions": actions}
    if isinstance(shown, View):
        view = view_json(shown)
        return payload | {"container": {"type": "view", "view_id": shown.id}, "view": view}
    channel = workspace.channels[shown.channel]
    container: JsonObject = {
        "type": "message", "message_ts": shown.ts, "channel_id": channel.id,
        "is_ephemeral": shown.only_for is not None,
    }  # fmt: skip
    # The first message of a thread names itself as the thread.
    thread = {"thread_ts": shown.thread_ts or shown.ts} if shown.thread_ts or workspace.has_replies(shown) else {}
    container |= thread
    # Slack omits the body of an ephemeral message.
    body = {} if shown.only_for else {"message": message_json(shown) | thread}
    return payload | body | {
        "container": container, "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": message_state(shown)}, "response_url": url,
    }  # fmt: skip


def message_state(message: Message) -> JsonObject:
    """Returns the state of a message's selects: their initial options."""
    return {
        block["block_id"]: {
            element["action_id"]: {"type": element["type"], "selected_option": element.get("initial_option")}
        }
        for block in message.blocks
        for element in interactive_elements(block)
        if element["type"] == "static_select"
    }


def view_submission(workspace: Workspace, view: View, trigger_id: str) -> JsonObject:
    return _interaction(workspace, "view_submission", view.user, trigger_id) | {
        "view": view_json(view),
        "response_urls": [],
    }


def view_closed(workspace: Workspace, view: View, *, cleared: bool) -> JsonObject:
    payload = _interaction(workspace, "view_closed", view.user, "")
    del payload["trigger_id"]
    return payload | {"view": view_json(view), "is_cleared": cleared}


def message_action(
    workspace: Workspace, *, callback_id: str, message: Message, user: str, trigger_id: str, url: str
) -> JsonObject:
    """Returns the payload of a message shortcut, which a person chooses in the menu of a message."""
    channel = workspace.channels[message.channel]
    return _interaction(workspace, "message_action", user, trigger_id) | {
        "callback_id": callback_id, "action_ts": workspace.next_ts(), "message_ts": message.ts,
        "message": message_json(message), "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": url,
    }  # fmt: skip


def event(workspace: Workspace, body: JsonObject) -> JsonObject:
    """Returns an event in the Events API's envelope."""
    authorization = {
        "enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT_USER_ID, "is_bot": True,
        "is_enterprise_install": False,
    }  # fmt: skip
    return {
        "token": _OLD_TOKEN, "team_id": TEAM_ID, "api_app_id": APP_ID, "event": body, "type": "event_callback",
        "event_id": workspace.serial("Ev"), "event_time": int(workspace.clock()), "authorizations": [authorization],
        "is_ext_shared_channel": False, "event_context": "lab",
    }  # fmt: skip


def message_event(message: Message, kind: str) -> JsonObject:
    """Returns the event for a message. kind: "app_mention", or "message" for one in a direct conversation."""
    body = message_json(message) | {"type": kind, "channel": message.channel, "event_ts": message.ts}
    if kind != "message":
        return body
    # Slack names a subtype for a message with files, in a `message` event only.
    shared = {"subtype": "file_share", "upload": False} if message.files else {}
    return body | {"channel_type": "im"} | shared
