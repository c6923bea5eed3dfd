"""Stores where the card of a run stands, before and after Slack is called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.store import Store
from bot.store.retry import write_with_retry

_ATTEMPTS = 10


class CardPosition:
    """The position of one run's card, in the database."""

    def __init__(self, store: Store, run_id: str) -> None:
        self._store = store
        self.run_id = run_id

    async def note_intent(self) -> None:
        """Store that the card is about to be posted. Raises StoreUnavailable; then the card must not be posted."""
        await self._write(lambda: self._store.mark_posting(self.run_id), must=True)

    async def note_posted(self, channel: str, ts: str) -> None:
        """Store where the card stands. Where the database does not answer, the next start finds the card by its metadata."""
        await self._write(lambda: self._store.keep_card(self.run_id, channel, ts), must=False)

    async def note_shown_elsewhere(self) -> None:
        """Store that the run is shown in a way that leaves no card to find again."""
        await self._write(lambda: self._store.mark_running(self.run_id), must=False)

    async def note_reposted(self) -> None:
        """Store that a deleted card is posted anew, which is done once."""
        await self._write(lambda: self._store.mark_reposted(self.run_id), must=False)

    async def _write(self, write: Callable[[], Awaitable[object]], *, must: bool) -> None:
        problem = await write_with_retry(write, attempts=_ATTEMPTS, run_id=self.run_id)
        if must and problem is not None:
            raise problem
