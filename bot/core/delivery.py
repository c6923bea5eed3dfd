"""The interface through which a run is shown. A chat platform implements it; bot.app hands it to bot.jobs."""

from __future__ import annotations

from typing import Protocol

from bot.core.model import CheckResult, RunResult


class Delivery(Protocol):
    """Shows one run to whoever asked for it."""

    async def show(self) -> None:
        """Show that the run has begun. Raises DeliveryFailed where it cannot be shown anywhere."""

    async def update(self, results: tuple[CheckResult, ...]) -> None:
        """Show the results so far. Calls may be merged or dropped."""

    async def finish(self, run: RunResult) -> None:
        """Show the answer. Never dropped."""

    async def fail(self, incident: str) -> None:
        """End the card of a run that crashed. incident: the id of the crash in the log."""
