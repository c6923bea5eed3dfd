"""Where the card of a run may be shown, in the order in which the places are tried."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.store import State, StoredRun
from handlers.app.context import HandlerContext
from handlers.card.find_posted import PostedMessages
from handlers.card.places import EphemeralPlace, MessagePlace, Place, ResponsePlace
from handlers.card.position import CardPosition
from handlers.slack.response_url import Clicked, ResponseUrl

OpenPlace = Callable[[], Awaitable[Place]]

# A run in these states, without a stored position, may have a card. In the state RUNNING it was shown without one.
_PERHAPS_POSTED = (State.POSTING, State.FINISHED)
# What asked for a run that changes the card that was clicked.
_IN_PLACE = ("again", "verify")


class PlacePlan:
    """The places for one run. url: of the command or click that asked."""

    def __init__(self, context: HandlerContext, stored: StoredRun, url: ResponseUrl, posted: PostedMessages) -> None:
        self._context = context
        self._stored = stored
        self._url = url
        self._posted = posted
        self._position = CardPosition(context.store, stored.ask.run_id)
        shown_as = Clicked.EPHEMERAL if stored.ask.private else Clicked.MESSAGE
        self._replaces = stored.ask.origin in _IN_PLACE and url.clicked is shown_as

    def list_places(self, *, own_direct: bool) -> list[OpenPlace]:
        """The places to try, in this order. own_direct: the run was asked in a direct message with the bot."""
        stored, ask, slack = self._stored, self._stored.ask, self._context.slack
        direct_note = "slack.note.restarted" if stored.resumed else "slack.note.direct"

        async def message() -> Place:
            return self._message(stored.card_channel or ask.channel_id, private=own_direct)

        async def kept_message() -> Place:
            return self._message(stored.card_channel or "", private=True)

        async def response() -> Place:
            return self._response()

        async def ephemeral() -> Place:
            return EphemeralPlace(slack, ask.channel_id, ask.user_id, thread_ts=ask.thread_ts)

        async def direct() -> Place:
            return self._message(await slack.open_direct(ask.user_id), private=True, insist=True, note=direct_note)

        if stored.card_ts and (ask.private or stored.card_channel != ask.channel_id):
            return [kept_message, direct]
        # What was written to the bot directly has no response URL, and is private anyway.
        if ask.private and not (own_direct and not self._url.left):
            if stored.resumed:
                return [direct, ephemeral]
            # A response URL would answer in the channel, not in the thread, unless it replaces the card.
            beside_thread = ask.thread_ts and not self._replaces
            return [ephemeral, response, direct] if beside_thread else [response, ephemeral, direct]
        return [message, response, direct]

    def _response(self) -> Place:
        ask = self._stored.ask
        invites = not ask.private and not self._replaces and ask.channel_id.startswith(("C", "G"))
        return ResponsePlace(
            self._url,
            self._position,
            private=ask.private,
            replaces=self._replaces,
            card_ts=self._stored.card_ts or "",
            note="slack.note.invite" if invites else "",
        )

    def _message(self, channel: str, *, private: bool, insist: bool = False, note: str = "") -> Place:
        stored, context = self._stored, self._context
        here = channel == stored.card_channel
        return MessagePlace(
            context.slack,
            self._position,
            context.limiter,
            self._posted,
            channel=channel,
            thread_ts=stored.ask.thread_ts if channel == stored.ask.channel_id else "",
            ts=(stored.card_ts or "") if here else "",
            uncertain=stored.resumed and stored.state in _PERHAPS_POSTED and not (here and stored.card_ts),
            insist=insist,
            resumed=stored.resumed,
            reposted=stored.reposted,
            replaceable=here and self._replaces and self._url.left > 0,
            private=private,
            note=note,
        )
