"""Converts users, channels, messages and views to Slack's JSON."""

from bot.lab.slack.workspace import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    Message,
    User,
    View,
    Workspace,
)
from bot.lab.slack.workspace import JsonObject as Json

TEAM: Json = {"id": TEAM_ID, "domain": TEAM_DOMAIN}


def user_json(user: User, *, locale: bool) -> Json:
    """Returns the user of users.info. Slack adds the locale only where it is asked for."""
    profile = {"real_name": user.real_name, "display_name": user.name, "team": user.team_id}
    shown: Json = {
        "id": user.id, "team_id": user.team_id, "name": user.name, "deleted": False, "real_name": user.real_name,
        "tz": user.tz, "profile": profile, "is_bot": False, "is_stranger": user.team_id != TEAM_ID,
    }  # fmt: skip
    return {**shown, "locale": user.locale} if locale else shown


def channel_json(channel: Channel) -> Json:
    """Returns the channel of conversations.info."""
    common: Json = {
        "id": channel.id, "created": 1_700_000_000, "is_archived": channel.is_archived, "is_im": channel.kind == "im",
        "is_mpim": False, "is_org_shared": False, "context_team_id": TEAM_ID,
    }  # fmt: skip
    if channel.kind == "im":
        user = next((member for member in channel.members if member != BOT_USER_ID), BOT_USER_ID)
        return {**common, "user": user, "is_open": True}
    return {
        **common, "name": channel.name, "name_normalized": channel.name, "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private", "is_private": channel.kind == "private", "is_general": False,
        "is_shared": channel.is_ext_shared, "is_ext_shared": channel.is_ext_shared,
        "is_member": BOT_USER_ID in channel.members, "num_members": len(channel.members),
    }  # fmt: skip


def message_json(message: Message, *, metadata: bool = True) -> Json:
    """Returns a message as history and interaction payloads contain it."""
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text, "team": TEAM_ID}
    if message.by_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.ts}
    if message.files:
        shown["files"] = message.files
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown


def view_json(view: View) -> Json:
    """Returns a view as answers and interaction payloads contain it, with what the person filled in."""
    body = view.body
    empty = {"callback_id": "", "private_metadata": "", "external_id": "", "close": None, "submit": None}
    return {
        **empty, "clear_on_close": False, "notify_on_close": False, **body,
        "id": view.id, "team_id": TEAM_ID, "hash": view.hash, "root_view_id": view.root_id,
        "previous_view_id": view.previous_id, "app_id": APP_ID, "app_installed_team_id": TEAM_ID, "bot_id": BOT_ID,
        "state": {"values": view.state},
    }  # fmt: skip


def person_json(workspace: Workspace, user: str) -> Json:
    """Returns the `user` of an interaction payload."""
    name = workspace.users[user].name
    return {"id": user, "username": name, "name": name, "team_id": workspace.users[user].team_id}
