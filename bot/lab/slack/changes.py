"""Notifies those who wait for the next change of the workspace."""

import asyncio


class Changes:
    """A number that rises with each change, and a way to wait for the next one."""

    def __init__(self) -> None:
        self.revision = 0
        self._next = asyncio.Event()

    def note(self) -> None:
        self.revision += 1
        self._next.set()
        self._next = asyncio.Event()

    async def next(self) -> None:
        """Returns at the next change."""
        await self._next.wait()
