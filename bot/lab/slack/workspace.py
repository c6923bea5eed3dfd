"""The state of the workspace: people, channels, messages, ephemeral messages, open modals. No protocol, no limits."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

JsonObject = dict[str, Any]

TEAM_ID = "T0000000001"
TEAM_DOMAIN = "example"
TEAM_NAME = "Example"
APP_ID = "A0000000001"
BOT_ID = "B0000000001"
BOT_USER_ID = "U0000000B01"

# All scopes that such a bot may ask for. A test removes some to see `missing_scope`.
ALL_SCOPES = frozenset(
    {
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "chat:write.public", "commands",
        "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history",
        "mpim:read", "users:read",
    }
)  # fmt: skip


@dataclass
class User:
    """A person in the workspace. locale: the IETF language tag of their Slack client."""

    id: str
    name: str
    real_name: str
    locale: str
    tz: str
    team_id: str = TEAM_ID


@dataclass
class Channel:
    """A conversation. members: user ids, with the bot's where it was invited."""

    id: str
    name: str
    kind: str  # "public", "private" or "im"
    members: set[str]
    is_ext_shared: bool = False
    is_archived: bool = False


@dataclass
class Message:
    """One message. only_for: the person who sees an ephemeral message; None for a message that all see."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[JsonObject] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: JsonObject | None = None
    by_bot: bool = False
    edited: bool = False
    only_for: str | None = None
    files: list[JsonObject] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.channel}/{self.ts}"


@dataclass
class View:
    """An open modal. body: the bot's payload. state: what the person has filled in so far."""

    id: str
    user: str
    body: JsonObject
    hash: str
    root_id: str
    previous_id: str | None
    state: JsonObject = field(default_factory=dict)


@dataclass(frozen=True)
class FileUpload:
    """A file of files.getUploadURLExternal, or one that a person attached. content: None until the bytes are posted."""

    id: str
    name: str
    length: int
    content: bytes | None = None


def _people() -> dict[str, User]:
    people = [
        User("U0000000001", "an", "An Nguyễn", "vi-VN", "Asia/Ho_Chi_Minh"),
        User("U0000000002", "mary", "Mary Jones", "en-US", "Europe/Berlin"),
        User("U0000000003", "outsider", "Olga Outsider", "en-GB", "Europe/London", team_id="T0000000002"),
    ]
    return {person.id: person for person in people}


def _channels() -> dict[str, Channel]:
    an, mary, outsider = "U0000000001", "U0000000002", "U0000000003"
    channels = [
        Channel("C0000000001", "incidents", "public", {an, mary, BOT_USER_ID}),
        Channel("C0000000002", "mail-alerts", "public", {an, mary}),
        Channel("C0000000003", "partner", "public", {an, mary, outsider, BOT_USER_ID}, is_ext_shared=True),
        Channel("G0000000004", "on-call", "private", {an, mary}),
        Channel("D0000000005", "", "im", {an, BOT_USER_ID}),
        Channel("D0000000006", "", "im", {mary, BOT_USER_ID}),
    ]
    return {channel.id: channel for channel in channels}


class Workspace:
    """The mutable state. clock: returns Unix seconds; a test may replace it. changed: called after each change."""

    def __init__(self, *, bot_name: str = "SES Check", clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.bot_name = bot_name
        self.users = _people()
        self.channels = _channels()
        self.posts: list[Message] = []
        self.views: dict[str, list[View]] = {}
        # The App Home of each person to whom one was published.
        self.homes: dict[str, View] = {}
        self.home_enabled = True
        self.files: dict[str, FileUpload] = {}
        self.scopes: set[str] = set(ALL_SCOPES)
        self.subscriptions: set[str] = {"app_mention", "message.im", "app_home_opened"}
        self.bot_token_error: str | None = None
        self.changed: Callable[[], None] = lambda: None
        self._serial = itertools.count(1)
        self._last_ts = 0

    def serial(self, prefix: str) -> str:
        """Returns a new id in Slack's form: a letter and ten digits."""
        return f"{prefix}{next(self._serial):010d}"

    def next_ts(self) -> str:
        """Returns a new message timestamp: Unix seconds with six decimals, unique and rising, as Slack's are."""
        self._last_ts = max(self._last_ts + 100, int(self.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        self.posts.append(message)
        self.changed()
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        return next((m for m in self.posts if m.channel == channel and m.ts == ts), None)

    def has_replies(self, message: Message) -> bool:
        return any(m.channel == message.channel and m.thread_ts == message.ts for m in self.posts)

    def remove(self, message: Message) -> None:
        """Deletes a message. The bot is not notified."""
        self.posts.remove(message)
        self.changed()

    def messages(self, channel: str) -> list[Message]:
        """Returns the messages that everybody in the channel sees, replies in threads included, oldest first."""
        return [m for m in self.posts if m.channel == channel and m.only_for is None]

    def ephemerals(self, user: str, channel: str) -> list[Message]:
        """Returns the messages that only `user` sees in the channel, oldest first."""
        return [m for m in self.posts if m.channel == channel and m.only_for == user]

    def direct_channel(self, user: str) -> Channel:
        """Returns the direct conversation of the bot and `user`, a new one where there is none yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == {user, BOT_USER_ID}:
                return channel
        channel = Channel(self.serial("D"), "", "im", {user, BOT_USER_ID})
        self.channels[channel.id] = channel
        return channel

    def modal(self, user: str) -> View | None:
        """Returns the topmost modal of the person, or None."""
        stack = self.views.get(user, [])
        return stack[-1] if stack else None

    def find_view(self, *, view_id: str | None = None, external_id: str | None = None) -> View | None:
        for stack in self.views.values():
            for view in stack:
                if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                    return view
        return None
