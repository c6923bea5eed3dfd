"""Shows the progress of a run on standard error, if that is a terminal."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console, RenderableType
from rich.live import Live as Screen

from bot.core.model import CheckResult
from bot.render.terminal.progress import progress
from bot.words.catalogue import Catalogue

_PER_SECOND = 8


class Live:
    """A context manager that draws the progress and removes it at the end. checks: (id, label) of all that will run."""

    def __init__(self, checks: Sequence[tuple[str, str]], say: Catalogue) -> None:
        self._checks, self._say = checks, say
        self._results: dict[str, CheckResult] = {}
        self._since = time.monotonic()
        console = Console(stderr=True, markup=False, emoji=False, highlight=False)
        drawn = console.is_terminal and not console.is_dumb_terminal
        self._screen = (
            Screen(get_renderable=self._picture, console=console, refresh_per_second=_PER_SECOND, transient=True)
            if drawn
            else None
        )

    def note(self, result: CheckResult) -> None:
        """Show that a check has ended."""
        self._results[result.id] = result

    def __enter__(self) -> Live:
        if self._screen:
            self._screen.start(refresh=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._screen:
            self._screen.stop()

    def _picture(self) -> RenderableType:
        elapsed = round((time.monotonic() - self._since) * 1000)
        return progress(self._checks, dict(self._results), elapsed, self._say)
