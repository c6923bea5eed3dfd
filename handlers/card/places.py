"""The ways to show a card: a message that is edited, a response URL, an ephemeral message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.render.slack.payload import Payload
from handlers.card.find_posted import CARD_EVENT, PART_EVENT, PostedMessages
from handlers.card.position import CardPosition
from handlers.slack.client import Answer, Done, Limited, Refused, Slack, Unsure, ask
from handlers.slack.message import message_arguments
from handlers.slack.response_url import ResponseUrl
from handlers.slack.update_limiter import UpdateLimiter

# Seconds between two edits of a card, at least.
EVERY = 1.5
# The number of the part that says how a verification ended.
REPLY = -1
# A place refuses with this code where the card may stand there already and Slack does not tell.
CANNOT_LOOK = "cannot_look"


class Place(Protocol):
    """One way to show a card.

    private: one person sees it. note: the key of a line that says why the answer is here, "" where that is no surprise.
    brief: before the answer it shows one line only.
    """

    private: bool
    note: str
    brief: bool

    @property
    def is_shown(self) -> bool:
        """True once there is something to edit."""

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Show the payload instead of the last one. final: it is the answer, which must not be left out."""

    async def add_reply(self, payload: Payload) -> Answer:
        """Say in the card's thread how a verification ended, once, where everybody reads the card."""

    async def add_part(self, payload: Payload, number: int) -> Answer:
        """Show a part that did not fit into the card. number: from 0."""


class MessagePlace:
    """A message of the bot, posted once and then edited.

    thread_ts: of the thread that it stands in, "" for none. ts: of the message, "" where it is to be posted. uncertain: an
    earlier attempt may have posted it. insist: post it even where nobody can say whether that attempt did; in the last
    place twice is better than never. resumed: the message's thread may hold parts already. reposted: it was deleted and
    posted anew once. replaceable: a response URL may replace it, so it is not posted anew.
    """

    brief = False

    def __init__(
        self,
        slack: Slack,
        position: CardPosition,
        limiter: UpdateLimiter,
        posted: PostedMessages,
        *,
        channel: str,
        thread_ts: str = "",
        ts: str = "",
        uncertain: bool = False,
        insist: bool = False,
        resumed: bool = False,
        reposted: bool = False,
        replaceable: bool = False,
        private: bool = False,
        note: str = "",
    ) -> None:
        self._web = slack.web
        self._position = position
        self._limiter = limiter
        self._posted = posted
        self._channel = channel
        self._ts = ts
        self._thread_ts = thread_ts
        self._uncertain = uncertain
        self._insist = insist
        self._look_for_parts = resumed
        self._reposted = reposted
        self._replaceable = replaceable
        self._parts: frozenset[int] | None = None
        self.private = private
        self.note = note

    @property
    def is_shown(self) -> bool:
        """True once the message was posted."""
        return bool(self._ts)

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Post or edit the message. Where an earlier attempt may have posted it, Slack is asked first."""
        if not self._ts and self._uncertain:
            found = await self._posted.find_card(self._channel, self._thread_ts)
            if isinstance(found, Refused) and not self._insist:
                return Refused(CANNOT_LOOK)
            if not isinstance(found, Done | Refused):
                return found
            self._uncertain = False
            if isinstance(found, Done) and found.data:
                await self._note_position(str(found.data["channel"]), str(found.data["ts"]))
        return await self._edit(payload, final) if self._ts else await self._post(payload)

    async def add_reply(self, payload: Payload) -> Answer:
        """Post into the card's thread. A message that stands elsewhere than it was asked for gets none."""
        return Done() if self.note else await self.add_part(payload, REPLY)

    async def add_part(self, payload: Payload, number: int) -> Answer:
        """Post into the card's thread, unless an earlier attempt posted this part there."""
        thread = self._thread_ts or self._ts
        if self._parts is None:
            look = self._look_for_parts
            self._parts = await self._posted.find_parts(self._channel, thread) if look else frozenset()
        if number in self._parts:
            return Done()
        metadata = {"event_type": PART_EVENT, "event_payload": {"run_id": self._position.run_id, "part": number}}
        answer = await ask(
            self._web.chat_postMessage(
                channel=self._channel,
                thread_ts=thread,
                metadata=metadata,
                unfurl_links=False,
                **message_arguments(payload),
            )
        )
        if isinstance(answer, Unsure):
            self._parts, self._look_for_parts = None, True
        return answer

    async def _post(self, payload: Payload) -> Answer:
        await self._position.note_intent()
        answer = await ask(
            self._web.chat_postMessage(
                channel=self._channel,
                metadata=self._metadata(),
                unfurl_links=False,
                thread_ts=self._thread_ts or None,
                **message_arguments(payload),
            )
        )
        if isinstance(answer, Done) and isinstance(answer.data.get("ts"), str):
            await self._note_position(str(answer.data.get("channel") or self._channel), str(answer.data["ts"]))
        elif isinstance(answer, Done | Unsure):
            self._uncertain = True
            return Unsure("no ts") if isinstance(answer, Done) else answer
        return answer

    async def _edit(self, payload: Payload, final: bool) -> Answer:
        if final:
            await self._limiter.wait_for_answer()
        elif not self._limiter.try_progress():
            return Done()
        answer = await ask(
            self._web.chat_update(
                channel=self._channel, ts=self._ts, metadata=self._metadata(), **message_arguments(payload)
            )
        )
        if isinstance(answer, Limited):
            self._limiter.pause(answer.seconds)
        if answer == Refused("message_not_found") and not self._replaceable:
            if self._reposted:
                # Somebody deleted it twice.
                return Done()
            self._reposted, self._ts = True, ""
            await self._position.note_reposted()
            return await self._post(payload)
        return answer

    async def _note_position(self, channel: str, ts: str) -> None:
        self._channel, self._ts = channel, ts
        await self._position.note_posted(channel, ts)

    def _metadata(self) -> dict[str, Any]:
        return {"event_type": CARD_EVENT, "event_payload": {"run_id": self._position.run_id}}


