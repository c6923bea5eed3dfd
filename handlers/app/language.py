"""Which language an answer speaks: flag; in private the person's choice; the target's; Slack's locale; default; English."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.core.target import Target
from bot.languages import DEFAULT, LANGUAGES, language_of_locale
from bot.store import Store
from bot.targets import TargetsFile
from handlers.slack.people import People
from handlers.slack.requester import Asker

log = logging.getLogger("ses_check.slack")


def settle(*, flag: str = "", choice: str = "", target: str = "", locale: str = "", default: str = "") -> str:
    """The first of them that we speak. Leave `choice` empty for what a whole channel reads."""
    for wish in (flag, choice, target, language_of_locale(locale), default):
        if wish in LANGUAGES:
            return wish
    return DEFAULT


class Languages:
    """Looks up what `settle` weighs."""

    def __init__(self, store: Store, targets: TargetsFile, people: People) -> None:
        self._store = store
        self._targets = targets
        self._people = people

    async def private(self, asker: Asker, flag: str | None = None, target: Target | None = None) -> str:
        """For words that one person reads."""
        sure = await self.at_once(asker, flag, target)
        return sure or settle(locale=(await self._people.heard(asker.user_id)).locale, default=self._default())

    async def channel(self, user: str, flag: str | None = None, target: Target | None = None) -> str:
        """For a card that a channel reads."""
        own = target.language if target is not None else ""
        if flag or own:
            return settle(flag=flag or "", target=own)
        return settle(locale=(await self._people.heard(user)).locale, default=self._default())

    async def both(self, asker: Asker, flag: str | None, target: Target | None) -> dict[bool, str]:
        """The private language (True) and the channel's (False), as of this moment."""
        return {
            True: await self.private(asker, flag, target),
            False: await self.channel(asker.user_id, flag, target),
        }

    async def both_as_known(self, asker: Asker, flag: str | None, target: Target | None) -> dict[bool, str]:
        """As `both`, by the locale that was heard last: asks Slack nothing."""
        person = self._people.known(asker.user_id)
        own = target.language if target is not None else ""
        known = {"flag": flag or "", "target": own, "locale": person.locale if person else ""}
        choice = await self.choice(asker)
        return {
            True: settle(choice=choice, default=self._default(), **known),
            False: settle(default=self._default(), **known),
        }

    async def at_once(self, asker: Asker, flag: str | None = None, target: Target | None = None) -> str | None:
        """The private language where it is known without asking Slack, else None."""
        choice = await self.choice(asker)
        own = target.language if target is not None else ""
        if flag or choice or own:
            return settle(flag=flag or "", choice=choice, target=own)
        person = self._people.known_now(asker.user_id)
        return settle(locale=person.locale, default=self._default()) if person is not None else None

    def without_looking(self, asker: Asker, flag: str | None = None) -> str:
        """The best guess where the database is down."""
        person = self._people.known(asker.user_id)
        return settle(flag=flag or "", locale=person.locale if person else "", default=self._default())

    async def choice(self, asker: Asker) -> str:
        """The language that this person chose with the button, "" if none or if the database is down."""
        try:
            kept = await self._store.language(asker.team_id, asker.user_id, enterprise_id=asker.enterprise_id)
        except StoreUnavailable:
            log.warning("a person's language could not be read")
            return ""
        return kept or ""

    async def choose(self, asker: Asker, language: str) -> None:
        """Remember a person's choice. Raises StoreUnavailable."""
        await self._store.remember_language(asker.team_id, asker.user_id, language, enterprise_id=asker.enterprise_id)

    def _default(self) -> str:
        return self._targets.current().default_language or ""
