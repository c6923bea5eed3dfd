"""What the database must know of one run's card, before and after Slack is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.core.errors import StoreUnavailable
from bot.store import Store

log = logging.getLogger("ses_check.slack")

# How often a busy database is asked again, and the wait between, in seconds.
_TRIES = 10
_WAIT = 0.5


class Ledger:
    """Writes where the card of one run stands."""

    def __init__(self, store: Store, run_id: str) -> None:
        self._store = store
        self.run_id = run_id

    async def intend(self) -> None:
        """Note that the card is about to be posted. Raises StoreUnavailable: then nothing may be posted."""
        await self._write(lambda: self._store.posting(self.run_id), must=True)

    async def posted(self, channel: str, ts: str) -> None:
        """Note where the card is. If this is lost, the next start finds the card by its metadata."""
        await self._write(lambda: self._store.card(self.run_id, channel, ts), must=False)

    async def shown_elsewhere(self) -> None:
        """Note that the run shows itself where there is no card to find again."""
        await self._write(lambda: self._store.running(self.run_id), must=False)

    async def posted_anew(self) -> None:
        """Note that a deleted card is replaced, which happens once."""
        await self._write(lambda: self._store.reposted(self.run_id), must=False)

    async def _write(self, write: Callable[[], Awaitable[object]], *, must: bool) -> None:
        for left in reversed(range(_TRIES)):
            try:
                await write()
                return
            except StoreUnavailable:
                log.warning("the place of a card could not be stored", extra={"run": self.run_id, "tries_left": left})
                if must and not left:
                    raise
                if left:
                    await asyncio.sleep(_WAIT)
