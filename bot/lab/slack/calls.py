"""One call of the Web API: its arguments, what it may touch, and the table entry that a method makes of itself."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.rates import UNLIMITED, Rate
from bot.lab.slack.triggers import Triggers
from bot.lab.slack.workspace import JsonObject, Workspace


@dataclass(frozen=True)
class Ground:
    """What methods work on. `base_url` is the lab's own address; `socket_url` makes an address for Socket Mode."""

    workspace: Workspace
    triggers: Triggers
    base_url: Callable[[], str]
    socket_url: Callable[[], str]


@dataclass(frozen=True)
class Call:
    """The arguments of a call, whether they came as a form, a query or JSON."""

    ground: Ground
    params: JsonObject

    @property
    def workspace(self) -> Workspace:
        return self.ground.workspace

    def text(self, name: str) -> str:
        """An argument as text; "" where it is absent."""
        value = self.params.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A boolean argument: JSON's own, or a form's "1" and "true"."""
        return self.text(name).lower() in ("1", "true")

    def parsed(self, name: str) -> Any:
        """A structured argument, which a form carries as JSON text; None where it is absent or no JSON."""
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
    """A method of the Web API. One of `scopes` suffices; `caller` is whose token Slack takes for it."""

    run: Callable[[Call], Answer]
    scopes: Collection[str] = ()
    caller: Literal["bot", "app", "anyone"] = "bot"
    rate: Rate = UNLIMITED
