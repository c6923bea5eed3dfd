"""Reads Slack's payloads as values: who asks, where, and what was typed or clicked. No shape of a payload raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from bot.intake.origin import Origin

# The subtypes of a message that a person has just written: https://docs.slack.dev/reference/events/message#subtypes
_WRITTEN = ("", "file_share", "thread_broadcast")


@dataclass(frozen=True, slots=True)
class Requester:
    """The person behind one command, click, dialog or message. Every text is "" where Slack does not say.

    text: what follows the command, or the value of the clicked button or of the chosen menu entry. label: the words of
    that button or entry. command: the slash command. trigger: what Slack repeats when it delivers the same a second
    time. home_team: the team that the person belongs to. link: the button opens a page by itself. ephemeral: the clicked
    message is one that only this person sees. message_ts, thread_ts: of the written or clicked message, and of its
    thread. view_id: of the dialog that was clicked in or submitted, metadata: what that carried since it was opened.
    response_url: whoever holds it may post, so it is never printed.
    """

    enterprise_id: str
    team_id: str
    channel_id: str
    user_id: str
    trigger: str
    # May be a pasted error with a secret in it.
    text: str = field(default="", repr=False)
    home_team: str = ""
    action_id: str = ""
    label: str = ""
    link: bool = False
    command: str = ""
    ephemeral: bool = False
    view_id: str = ""
    # May hold a pasted secret.
    metadata: str = field(default="", repr=False)
    message_ts: str = ""
    thread_ts: str = ""
    response_url: str = field(default="", repr=False)
    trigger_id: str = field(default="", repr=False)

    @property
    def origin(self) -> Origin:
        """Who asks and where, for the rules of bot.intake.

        The first message of a thread names itself as the thread, and stands in the channel.
        """
        thread = self.thread_ts if self.thread_ts != self.message_ts else ""
        direct = is_direct(self.channel_id)
        return Origin(self.enterprise_id, self.team_id, self.channel_id, self.user_id, direct, thread)


@dataclass(frozen=True, slots=True)
class SubmittedView(Requester):
    """A submitted dialog. typed: its fields' texts, by block id; a pasted secret may be among them.

    A field of ours has the same block id and action id.
    """

    typed: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class MessageEvent(Requester):
    """A message. by_person: a person's new words; False for an edit, a join or another bot. direct: to the bot itself.

    files: that it carries, as Slack describes them. tab: of the conversation with the bot that was opened, "home" or
    "messages".
    """

    tab: str = ""
    by_person: bool = False
    direct: bool = False
    files: Sequence[Mapping[str, Any]] = field(default=(), repr=False)


def is_direct(channel_id: str) -> bool:
    """Whether the id is that of a direct message: https://docs.slack.dev/reference/objects/conversation-object."""
    return channel_id.startswith("D")


def from_command(body: Any) -> Requester:
    """Read a slash command's payload: https://docs.slack.dev/interactivity/implementing-slash-commands."""
    trigger = read(body, "trigger_id")
    return Requester(
        enterprise_id=read(body, "enterprise_id"),
        team_id=read(body, "team_id"),
        channel_id=read(body, "channel_id"),
        user_id=read(body, "user_id"),
        trigger=trigger or uuid4().hex,
        trigger_id=trigger,
        text=read(body, "text"),
        command=read(body, "command"),
        response_url=read(body, "response_url"),
    )


def from_action(body: Any) -> Requester:
    """Read a click, a shortcut or a dialog: https://docs.slack.dev/reference/interaction-payloads."""
    actions = body.get("actions") if isinstance(body, Mapping) else None
    action = actions[0] if isinstance(actions, Sequence) and not isinstance(actions, str) and actions else {}
    trigger = read(body, "trigger_id")
    team = read(body, "team", "id") or read(body, "user", "team_id")
    return Requester(
        enterprise_id=read(body, "enterprise", "id"),
        team_id=team,
        channel_id=read(body, "channel", "id") or read(body, "container", "channel_id"),
        user_id=read(body, "user", "id"),
        home_team=read(body, "user", "team_id"),
        trigger=trigger or uuid4().hex,
        trigger_id=trigger,
        text=read(action, "value") or read(action, "selected_option", "value"),
        action_id=read(action, "action_id"),
        label=read(action, "text", "text") or read(action, "selected_option", "text", "text"),
        link=bool(read(action, "url")),
        ephemeral=_is_true(body, "container", "is_ephemeral"),
        view_id=read(body, "view", "id") or read(body, "container", "view_id"),
        metadata=read(body, "view", "private_metadata"),
        # Slack leaves out a clicked message that only one person sees.
        thread_ts=read(body, "message", "thread_ts") or read(body, "container", "thread_ts"),
        message_ts=read(body, "message", "ts") or read(body, "container", "message_ts"),
        response_url=read(body, "response_url"),
    )


def from_view(body: Any) -> SubmittedView:
    """Read a submitted dialog: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload."""
    view = body.get("view") if isinstance(body, Mapping) else None
    state = view.get("state") if isinstance(view, Mapping) else None
    values = state.get("values") if isinstance(state, Mapping) else None
    blocks = values.items() if isinstance(values, Mapping) else ()
    typed = {str(block): read(elements, str(block), "value") for block, elements in blocks}
    return SubmittedView(**asdict(from_action(body)), typed=typed)


def from_event(body: Any) -> MessageEvent:
    """Read a message or a mention: https://docs.slack.dev/reference/events/message."""
    event = body.get("event") if isinstance(body, Mapping) else None
    return MessageEvent(
        enterprise_id=read(body, "enterprise_id"),
        team_id=read(body, "team_id"),
        channel_id=read(event, "channel"),
        user_id=read(event, "user"),
        home_team=read(event, "user_team") or read(event, "team"),
        trigger=_message_trigger(event) or read(body, "event_id") or uuid4().hex,
        text=read(event, "text"),
        thread_ts=read(event, "thread_ts"),
        message_ts=read(event, "ts"),
        by_person=_is_by_person(event),
        direct=read(event, "channel_type") == "im",
        files=read_files(event),
        tab=read(event, "tab"),
    )


def read_files(message: Any) -> tuple[Mapping[str, Any], ...]:
    """The file objects of a message: https://docs.slack.dev/reference/objects/file-object."""
    files = message.get("files") if isinstance(message, Mapping) else None
    return tuple(file for file in files if isinstance(file, Mapping)) if isinstance(files, list) else ()


def _message_trigger(event: Any) -> str:
    """The same for every event about one message: one with a mention in it may be delivered as two kinds of event."""
    channel, ts = read(event, "channel"), read(event, "ts")
    return f"{channel} {ts}" if channel and ts else ""


def _is_by_person(event: Any) -> bool:
    edited = isinstance(event, Mapping) and "edited" in event
    written = read(event, "subtype") in _WRITTEN and not edited
    return written and bool(read(event, "user")) and not read(event, "bot_id")


def read(value: Any, *path: str) -> str:
    """The string at a path of a JSON value, "" where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def _is_true(value: Any, *path: str) -> bool:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value is True
