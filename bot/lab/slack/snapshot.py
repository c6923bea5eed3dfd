"""The state that the page shows to one person: their channels, one channel's messages, their open modals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.lab.slack.wire import message_json, view_json
from bot.lab.slack.workspace import BOT_USER_ID, TEAM_NAME, Channel, JsonObject, Message, Workspace

# (name, usage hint, description), as the manifest lists a command.
Command = tuple[str, str, str]
# (callback_id, name) of a message shortcut.
Shortcut = tuple[str, str]
# (name, description, name of its group) of a scenario.
Scenario = tuple[str, str, str]
# (locale, name) of a language to which a person can set their Slack.
Language = tuple[str, str]
LANGUAGES: Sequence[Language] = (("en-US", "English"), ("vi-VN", "Tiếng Việt"))


@dataclass(frozen=True)
class Choices:
    """What the page offers beside the workspace itself. language: the page's own. words: its English texts in it."""

    commands: Sequence[Command] = ()
    shortcuts: Sequence[Shortcut] = ()
    scenarios: Sequence[Scenario] = ()
    languages: Sequence[Language] = LANGUAGES
    language: str = "en"
    words: Mapping[str, str] = field(default_factory=dict)


def _channel(channel: Channel, workspace: Workspace) -> JsonObject:
    direct = channel.kind == "im"
    return {
        "id": channel.id, "name": workspace.bot_name if direct else channel.name, "kind": channel.kind,
        "shared": channel.is_ext_shared, "bot": BOT_USER_ID in channel.members,
    }  # fmt: skip


def _message(message: Message, workspace: Workspace) -> JsonObject:
    shown = message_json(message, metadata=False)
    user = workspace.users.get(message.user)
    name = user.real_name if user else workspace.bot_name if message.by_bot else "Slackbot"
    return {**shown, "name": name, "app": user is None, "ephemeral": message.only_for is not None}


def snapshot(workspace: Workspace, choices: Choices, scenario: str, user: str, channel: str) -> JsonObject:
    """Returns everything that the page draws for `user`. channel: an unknown one is replaced by their first."""
    person = workspace.users[user]
    channels = [c for c in workspace.channels.values() if user in c.members]
    shown = next((c for c in channels if c.id == channel), channels[0])
    visible = [m for m in workspace.posts if m.channel == shown.id and m.only_for in (None, user)]
    names = {u.id: u.name for u in workspace.users.values()} | {BOT_USER_ID: workspace.bot_name}
    return {
        "team": TEAM_NAME, "bot": workspace.bot_name, "user": user, "locale": person.locale, "channel": shown.id,
        "users": [{"id": u.id, "name": u.real_name} for u in workspace.users.values()],
        "channels": [_channel(c, workspace) for c in channels],
        "names": names | {c.id: c.name for c in workspace.channels.values()},
        "commands": [dict(zip(("name", "hint", "description"), c, strict=True)) for c in choices.commands],
        "shortcuts": [dict(zip(("callback_id", "name"), s, strict=True)) for s in choices.shortcuts],
        "languages": [dict(zip(("locale", "name"), each, strict=True)) for each in choices.languages],
        "scenarios": [dict(zip(("name", "description", "group"), s, strict=True)) for s in choices.scenarios],
        "scenario": scenario,
        "messages": [_message(m, workspace) for m in visible],
        "modals": [view_json(view) for view in workspace.views.get(user, [])],
    }  # fmt: skip
