"""Where an answer can be shown: a message that is edited, a response URL, an ephemeral message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.render.slack.payload import Payload
from handlers.card.find_posted import CARD_EVENT, PART_EVENT, Lookup
from handlers.card.position import Ledger
from handlers.slack.client import Answer, Done, Limited, Refused, Slack, Unsure, ask
from handlers.slack.response_url import ResponseUrl
from handlers.slack.update_limiter import UpdateLimiter

# At most one update of a card in so many seconds.
EVERY = 1.5
CANNOT_LOOK = "cannot_look"


class Place(Protocol):
    """private: one person sees it. note: key of the line that says why the answer is here, "" if that is no surprise.

    brief: before the answer it shows one line only.
    """

    private: bool
    note: str
    brief: bool

    @property
    def shown(self) -> bool:
        """True once there is something to edit."""

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Show the payload in place of the last one."""

    async def more(self, payload: Payload, number: int) -> Answer:
        """Show what did not fit."""


class MessagePlace:
    """A message of the bot's own, posted once and then edited.

    uncertain: an earlier attempt may have posted it. insist: post also where nobody can say whether it did (the last
    place of all: rather twice than never). resumed: the thread may hold parts already.
    """

    brief = False

    def __init__(
        self,
        slack: Slack,
        ledger: Ledger,
        limiter: UpdateLimiter,
        lookup: Lookup,
        *,
        channel: str,
        ts: str = "",
        uncertain: bool = False,
        insist: bool = False,
        resumed: bool = False,
        reposted: bool = False,
        private: bool = False,
        note: str = "",
    ) -> None:
        self._web = slack.web
        self._ledger = ledger
        self._limiter = limiter
        self._lookup = lookup
        self._channel = channel
        self._ts = ts
        self._uncertain = uncertain
        self._insist = insist
        self._look_for_parts = resumed
        self._reposted = reposted
        self._parts: frozenset[int] | None = None
        self.private = private
        self.note = note

    @property
    def shown(self) -> bool:
        """True once the message stands."""
        return bool(self._ts)

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Post, after a look where an earlier attempt may have arrived; or edit."""
        if not self._ts and self._uncertain:
            found = await self._lookup.card(self._channel)
            if isinstance(found, Refused) and not self._insist:
                return Refused(CANNOT_LOOK)
            if not isinstance(found, Done | Refused):
                return found
            self._uncertain = False
            if isinstance(found, Done) and found.data:
                await self._stands(str(found.data["channel"]), str(found.data["ts"]))
        return await self._edit(payload, final) if self._ts else await self._post(payload)

    async def more(self, payload: Payload, number: int) -> Answer:
        """Post into the card's thread, save what an earlier attempt brought there."""
        if self._parts is None:
            look = self._look_for_parts
            self._parts = await self._lookup.parts(self._channel, self._ts) if look else frozenset()
        if number in self._parts:
            return Done()
        metadata = {"event_type": PART_EVENT, "event_payload": {"run_id": self._ledger.run_id, "part": number}}
        answer = await ask(
            self._web.chat_postMessage(
                channel=self._channel, thread_ts=self._ts, metadata=metadata, unfurl_links=False, **content(payload)
            )
        )
        if isinstance(answer, Unsure):
            self._parts, self._look_for_parts = None, True
        return answer

    async def _post(self, payload: Payload) -> Answer:
        await self._ledger.intend()
        answer = await ask(
            self._web.chat_postMessage(
                channel=self._channel, metadata=self._metadata(), unfurl_links=False, **content(payload)
            )
        )
        if isinstance(answer, Done) and isinstance(answer.data.get("ts"), str):
            await self._stands(str(answer.data.get("channel") or self._channel), str(answer.data["ts"]))
        elif isinstance(answer, Done | Unsure):
            self._uncertain = True
            return Unsure("no ts") if isinstance(answer, Done) else answer
        return answer

    async def _edit(self, payload: Payload, final: bool) -> Answer:
        if final:
            await self._limiter.answer()
        elif not self._limiter.try_progress():
            return Done()
        answer = await ask(
            self._web.chat_update(channel=self._channel, ts=self._ts, metadata=self._metadata(), **content(payload))
        )
        if isinstance(answer, Limited):
            self._limiter.close(answer.seconds)
        if answer == Refused("message_not_found"):
            if self._reposted:
                # Deleted twice: somebody does not want it.
                return Done()
            self._reposted, self._ts = True, ""
            await self._ledger.posted_anew()
            return await self._post(payload)
        return answer

    async def _stands(self, channel: str, ts: str) -> None:
        self._channel, self._ts = channel, ts
        await self._ledger.posted(channel, ts)

    def _metadata(self) -> dict[str, Any]:
        return {"event_type": CARD_EVENT, "event_payload": {"run_id": self._ledger.run_id}}


class ResponsePlace:
    """A response URL, for where the bot is no member and for private answers: a line at once, then the answer.

    There is no progress between, and nothing is replaced: a command's URL cannot change what it said
    (https://github.com/slackapi/bolt-js/issues/2287), and a click's URL would replace the card that was clicked.
    """

    brief = True

    def __init__(self, url: ResponseUrl, ledger: Ledger, *, private: bool, note: str = "") -> None:
        self._url = url
        self._ledger = ledger
        self.private = private
        self.note = note
        self.shown = False

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """The first line goes to the asker alone, so that the channel gets one card."""
        if self.shown and not final:
            return Done()
        answer = await self._url.send(self._message(payload, private=self.private or not final))
        if isinstance(answer, Done) and not self.shown:
            self.shown = True
            await self._ledger.shown_elsewhere()
        return answer

    async def more(self, payload: Payload, number: int) -> Answer:
        """One more message below."""
        return await self._url.send(self._message(payload, private=self.private))

    def _message(self, payload: Payload, *, private: bool) -> Mapping[str, Any]:
        kind = "ephemeral" if private else "in_channel"
        return {"response_type": kind, "replace_original": False, **content(payload)}


class EphemeralPlace:
    """A message that one person sees and that cannot be edited: only for the answer itself."""

    brief = True
    private = True
    # There is nothing to see before the answer, and nothing to edit.
    shown = True

    def __init__(self, slack: Slack, channel: str, user: str, note: str = "") -> None:
        self._web = slack.web
        self._channel = channel
        self._user = user
        self.note = note

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Show the answer; progress is left out."""
        return await self.more(payload, 0) if final else Done()

    async def more(self, payload: Payload, number: int) -> Answer:
        """One more message below."""
        return await ask(self._web.chat_postEphemeral(channel=self._channel, user=self._user, **content(payload)))


def content(payload: Payload) -> dict[str, Any]:
    """A payload as Slack's arguments. An empty list of blocks takes away those that stood there."""
    return {"text": payload.text, "blocks": payload.blocks}
