"""What Slack knows of people and channels, kept for as long as it can be trusted. Never asked before an acknowledgement.

Who belongs to which organisation is kept for an hour. A person may choose another locale at any time, so it is asked for
again with every question, as often as Slack allows.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cachetools import TLRUCache, TTLCache

from bot.intake.access import AudienceRefusal, refuse_audience
from handlers.slack.client import Answer, Done, Slack, ask
from handlers.slack.requester import Requester, read

HOUR = 3600.0
# Seconds until Slack is asked again about a channel, or about a person of whom it did not tell.
SOON = 30.0
# Seconds for which a locale counts as that of this moment.
LATELY = 0.2
# So many times a minute known people are asked about again. users.info is of tier 4, a hundred a minute:
# https://docs.slack.dev/apis/web-api/rate-limits
AGAIN_PER_MINUTE = 60
_MINUTE = 61.0
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Person:
    """A member. locale: IETF, such as "de-DE"; "" where Slack did not tell. outside: of another organisation.

    name: as others see it in Slack; "" where Slack did not tell.
    """

    locale: str = ""
    outside: bool = False
    name: str = ""


# Slack did not tell.
UNKNOWN = Person()


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation. shared: with another organisation, or about to be. own_direct: a direct message with the bot."""

    shared: bool = False
    own_direct: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the bot is installed, by auth.test."""

    team_id: str
    enterprise_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""


class People:
    """The people and channels of one workspace. The `known_` methods answer from memory, the `find_` methods ask Slack."""

    def __init__(self, slack: Slack, installation: Installation, *, lately: float = LATELY) -> None:
        self._lately_for = lately
        self._slack = slack
        self._home = installation
        self._people: TLRUCache[str, Person] = TLRUCache(_MOST, _until_asked_again)
        # Someone may share a channel at any time.
        self._channels: TTLCache[str, Channel] = TTLCache(_MOST, SOON)
        # The people who were just asked about, each with the seconds for which that counts.
        self._lately: TLRUCache[str, float] = TLRUCache(_MOST, lambda _, seconds, now: now + seconds)
        self._again: deque[float] = deque(maxlen=AGAIN_PER_MINUTE)

    @property
    def bot_user_id(self) -> str:
        """The bot's own user id, by which people mention it."""
        return self._home.bot_user_id

    def known_person(self, user: str) -> Person | None:
        """A person whom Slack told of within the hour; the locale may have changed since."""
        return self._people.get(user)

    def known_names(self, users: Iterable[str]) -> tuple[str, ...]:
        """The names of these people, without those whom Slack has not told of."""
        people = (self._people.get(user) for user in users)
        return tuple(person.name for person in people if person is not None and person.name)

    def known_person_now(self, user: str) -> Person | None:
        """What `find_person_now` would return without asking Slack; None where it would ask."""
        person = self._people.get(user)
        return person if person is not None and not self._may_ask_again(user) else None

    async def find_person(self, user: str) -> Person:
        """A person as Slack told within the hour; an empty one where it does not tell."""
        known = self._people.get(user)
        if known is not None or not user:
            return known or UNKNOWN
        return await self._look_up(user) or self._people.setdefault(user, UNKNOWN)

    async def find_person_now(self, user: str) -> Person:
        """A person with the locale of this moment; as known where Slack does not tell or was asked too often."""
        known = self._people.get(user)
        if known is None or not self._may_ask_again(user):
            return await self.find_person(user)
        self._again.append(time.monotonic())
        return await self._look_up(user) or known

    async def find_name(self, user: str) -> str:
        """What a person is called, to be written without notifying them; their id where Slack does not say."""
        return (await self.find_person(user)).name or user

    async def find_channel(self, channel: str) -> Channel:
        """A channel; an empty one where Slack does not tell, as for a private channel without the bot."""
        known = self._channels.get(channel)
        if known is not None or not channel:
            return known or Channel()
        answer = await ask(self._slack.web.conversations_info(channel=channel))
        found = _part(answer, "channel")
        if found is None:
            return self._channels.setdefault(channel, Channel())
        shared = any(found.get(flag) is True for flag in ("is_ext_shared", "is_pending_ext_shared"))
        kind = Channel(
            shared=shared or bool(found.get("pending_shared")),
            own_direct=found.get("is_im") is True,
            public=found.get("is_channel") is True and found.get("is_private") is not True and not shared,
        )
        self._channels[channel] = kind
        return kind

    async def find_refusal(self, requester: Requester) -> AudienceRefusal | None:
        """Why nothing that names a target may be shown to this requester here; None where it may."""
        if not self._may_be_at_home(requester):
            return refuse_audience(outsider=True, shared_channel=False)
        person, channel = await asyncio.gather(
            self.find_person(requester.user_id), self.find_channel(requester.channel_id)
        )
        return refuse_audience(outsider=person.outside, shared_channel=channel.shared)

    def is_known(self, requester: Requester) -> bool:
        """True where Slack told who the requester is, and whose channel this is, not long ago."""
        return requester.user_id in self._people and requester.channel_id in self._channels

    def is_known_member(self, requester: Requester) -> bool:
        """True where `find_refusal` would return None without asking Slack."""
        person, channel = self._people.get(requester.user_id), self._channels.get(requester.channel_id)
        if person is None or channel is None or not self._may_be_at_home(requester):
            return False
        return refuse_audience(outsider=person.outside, shared_channel=channel.shared) is None

    def _may_ask_again(self, user: str) -> bool:
        often = len(self._again) == AGAIN_PER_MINUTE and time.monotonic() - self._again[0] < _MINUTE
        return not often and self._lately.get(user) is None

    async def _look_up(self, user: str) -> Person | None:
        answer = await ask(self._slack.web.users_info(user=user, include_locale=True))
        found = _part(answer, "user")
        self._lately[user] = SOON if found is None else self._lately_for
        if found is None:
            return None
        person = self._people[user] = Person(read(found, "locale"), self._is_outside(found), _name(found))
        return person

    def _may_be_at_home(self, requester: Requester) -> bool:
        """False where the payload itself says that the person belongs to another team."""
        home = requester.home_team
        return not home or home in (self._home.team_id, self._home.enterprise_id) or home == requester.enterprise_id

    def _is_outside(self, user: Mapping[str, Any]) -> bool:
        team = read(user, "team_id")
        enterprise = read(user, "enterprise_user", "enterprise_id")
        if user.get("is_stranger") is True:
            return True
        if enterprise and enterprise == self._home.enterprise_id:
            return False
        return bool(team) and bool(self._home.team_id) and team != self._home.team_id


def _until_asked_again(_: str, person: Person, now: float) -> float:
    """When a person is forgotten, by time.monotonic()."""
    return now + (SOON if person is UNKNOWN else HOUR)


def _name(user: Mapping[str, Any]) -> str:
    """https://docs.slack.dev/reference/objects/user-object"""
    return read(user, "profile", "display_name") or read(user, "real_name") or read(user, "name")


def _part(answer: Answer, name: str) -> Mapping[str, Any] | None:
    part = answer.data.get(name) if isinstance(answer, Done) else None
    return part if isinstance(part, Mapping) else None
