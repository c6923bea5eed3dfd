"""Shows one run in Slack: one card, coalesced updates, and an answer that always arrives.

Implements bot.core.delivery.Delivery. A public ask goes to its channel, else to the response URL, else to the person
directly; a private one to the response URL, else as an ephemeral message, else directly.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from bot.core.errors import DeliveryFailed, StoreUnavailable
from bot.core.model import CheckResult, RunResult
from bot.render.slack.card import plain
from bot.render.slack.payload import Payload
from bot.store import State, StoredRun
from bot.words.catalogue import catalogue
from handlers.app.context import Desk
from handlers.card.content import Card
from handlers.card.find_posted import Lookup
from handlers.card.places import CANNOT_LOOK, EVERY, EphemeralPlace, MessagePlace, Place, ResponsePlace
from handlers.card.position import Ledger
from handlers.slack.client import Answer, Done, Refused
from handlers.slack.people import closed
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# What Slack says of a payload that it does not like; the same words are then sent as plain text.
DISLIKED = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "msg_blocks_too_long",
        "invalid_arguments",
        "invalid_metadata_format",
        "metadata_too_large",
        "too_many_attachments",
        "http_400",
        "invalid_payload",
    }
)
SHARED = "shared_channel"
# An answer waits no longer than this for its reader's locale, in seconds.
HEAR = 1.0
# Without a card's place, these states leave open whether it was posted. RUNNING does not: it was shown elsewhere.
_PERHAPS_POSTED = (State.POSTING, State.FINISHED)

MakePlace = Callable[[], Awaitable[Place]]


class CardDelivery:
    """The card of one run. response_url: of the command or click that asked, None after a restart."""

    def __init__(self, desk: Desk, stored: StoredRun, response_url: ResponseUrl | None) -> None:
        self._desk = desk
        self._stored = stored
        self._url = response_url or ResponseUrl(desk.slack, "")
        self._ledger = Ledger(desk.store, stored.ask.run_id)
        self._lookup = Lookup(desk.slack, stored.ask.run_id, stored.created_at)
        target = desk.targets.current().get(stored.ask.target)
        self._target = target
        self._card = Card(stored.ask, target.region if target else "")
        self._languages: dict[bool, str] = {}
        self._places: Iterator[MakePlace] = iter(())
        self._place: Place | None = None
        self._plain = False
        self._changed = asyncio.Event()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._heard: asyncio.Task[None] | None = None
        self._put_at = 0.0
        self._edited_at = 0.0

    async def show(self) -> None:
        """Begin the card. Raises DeliveryFailed where nothing may be shown: the person has been told privately."""
        await self._look()
        self._begin()

    async def update(self, results: tuple[CheckResult, ...]) -> None:
        """Note the results so far; they are shown when it is time."""
        self._card.results = results
        self._changed.set()

    async def finish(self, run: RunResult) -> None:
        """Show the answer. Raises DeliveryFailed where Slack could not be told for ten minutes."""
        self._card.answer = run
        await self._end()

    async def fail(self, incident: str) -> None:
        """End the card of a run that crashed."""
        self._card.answer, self._card.incident = None, incident
        if self._task is not None and self._task.done():
            self._task = None
        await self._end()

    async def _end(self) -> None:
        if not self._languages:
            await self._look()
        if self._task is None:
            self._begin()
        if self._heard is not None:
            await asyncio.wait({self._heard}, timeout=HEAR)
        self._over.set()
        self._changed.set()
        if self._task is not None:
            await self._task
        self._desk.joined.pop(self._ledger.run_id, None)

    def _begin(self) -> None:
        self._task = self._desk.tasks.start(self._keep(), f"card {self._ledger.run_id}")

    async def _look(self) -> None:
        ask = self._stored.ask
        asker = Asker(ask.enterprise_id, ask.team_id, ask.channel_id, ask.user_id, ask.trigger)
        person, channel = await asyncio.gather(
            self._desk.people.person(ask.user_id), self._desk.people.channel(ask.channel_id)
        )
        refused = closed(person, channel)
        if refused:
            private = await self._desk.languages.private(asker, ask.language, self._target)
            await tell(self._desk.slack, asker, self._url, {"text": catalogue(private)(refused)})
            raise DeliveryFailed(SHARED)
        self._languages = await self._desk.languages.both_as_known(asker, ask.language, self._target)
        self._heard = self._desk.tasks.start(self._hear(asker), f"language {self._ledger.run_id}")
        if ask.previous:
            self._card.before = await self._earlier(ask.previous)
        self._places = iter(self._chain(own_direct=channel.own_direct))
        self._place = await next(self._places)()

    async def _hear(self, asker: Asker) -> None:
        """Ask for the locale of this moment while the card stands already: the answer speaks it."""
        self._languages = await self._desk.languages.both(asker, self._stored.ask.language, self._target)

    async def _earlier(self, run_id: str) -> RunResult | None:
        try:
            earlier = await self._desk.store.get(run_id)
        except StoreUnavailable:
            log.warning("the earlier run could not be read", extra={"run": run_id})
            return None
        return earlier.result if earlier is not None else None

    def _chain(self, *, own_direct: bool) -> list[MakePlace]:
        stored, ask = self._stored, self._stored.ask
        direct_note = "slack.note.restarted" if stored.resumed else "slack.note.direct"

        async def message() -> Place:
            return self._message(stored.card_channel or ask.channel_id, private=own_direct)

        async def kept_message() -> Place:
            return self._message(stored.card_channel or "", private=True)

        async def response() -> Place:
            invite = "" if ask.private or not ask.channel_id.startswith(("C", "G")) else "slack.note.invite"
            return ResponsePlace(self._url, self._ledger, private=ask.private, note=invite)

        async def ephemeral() -> Place:
            return EphemeralPlace(self._desk.slack, ask.channel_id, ask.user_id)

        async def direct() -> Place:
            channel = await self._desk.slack.direct(ask.user_id)
            return self._message(channel, private=True, insist=True, note=direct_note)

        if ask.private and stored.resumed:
            return [direct, ephemeral]
        if ask.private:
            return [response, ephemeral, direct]
        if stored.card_ts and stored.card_channel != ask.channel_id:
            return [kept_message, direct]
        return [message, response, direct]

    def _message(self, channel: str, *, private: bool, insist: bool = False, note: str = "") -> Place:
        stored = self._stored
        here = channel == stored.card_channel
        return MessagePlace(
            self._desk.slack,
            self._ledger,
            self._desk.limiter,
            self._lookup,
            channel=channel,
            ts=(stored.card_ts or "") if here else "",
            uncertain=stored.resumed and stored.state in _PERHAPS_POSTED and not (here and stored.card_ts),
            insist=insist,
            resumed=stored.resumed,
            reposted=stored.reposted,
            private=private,
            note=note,
        )

    async def _keep(self) -> None:
        """Shows every state of the card that is due, the last one for sure."""
        while not await self._put():
            await self._changed.wait()
            await self._not_before(self._put_at + EVERY, or_over=True)

    async def _put(self) -> bool:
        """Show what is to be seen now; True when that was the last state."""
        final = False

        async def attempt() -> Answer:
            nonlocal final
            self._changed.clear()
            final = self._over.is_set()
            place, edits = self._shown_at(), self._shown_at().shown
            answer = await place.put(self._payload(place), final=final)
            self._put_at = time.monotonic()
            self._edited_at = self._put_at if edits else self._edited_at
            return answer

        while True:
            place = self._shown_at()
            if place.shown and not self._over.is_set():
                answer = await attempt()
                if not isinstance(answer, Refused):
                    # Progress that did not arrive is not worth a second call: the next state comes soon.
                    return final and isinstance(answer, Done)
            else:
                await self._not_before(self._edited_at + EVERY)
                answer = await persist(attempt)
            if isinstance(answer, Done):
                if final:
                    await self._rest(place)
                return final
            await self._otherwise(answer)

    async def _otherwise(self, answer: Answer) -> None:
        """Go on in plain words, or at the next place. Raises DeliveryFailed where neither is left."""
        code = answer.code if isinstance(answer, Refused) else "unreachable"
        if not isinstance(answer, Refused):
            raise DeliveryFailed(code)
        if code in DISLIKED and not self._plain:
            log.warning("Slack refused a card's blocks", extra={"run": self._ledger.run_id, "code": code})
            self._plain = True
            return
        left = list(self._places)
        # Where a card may stand in the channel already, only the person may get another: the last place.
        left = left[-1:] if code == CANNOT_LOOK else left
        self._places = iter(left[1:])
        following = left[0] if left else None
        if following is None:
            raise DeliveryFailed(code)
        log.info("a card goes elsewhere", extra={"run": self._ledger.run_id, "code": code})
        self._place, self._plain = await following(), False
        if code == CANNOT_LOOK and not self._stored.resumed:
            self._place.note = "slack.note.cannot_look"

    async def _rest(self, place: Place) -> None:
        """What did not fit goes below; where that is refused, to the person directly."""
        for number, part in enumerate(self._payload(place).overflow):
            answer = await persist(partial(place.more, part, number))
            if isinstance(answer, Refused) and answer.code in DISLIKED:
                answer = await persist(partial(place.more, plain(part), number))
            if not isinstance(answer, Done):
                await self._rest_directly(part)

    async def _rest_directly(self, part: Payload) -> None:
        channel = await self._desk.slack.direct(self._stored.ask.user_id)
        place = EphemeralPlace(self._desk.slack, self._stored.ask.channel_id, self._stored.ask.user_id)
        answer = await persist(lambda: place.more(part, 0))
        if not isinstance(answer, Done):
            await self._desk.slack.post(channel, {"text": part.text, "blocks": part.blocks})

    def _payload(self, place: Place) -> Payload:
        self._card.joined = tuple(self._desk.joined.get(self._ledger.run_id, ()))
        language = self._languages[place.private]
        if place.brief and not self._card.over:
            return self._card.waiting(language)
        payload = self._card.payload(language, private=place.private, note=place.note)
        return plain(payload) if self._plain else payload

    def _shown_at(self) -> Place:
        if self._place is None:
            raise RuntimeError("the card's place is not known yet")
        return self._place

    async def _not_before(self, moment: float, *, or_over: bool = False) -> None:
        wait = moment - time.monotonic()
        if wait <= 0:
            return
        if not or_over:
            await asyncio.sleep(wait)
            return
        try:
            async with asyncio.timeout(wait):
                await self._over.wait()
        except TimeoutError:
            return
