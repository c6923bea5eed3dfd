"""One call of the Web API: its arguments, the state that methods work on, and the type of a method."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.rates import UNLIMITED, Rate
from bot.lab.slack.triggers import Triggers
from bot.lab.slack.workspace import JsonObject, Workspace


@dataclass(frozen=True)
class Backend:
    """The state that methods work on.

    base_url: returns the lab's address. socket_url: returns a new one for Socket Mode.
    """

    workspace: Workspace
    triggers: Triggers
    base_url: Callable[[], str]
    socket_url: Callable[[], str]


@dataclass(frozen=True)
class Call:
    """The arguments of a call, whether they came as a form, a query or JSON."""

    backend: Backend
    params: JsonObject

    @property
    def workspace(self) -> Workspace:
        return self.backend.workspace

    def text(self, name: str) -> str:
        """Returns an argument as text, "" where it is missing."""
        value = self.params.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Returns a boolean argument: true in JSON, "1" or "true" in a form."""
        return self.text(name).lower() in ("1", "true")

    def parsed(self, name: str) -> Any:
        """Returns a structured argument, which a form carries as JSON text; None where it is missing or not JSON."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return None


Answer = JsonObject | Refusal


@dataclass(frozen=True)
class Method:
    """A method of the Web API. scopes: one of them suffices. caller: whose token Slack accepts."""

    run: Callable[[Call], Answer]
    scopes: Collection[str] = ()
    caller: Literal["bot", "app", "anyone"] = "bot"
    rate: Rate = UNLIMITED
