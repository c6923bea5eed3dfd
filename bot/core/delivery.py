"""The port through which a run shows itself: a Slack card, a terminal. Implemented above, handed down by bot.app."""

from __future__ import annotations

from typing import Protocol

from bot.core.model import CheckResult, RunResult


class Delivery(Protocol):
    """Shows one run to whoever asked."""

    async def show(self) -> None:
        """Show that the run has begun. Raises DeliveryFailed where it can be shown nowhere."""

    async def update(self, results: tuple[CheckResult, ...]) -> None:
        """Show the results so far; may be coalesced or dropped."""

    async def finish(self, run: RunResult) -> None:
        """Show the answer; never dropped."""

    async def fail(self, incident: str) -> None:
        """End the card of a run that crashed."""
