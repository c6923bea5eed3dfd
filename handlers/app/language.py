"""Which language an answer speaks: gathers what bot.intake.language_choice weighs, from the database and from Slack."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.intake.language_choice import LanguageWishes, choose_language
from bot.languages import DEFAULT
from bot.store import Store
from bot.targets import TargetsFile
from handlers.slack.people import People
from handlers.slack.requester import Requester

log = logging.getLogger("ses_check.slack")


class Languages:
    """The languages of this workspace's people.

    flag: the language that was typed. target_language: of the target that the answer is about, "" where it has none.
    """

    def __init__(self, store: Store, targets: TargetsFile, people: People) -> None:
        self._store = store
        self._targets = targets
        self._people = people

    async def for_person(self, requester: Requester, flag: str | None = None, target_language: str = "") -> str:
        """The language of words that one person reads; Slack may be asked for the person's locale."""
        known = await self.known_for_person(requester, flag, target_language)
        if known is not None:
            return known
        locale = (await self._people.find_person_now(requester.user_id)).locale
        return self._choose(locale=locale)

    async def known_for_person(
        self, requester: Requester, flag: str | None = None, target_language: str = ""
    ) -> str | None:
        """As `for_person`, where that need not ask Slack; else None."""
        person = self._people.known_person_now(requester.user_id)
        return choose_language(
            LanguageWishes(
                flag=flag or "",
                choice=await self.read_choice(requester),
                target=target_language,
                locale=person.locale if person is not None else None,
                default=self._default(),
            )
        )

    async def for_channel(self, user: str, flag: str | None = None, target_language: str = "") -> str:
        """The language of an answer that a channel reads. user: who asked for it."""
        wishes = LanguageWishes(flag=flag or "", target=target_language, default=self._default())
        known = choose_language(wishes, shared=True)
        if known is not None:
            return known
        return self._choose(locale=(await self._people.find_person_now(user)).locale)

    async def for_card(self, requester: Requester, flag: str | None, target_language: str) -> dict[bool, str]:
        """The language of a private card (True) and of a channel's card (False)."""
        return {
            True: await self.for_person(requester, flag, target_language),
            False: await self.for_channel(requester.user_id, flag, target_language),
        }

    async def for_card_as_known(self, requester: Requester, flag: str | None, target_language: str) -> dict[bool, str]:
        """As `for_card`, by the locale that Slack told last: asks Slack nothing."""
        wishes = {
            "flag": flag or "",
            "target": target_language,
            "locale": self._known_locale(requester),
        }
        choice = await self.read_choice(requester)
        return {True: self._choose(choice=choice, **wishes), False: self._choose(**wishes)}

    def guess(self, requester: Requester, flag: str | None = None) -> str:
        """The most likely language; asks neither Slack nor the database, which may be down."""
        return self._choose(flag=flag or "", locale=self._known_locale(requester))

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

    def _choose(self, *, locale: str, flag: str = "", choice: str = "", target: str = "") -> str:
        wishes = LanguageWishes(flag, choice, target, self._default(), locale)
        return choose_language(wishes) or DEFAULT

    def _known_locale(self, requester: Requester) -> str:
        person = self._people.known_person(requester.user_id)
        return person.locale if person is not None else ""

    def _default(self) -> str:
        return self._targets.current().default_language or ""
