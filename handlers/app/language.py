"""Which language an answer speaks: gathers what bot.intake.language_choice weighs, from the database and from Slack."""

from __future__ import annotations

from bot.intake.language_choice import LanguageWishes, choose_language
from bot.languages import DEFAULT
from bot.store import Owner, Preference, Store
from bot.targets import TargetsFile
from handlers.app.choices import channel, person, read_choices
from handlers.slack.people import People
from handlers.slack.requester import Requester


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
        reader = self._people.known_person_now(requester.user_id)
        return choose_language(
            LanguageWishes(
                flag=flag or "",
                choice=await self.read_choice(requester),
                channel=await self.read_channel(requester),
                target=target_language,
                locale=reader.locale if reader is not None else None,
                default=self._default(),
            )
        )

    async def for_channel(self, requester: Requester, flag: str | None = None, target_language: str = "") -> str:
        """The language of an answer that a channel reads. requester: who asked for it, and where."""
        wishes = LanguageWishes(
            flag=flag or "",
            channel=await self.read_channel(requester),
            target=target_language,
            default=self._default(),
        )
        known = choose_language(wishes, shared=True)
        if known is not None:
            return known
        return self._choose(locale=(await self._people.find_person_now(requester.user_id)).locale)

    async def for_card(
        self, requester: Requester, asker: Requester, flag: str | None, target_language: str
    ) -> dict[bool, str]:
        """The language of a private card (True) and of a channel's card (False).

        requester: who asks now. asker: who asked for the card, because a card in a channel keeps its language.
        """
        return {
            True: await self.for_person(requester, flag, target_language),
            False: await self.for_channel(asker, flag, target_language),
        }

    async def for_card_as_known(
        self, requester: Requester, asker: Requester, flag: str | None, target_language: str
    ) -> dict[bool, str]:
        """As `for_card`, by the locale that Slack told last: asks Slack nothing."""
        wishes = {
            "flag": flag or "",
            "channel": await self.read_channel(requester),
            "target": target_language,
        }
        choice = await self.read_choice(requester)
        return {
            True: self._choose(choice=choice, locale=self._known_locale(requester), **wishes),
            False: self._choose(locale=self._known_locale(asker), **wishes),
        }

    def guess(self, requester: Requester, flag: str | None = None) -> str:
        """The most likely language; asks neither Slack nor the database, which may be down."""
        return self._choose(flag=flag or "", locale=self._known_locale(requester))

    async def read_choice(self, requester: Requester) -> str:
        """The language that this person chose; "" where none was, and where the database is down."""
        return await self._read(person(requester))

    async def read_channel(self, requester: Requester) -> str:
        """The language that was chosen for this channel; "" as for `read_choice`."""
        return await self._read(channel(requester))

    async def remember_choice(self, requester: Requester, language: str) -> None:
        """Store the language that this person chose. Raises StoreUnavailable."""
        await self._store.remember(person(requester), Preference.LANGUAGE, language)

    async def _read(self, owner: Owner) -> str:
        return (await read_choices(self._store, owner)).get(Preference.LANGUAGE, "")

    def _choose(self, *, locale: str, flag: str = "", choice: str = "", channel: str = "", target: str = "") -> str:
        wishes = LanguageWishes(flag, choice, channel, target, self._default(), locale)
        return choose_language(wishes) or DEFAULT

    def _known_locale(self, requester: Requester) -> str:
        reader = self._people.known_person(requester.user_id)
        return reader.locale if reader is not None else ""

    def _default(self) -> str:
        return self._targets.current().default_language or ""