class ResponsePlace:
    """A response URL, for private answers and for channels where the bot is no member: the start, then the answer.

    It shows no progress in between, because it may be used five times. A command's URL cannot change what it said
    (https://github.com/slackapi/bolt-js/issues/2287), so its start is one line. replaces: the URL is of a click on a card,
    which is replaced. card_ts: of that card, "" where nobody knows.
    """

    def __init__(
        self,
        url: ResponseUrl,
        position: CardPosition,
        *,
        private: bool,
        replaces: bool = False,
        card_ts: str = "",
        note: str = "",
    ) -> None:
        self._url = url
        self._position = position
        self._replaces = replaces
        self._card_ts = card_ts
        self.brief = not replaces
        self.private = private
        self.note = note
        self.is_shown = False

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Send the start, to the requester alone where no card is replaced, or the answer."""
        if self.is_shown and not final:
            return Done()
        private = self.private or not (final or self._replaces)
        answer = await self._url.send(self._message(payload, private=private, replaces=self._replaces))
        if isinstance(answer, Done) and not self.is_shown:
            self.is_shown = True
            await self._position.note_shown_elsewhere()
        return answer

    async def add_part(self, payload: Payload, number: int) -> Answer:
        """Send one more message."""
        return await self._url.send(self._message(payload, private=self.private))

    async def add_reply(self, payload: Payload) -> Answer:
        """Send it into the thread of the replaced card, if others read that."""
        if self.private or not self._replaces or not self._card_ts:
            return Done()
        return await self._url.send({**self._message(payload, private=False), "thread_ts": self._card_ts})

    def _message(self, payload: Payload, *, private: bool, replaces: bool = False) -> Mapping[str, Any]:
        kind = "ephemeral" if private else "in_channel"
        return {"response_type": kind, "replace_original": replaces, **message_arguments(payload)}


class EphemeralPlace:
    """A message that one person sees. It cannot be edited, so it shows the answer only."""

    brief = True
    private = True
    # So that progress is not waited for.
    is_shown = True

    def __init__(self, slack: Slack, channel: str, user: str, *, thread_ts: str = "", note: str = "") -> None:
        self._slack = slack
        self._channel = channel
        self._user = user
        self._thread_ts = thread_ts
        self.note = note

    async def put(self, payload: Payload, *, final: bool) -> Answer:
        """Send the answer; leave out progress."""
        return await self.add_part(payload, 0) if final else Done()

    async def add_reply(self, payload: Payload) -> Answer:
        """Leave it out: the card has no thread."""
        return Done()

    async def add_part(self, payload: Payload, number: int) -> Answer:
        """Send one more message."""
        return await self._slack.post_ephemeral(self._channel, self._user, message_arguments(payload), self._thread_ts)
