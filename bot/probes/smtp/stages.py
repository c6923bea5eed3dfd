"""The stages of one part of a dialogue: how long each took, what the server said, and where it ended."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from bot.core.evidence.smtp import Trouble
from bot.core.model import Outcome, Stage
from bot.core.redact import Redactor


class Stages:
    """The stages of one phase, timed and redacted."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._list: list[Stage] = []
        self._current = ""
        self._since = 0.0

    @property
    def done(self) -> tuple[Stage, ...]:
        """Those that ended, in order."""
        return tuple(self._list)

    def begin(self, name: str) -> None:
        """A stage begins now."""
        self._current, self._since = name, time.monotonic()

    async def time(self, name: str, step: Awaitable[Any]) -> Any:
        """The step's result; its time is noted."""
        self.begin(name)
        result = await step
        self.add(name, time.monotonic() - self._since, "")
        return result

    def add(self, name: str, seconds: float, reply: str) -> None:
        """A stage that ended well."""
        self._list.append(Stage(name, Outcome.PASS, round(seconds * 1000), self._redactor.server_text(reply)))
        self._current = ""

    def reply(self, text: str) -> None:
        """What the server said in the last stage."""
        self._list[-1] = replace(self._list[-1], reply=self._redactor.server_text(text))

    def spoil(self) -> None:
        """The last stage did not end well after all."""
        self._list[-1] = replace(self._list[-1], outcome=Outcome.FAIL)

    def back_to(self, name: str) -> None:
        """Forget what came after a stage: it is tried again."""
        while self._list and self._list[-1].name != name:
            self._list.pop()
        self._current = ""

    def failed(self, trouble: Trouble) -> None:
        """Mark the stage in which the dialogue ended."""
        if self._current:
            ms = round((time.monotonic() - self._since) * 1000)
            name = trouble.stage if trouble.stage in ("starttls", "tls") else self._current
            self._list.append(Stage(name, Outcome.FAIL, ms, trouble.detail))
        elif self._list and self._list[-1].name == trouble.stage:
            self.spoil()
        else:
            self._list.append(Stage(trouble.stage, Outcome.FAIL, 0, trouble.detail))
