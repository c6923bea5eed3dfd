"""What Slack knows about people and channels, asked seldom: cached for an hour, never before an acknowledgement."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from handlers._asker import Asker, read
from handlers._slack import Answer, Done, Slack, ask

HOUR = 3600.0
# A look that failed is not repeated for every message; seconds.
SOON = 30.0
_MOST = 5000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """A member. locale: IETF, such as "vi-VN"; "" where Slack did not say. outside: of another organisation."""

    locale: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation. shared: with another organisation, or about to be. own_direct: a direct message with the bot."""

    shared: bool = False
    own_direct: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the bot is installed, as auth.test tells."""

    team_id: str
    enterprise_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""


class _Kept(Generic[T]):
    def __init__(self) -> None:
        self._values: dict[str, tuple[float, T]] = {}

    def get(self, key: str) -> T | None:
        kept = self._values.get(key)
        return kept[1] if kept is not None and kept[0] > time.monotonic() else None

    def put(self, key: str, value: T, seconds: float) -> T:
        if len(self._values) >= _MOST:
            self._values.clear()
        self._values[key] = (time.monotonic() + seconds, value)
        return value


class People:
    """Answers from memory where it can, else from Slack."""

    def __init__(self, slack: Slack, installation: Installation) -> None:
        self._slack = slack
        self._home = installation
        self._people: _Kept[Person] = _Kept()
        self._channels: _Kept[Channel] = _Kept()

    def known(self, user: str) -> Person | None:
        """A person whom we asked about within the hour."""
        return self._people.get(user)

    async def person(self, user: str) -> Person:
        """A person; an empty one where Slack does not tell."""
        known = self._people.get(user)
        if known is not None or not user:
            return known or Person()
        answer = await ask(self._slack.web.users_info(user=user, include_locale=True))
        found = _part(answer, "user")
        if found is None:
            return self._people.put(user, Person(), SOON)
        return self._people.put(user, Person(read(found, "locale"), self._is_outside(found)), HOUR)

    async def channel(self, channel: str) -> Channel:
        """A channel; an empty one where Slack does not tell, as for a private channel without the bot."""
        known = self._channels.get(channel)
        if known is not None or not channel:
            return known or Channel()
        answer = await ask(self._slack.web.conversations_info(channel=channel))
        found = _part(answer, "channel")
        if found is None:
            return self._channels.put(channel, Channel(), SOON)
        shared = any(found.get(flag) is True for flag in ("is_ext_shared", "is_pending_ext_shared"))
        kind = Channel(
            shared=shared or bool(found.get("pending_shared")),
            own_direct=found.get("is_im") is True,
            public=found.get("is_channel") is True and found.get("is_private") is not True and not shared,
        )
        # Someone may share a channel at any time: ask again soon.
        return self._channels.put(channel, kind, SOON)

    async def is_at_home(self, asker: Asker) -> bool:
        """False where the person or the channel belongs to another organisation too."""
        if not self._says_home(asker):
            return False
        person, channel = await asyncio.gather(self.person(asker.user_id), self.channel(asker.channel_id))
        return not (person.outside or channel.shared)

    def known_at_home(self, asker: Asker) -> bool:
        """True where `is_at_home` would be true and need not ask Slack."""
        person, channel = self._people.get(asker.user_id), self._channels.get(asker.channel_id)
        if person is None or channel is None or not self._says_home(asker):
            return False
        return not (person.outside or channel.shared)

    def _says_home(self, asker: Asker) -> bool:
        """False where the payload itself says that a person of another team clicked."""
        home = asker.home_team
        return not home or home in (self._home.team_id, self._home.enterprise_id) or home == asker.enterprise_id

    def _is_outside(self, user: Mapping[str, Any]) -> bool:
        team = read(user, "team_id")
        enterprise = read(user, "enterprise_user", "enterprise_id")
        if user.get("is_stranger") is True:
            return True
        if enterprise and enterprise == self._home.enterprise_id:
            return False
        return bool(team) and bool(self._home.team_id) and team != self._home.team_id


def _part(answer: Answer, name: str) -> Mapping[str, Any] | None:
    part = answer.data.get(name) if isinstance(answer, Done) else None
    return part if isinstance(part, Mapping) else None
