"""Finds the messages of a run by their metadata, so that nothing is posted twice after a crash.

https://docs.slack.dev/messaging/message-metadata. Slack asks for the history scopes, and for membership in the channel.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.client import Answer, Done, Slack, ask
from handlers.slack.requester import read

CARD_EVENT = "ses_check_run"
PART_EVENT = "ses_check_part"
# Our clock and Slack's may differ by so many seconds.
_CLOCKS = 600
_PAGE = 200
_PAGES = 50


class PostedMessages:
    """The messages that were posted for one run. since: when the run was asked."""

    def __init__(self, slack: Slack, run_id: str, since: datetime) -> None:
        self._web = slack.web
        self._run_id = run_id
        self._oldest = f"{since.timestamp() - _CLOCKS:.6f}"

    async def find_card(self, channel: str, thread_ts: str = "") -> Answer:
        """Done with "channel" and "ts" of the card, Done with no data where there is none; else why nobody knows.

        thread_ts: of the thread that it was posted in, "" for the channel itself. A channel's history holds no replies.
        """

        async def page(cursor: str) -> AsyncSlackResponse:
            where: dict[str, Any] = {"channel": channel, "oldest": self._oldest, "include_all_metadata": True}
            where |= {"limit": _PAGE, "cursor": cursor or None}
            if thread_ts:
                return await self._web.conversations_replies(ts=thread_ts, **where)
            return await self._web.conversations_history(**where)

        return await self._search(page, channel)

    async def find_parts(self, channel: str, ts: str) -> frozenset[int]:
        """The numbers of the overflow messages in the card's thread. ts: of the card. Empty where Slack does not tell."""
        answer = await ask(
            self._web.conversations_replies(channel=channel, ts=ts, include_all_metadata=True, limit=_PAGE)
        )
        if not isinstance(answer, Done):
            return frozenset()
        found = (_read_metadata(m, PART_EVENT) for m in _messages(answer.data))
        return frozenset(p["part"] for p in found if p.get("run_id") == self._run_id and isinstance(p.get("part"), int))

    async def _search(self, page: Callable[[str], Awaitable[AsyncSlackResponse]], channel: str) -> Answer:
        cursor = ""
        for _ in range(_PAGES):
            answer = await ask(page(cursor))
            if not isinstance(answer, Done):
                return answer
            for message in _messages(answer.data):
                if _read_metadata(message, CARD_EVENT).get("run_id") == self._run_id and read(message, "ts"):
                    return Done({"channel": channel, "ts": read(message, "ts")})
            cursor = read(answer.data, "response_metadata", "next_cursor")
            if not cursor:
                break
        return Done()


def _messages(data: Mapping[str, Any]) -> Iterator[Any]:
    messages = data.get("messages")
    yield from messages if isinstance(messages, list) else ()


def _read_metadata(message: Any, event: str) -> Mapping[str, Any]:
    metadata = message.get("metadata") if isinstance(message, Mapping) else None
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != event:
        return {}
    payload = metadata.get("event_payload")
    return payload if isinstance(payload, Mapping) else {}
