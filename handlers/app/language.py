"""Which language an answer speaks; gathers from the database and from Slack what the choice depends on."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.core.target import Target
from bot.languages import DEFAULT, LANGUAGES, language_of_locale
from bot.store import Store
from bot.targets import TargetsFile
from handlers.slack.people import People
from handlers.slack.requester import Requester

log = logging.getLogger("ses_check.slack")


def choose_language(*, flag: str = "", choice: str = "", target: str = "", locale: str = "", default: str = "") -> str:
    """The first of these that is spoken, else English. Leave `choice` empty for what a whole channel reads."""
    for wish in (flag, choice, target, language_of_locale(locale), default):
        if wish in LANGUAGES:
            return wish
    return DEFAULT


class Languages:
    """The languages of this workspace's people. flag: the language that was typed. target: what the answer is about."""

    def __init__(self, store: Store, targets: TargetsFile, people: People) -> None:
        self._store = store
        self._targets = targets
        self._people = people

    async def for_person(self, requester: Requester, flag: str | None = None, target: Target | None = None) -> str:
        """The language of words that one person reads; Slack may be asked for the person's locale."""
        known = await self.known_for_person(requester, flag, target)
        if known:
            return known
        locale = (await self._people.find_person_now(requester.user_id)).locale
        return choose_language(locale=locale, default=self._default())

    async def known_for_person(
        self, requester: Requester, flag: str | None = None, target: Target | None = None
    ) -> str | None:
        """As `for_person`, where that need not ask Slack; else None."""
        choice = await self.read_choice(requester)
        own = target.language if target is not None else ""
        if flag or choice or own:
            return choose_language(flag=flag or "", choice=choice, target=own)
        person = self._people.known_person_now(requester.user_id)
        return choose_language(locale=person.locale, default=self._default()) if person is not None else None

    async def for_channel(self, user: str, flag: str | None = None, target: Target | None = None) -> str:
        """The language of a card that a channel reads. user: who asked for it."""
        own = target.language if target is not None else ""
        if flag or own:
            return choose_language(flag=flag or "", target=own)
        locale = (await self._people.find_person_now(user)).locale
        return choose_language(locale=locale, default=self._default())

    async def for_card(self, requester: Requester, flag: str | None, target: Target | None) -> dict[bool, str]:
        """The language of a private card (True) and of a channel's card (False)."""
        return {
            True: await self.for_person(requester, flag, target),
            False: await self.for_channel(requester.user_id, flag, target),
        }

    async def for_card_as_known(self, requester: Requester, flag: str | None, target: Target | None) -> dict[bool, str]:
        """As `for_card`, by the locale that Slack told last: asks Slack nothing."""
        person = self._people.known_person(requester.user_id)
        own = target.language if target is not None else ""
        known = {"flag": flag or "", "target": own, "locale": person.locale if person else ""}
        choice = await self.read_choice(requester)
        return {
            True: choose_language(choice=choice, default=self._default(), **known),
            False: choose_language(default=self._default(), **known),
        }

    def guess(self, requester: Requester, flag: str | None = None) -> str:
        """The most likely language; asks neither Slack nor the database, which may be down."""
        person = self._people.known_person(requester.user_id)
        return choose_language(flag=flag or "", locale=person.locale if person else "", default=self._default())

    async def read_choice(self, requester: Requester) -> str:
        """The language that this person chose with the button; "" where none was, and where the database is down."""
        try:
            kept = await self._store.recall_language(
                requester.team_id, requester.user_id, enterprise_id=requester.enterprise_id
            )
        except StoreUnavailable:
            log.warning("a person's language could not be read")
            return ""
        return kept or ""

    async def remember_choice(self, requester: Requester, language: str) -> None:
        """Store the language that this person chose. Raises StoreUnavailable."""
        await self._store.remember_language(
            requester.team_id, requester.user_id, language, enterprise_id=requester.enterprise_id
        )

    def _default(self) -> str:
        return self._targets.current().default_language or ""
