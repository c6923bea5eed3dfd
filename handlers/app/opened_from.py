"""Remembers from which message a dialog was opened: Slack gives a dialog's click neither that message nor a response URL."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace

from cachetools import FIFOCache

from handlers.slack.requester import Requester

_MOST = 1000


class OpenedFrom:
    """The newest click of each person on each run's card. Kept in memory only, because it holds response URLs."""

    def __init__(self) -> None:
        self._clicks: MutableMapping[tuple[str, str, str], Requester] = FIFOCache(_MOST)

    def remember(self, click: Requester, run_id: str) -> None:
        """Remember a click on a message. Beyond a thousand, the first are forgotten."""
        self._clicks[_key(click, run_id)] = click

    def find(self, click: Requester, run_id: str) -> Requester:
        """A dialog's click as if it were one on the message behind it; as it is where that is not known."""
        opener = self._clicks.get(_key(click, run_id))
        if opener is None:
            return click
        return replace(
            click,
            channel_id=opener.channel_id,
            message_ts=opener.message_ts,
            ephemeral=opener.ephemeral,
            thread_ts=opener.thread_ts,
            response_url=opener.response_url,
        )


def _key(click: Requester, run_id: str) -> tuple[str, str, str]:
    return click.team_id, click.user_id, run_id
