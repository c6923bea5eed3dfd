"""Records the stages of one phase: how long each took, the server's reply, and where the phase failed."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from bot.core.evidence.smtp import Trouble
from bot.core.model import Outcome, Stage
from bot.core.redact import Redactor


class Stages:
    """The stages of one phase, with their times and redacted replies."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._list: list[Stage] = []
        self._current = ""
        self._since = 0.0

    @property
    def done(self) -> tuple[Stage, ...]:
        """The stages that have ended, in order."""
        return tuple(self._list)

    def begin(self, name: str) -> None:
        """Starts a stage."""
        self._current, self._since = name, time.monotonic()

    async def time(self, name: str, step: Awaitable[Any]) -> Any:
        """Awaits the step as a stage and returns the step's result."""
        self.begin(name)
        result = await step
        self.add(name, time.monotonic() - self._since, "")
        return result

    def add(self, name: str, seconds: float, reply: str) -> None:
        """Adds a stage that succeeded."""
        self._list.append(Stage(name, Outcome.PASS, round(seconds * 1000), self._redactor.server_text(reply)))
        self._current = ""

    def set_reply(self, text: str) -> None:
        """Sets the server's reply of the last stage."""
        self._list[-1] = replace(self._list[-1], reply=self._redactor.server_text(text))

    def fail_last(self) -> None:
        """Marks the last stage as failed."""
        self._list[-1] = replace(self._list[-1], outcome=Outcome.FAIL)

    def drop_after(self, name: str) -> None:
        """Removes the stages after `name`, because they are tried again."""
        while self._list and self._list[-1].name != name:
            self._list.pop()
        self._current = ""

    def fail(self, trouble: Trouble) -> None:
        """Marks the stage in which the dialogue ended as failed, or adds it."""
        if self._current:
            ms = round((time.monotonic() - self._since) * 1000)
            name = trouble.stage if trouble.stage in ("starttls", "tls") else self._current
            self._list.append(Stage(name, Outcome.FAIL, ms, trouble.detail))
        elif self._list and self._list[-1].name == trouble.stage:
            self.fail_last()
        else:
            self._list.append(Stage(trouble.stage, Outcome.FAIL, 0, trouble.detail))
