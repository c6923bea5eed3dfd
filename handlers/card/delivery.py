"""Shows one run in Slack: one card, few edits, and an answer that always arrives. Implements bot.core.delivery.Delivery.

A public answer goes to its channel, else to the response URL, else to the person directly; a private one to the response
URL, else as an ephemeral message, else directly.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from functools import partial

from bot.core.channel_mode import ChannelMode
from bot.core.errors import DeliveryFailed
from bot.core.model import CheckResult, RunResult
from bot.intake.access import refuse_audience
from bot.render.slack.card import plain
from bot.render.slack.payload import Payload
from bot.service import ids_to_verify
from bot.store import StoredRun
from handlers.app.choices import read_mode
from handlers.app.context import HandlerContext
from handlers.app.messages import audience_refusal
from handlers.app.reply import LATE
from handlers.card.content import Card
from handlers.card.earlier import read_earlier
from handlers.card.find_posted import PostedMessages
from handlers.card.places import CANNOT_LOOK, EVERY, EphemeralPlace, Place
from handlers.card.plan import OpenPlace, PlacePlan
from handlers.card.position import CardPosition
from handlers.slack.client import Answer, Done, Refused
from handlers.slack.message import message_arguments
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# How Slack refuses the form of a payload. The same words are then sent as plain text.
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
# Seconds for which an answer waits for its reader's locale.
LOCALE_WAIT = 1.0
# Seconds for which a reply below a card is tried.
_PATIENCE = 30.0


class CardDelivery:
    """The card of one run. response_url: of the command or click that asked, None after a restart."""

    def __init__(self, context: HandlerContext, stored: StoredRun, response_url: ResponseUrl | None) -> None:
        self._context = context
        self._stored = stored
        self._url = response_url or ResponseUrl(context.slack, "")
        self._position = CardPosition(context.store, stored.ask.run_id)
        self._posted = PostedMessages(context.slack, stored.ask.run_id, stored.created_at)
        self._card = Card(stored.ask)
        self._languages: dict[bool, str] = {}
        self._next_places: list[OpenPlace] = []
        self._place: Place | None = None
        self._plain = False
        self._changed = asyncio.Event()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._locale_asked: asyncio.Task[None] | None = None
        self._put_at = 0.0
        self._edited_at = 0.0

    async def show(self) -> None:
        """Post the card. Raises DeliveryFailed where nothing may be shown here; the person was told so privately."""
        await self._prepare()
        self._start()

    async def update(self, results: tuple[CheckResult, ...]) -> None:
        """Take the results so far; the card shows them with its next edit."""
        self._card.results = results
        self._changed.set()

    async def finish(self, run: RunResult) -> None:
        """Show the answer. Raises DeliveryFailed where Slack did not take it within ten minutes."""
        self._card.answer = run
        await self._end()

    async def fail(self, incident: str) -> None:
        """Show that the run crashed."""
        self._card.answer, self._card.incident = None, incident
        if self._task is not None and self._task.done():
            self._task = None
        await self._end()

    async def _end(self) -> None:
        if not self._languages:
            await self._prepare()
        if self._task is None:
            self._start()
        if self._locale_asked is not None:
            await asyncio.wait({self._locale_asked}, timeout=LOCALE_WAIT)
        self._over.set()
        self._changed.set()
        if self._task is not None:
            await self._task
        self._context.joined.pop(self._position.run_id, None)

    def _start(self) -> None:
        self._task = self._context.tasks.start(self._show_until_over(), f"card {self._position.run_id}")

    async def _prepare(self) -> None:
        ask = self._stored.ask
        place = (ask.enterprise_id, ask.team_id, ask.channel_id)
        requester = Requester(*place, ask.user_id, ask.trigger, thread_ts=ask.thread_ts)
        languages, people = self._context.languages, self._context.people
        person, channel = await asyncio.gather(people.find_person(ask.user_id), people.find_channel(ask.channel_id))
        self._card.asked_by = self._card.clicked_by = person.name
        refusal = refuse_audience(outsider=person.outside, shared_channel=channel.shared)
        if refusal:
            private = await languages.for_person(requester, ask.language, ask.target_language)
            await send_private(self._context.slack, requester, self._url, audience_refusal(private, refusal))
            raise DeliveryFailed(SHARED)
        in_channel = not ask.private and not ask.thread_ts
        self._card.in_thread = (
            in_channel and await read_mode(self._context.store, requester) is ChannelMode.ALL_IN_THREAD
        )
        earlier = await read_earlier(self._context.store, ask)
        self._card.before = earlier.result
        asker = replace(requester, user_id=earlier.asker)
        if earlier.asker != ask.user_id:
            self._card.asked_by = (await people.find_person(earlier.asker)).name
        self._languages = await languages.for_card_as_known(requester, asker, ask.language, ask.target_language)
        # The card stands meanwhile. The answer speaks the language of this moment.
        task = f"language {self._position.run_id}"
        self._locale_asked = self._context.tasks.start(self._refresh_languages(requester, asker), task)
        target = self._context.targets.current().get(ask.target)
        if self._card.before is not None and target is not None and ask.origin == "verify":
            self._card.ids = ids_to_verify(target, self._card.before, ask.options)
        plan = PlacePlan(self._context, self._stored, self._url, self._posted)
        first, *self._next_places = plan.list_places(own_direct=channel.own_direct)
        self._place = await first()

    async def _refresh_languages(self, requester: Requester, asker: Requester) -> None:
        ask = self._stored.ask
        self._languages = await self._context.languages.for_card(requester, asker, ask.language, ask.target_language)

    async def _show_until_over(self) -> None:
        """Show every state of the card that is due, and the last one in any case."""
        while not await self._show_state():
            await self._changed.wait()
            await self._wait_until(self._put_at + EVERY, or_over=True)

    async def _show_state(self) -> bool:
        """Show the state of this moment. True where that was the last one."""
        final = False

        async def attempt() -> Answer:
            nonlocal final
            self._changed.clear()
            final = self._over.is_set()
            place, edits = self._current_place(), self._current_place().is_shown
            answer = await place.put(self._render(place), final=final)
            self._put_at = time.monotonic()
            self._edited_at = self._put_at if edits else self._edited_at
            return answer

        while True:
            place = self._current_place()
            if place.is_shown and not self._over.is_set():
                answer = await attempt()
                if not isinstance(answer, Refused):
                    # Progress that did not arrive is not sent again: the next state comes soon.
                    return final and isinstance(answer, Done)
            else:
                await self._wait_until(self._edited_at + EVERY)
                if place.brief and not place.is_shown:
                    # The line that the answer follows would stay beside it, so it is left to answers that are late.
                    await self._wait_until(time.monotonic() + LATE, or_over=True)
                answer = await persist(attempt)
            if isinstance(answer, Done):
                if final:
                    await self._send_overflow(place)
                    await self._send_reply(place)
                return final
            await self._go_on_elsewhere(answer)

    async def _go_on_elsewhere(self, answer: Answer) -> None:
        """Go on in plain text, or in the next place. Raises DeliveryFailed where neither is left."""
        code = answer.code if isinstance(answer, Refused) else "unreachable"
        if not isinstance(answer, Refused):
            raise DeliveryFailed(code)
        if code in DISLIKED and not self._plain:
            log.warning("Slack refused a card's blocks", extra={"run": self._position.run_id, "code": code})
            self._plain = True
            return
        if code == CANNOT_LOOK:
            # A card may stand in the channel already, so another one goes to the person only: to the last place.
            self._next_places = self._next_places[-1:]
        if not self._next_places:
            raise DeliveryFailed(code)
        log.info("a card goes elsewhere", extra={"run": self._position.run_id, "code": code})
        self._place, self._plain = await self._next_places.pop(0)(), False
        if code == CANNOT_LOOK and not self._stored.resumed:
            self._place.note = "slack.note.cannot_look"

    async def _send_overflow(self, place: Place) -> None:
        """Send what did not fit below the card; where Slack refuses that, to the person alone."""
        for number, part in enumerate(self._render(place).overflow):
            answer = await persist(partial(place.add_part, part, number))
            if isinstance(answer, Refused) and answer.code in DISLIKED:
                answer = await persist(partial(place.add_part, plain(part), number))
            if not isinstance(answer, Done):
                await self._send_part_to_person(part)

    async def _send_reply(self, place: Place) -> None:
        """Tell the thread of a verified card how it ended. Where Slack refuses that, the card has said it."""
        reply = self._card.render_reply(self._languages[place.private])
        if reply is None:
            return
        answer = await persist(partial(place.add_reply, reply), _PATIENCE)
        if not isinstance(answer, Done):
            log.info("a card's thread got no reply", extra={"run": self._position.run_id})

    async def _send_part_to_person(self, part: Payload) -> None:
        slack, ask = self._context.slack, self._stored.ask
        channel = await slack.open_direct(ask.user_id)
        place = EphemeralPlace(slack, ask.channel_id, ask.user_id)
        answer = await persist(lambda: place.add_part(part, 0))
        if not isinstance(answer, Done):
            await slack.post(channel, message_arguments(part))

    def _render(self, place: Place) -> Payload:
        joined = self._context.joined.get(self._position.run_id, ())
        self._card.joined = self._context.people.known_names(joined)
        language = self._languages[place.private]
        if place.brief and not self._card.is_over:
            return self._card.render_waiting(language)
        payload = self._card.render(language, private=place.private, note=place.note)
        return plain(payload) if self._plain else payload

    def _current_place(self) -> Place:
        if self._place is None:
            raise RuntimeError("the card's place is not known yet")
        return self._place

    async def _wait_until(self, moment: float, *, or_over: bool = False) -> None:
        """Wait until a moment of time.monotonic(); or_over: or until the run is over."""
        seconds = moment - time.monotonic()
        if seconds <= 0:
            return
        if not or_over:
            await asyncio.sleep(seconds)
            return
        try:
            async with asyncio.timeout(seconds):
                await self._over.wait()
        except TimeoutError:
            return
