"""Waking whoever waits for the next change of the workspace."""

import asyncio


class Changes:
    """A count that only rises, and a way to wait for it to rise."""

    def __init__(self) -> None:
        self.revision = 0
        self._next = asyncio.Event()

    def note(self) -> None:
        self.revision += 1
        self._next.set()
        self._next = asyncio.Event()

    async def next(self) -> None:
        """Return at the next change."""
        await self._next.wait()
