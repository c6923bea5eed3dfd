"""What an operation of the fake AWS is: a function from what was asked to an answer, and what it is asked about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.lab.aws.access.callers import Caller
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Account, RegionState, World

Answer = dict[str, Any] | Refusal
"""The members of the output, by their names in the model, or an error."""


@dataclass(frozen=True)
class Asked:
    """An authenticated request. `now` is the pretended clock's."""

    world: World
    caller: Caller
    region: str
    params: dict[str, Any]
    now: datetime

    @property
    def account(self) -> Account:
        """The caller's account."""
        return self.caller.account

    @property
    def state(self) -> RegionState:
        """What the account holds in the region of the request."""
        return self.account.regions.get(self.region) or RegionState.sandboxed()


@dataclass(frozen=True)
class Resource:
    """What an operation touches: the ARN that policies speak of, and the name that a refusal shows for it."""

    arn: str
    shown: str


EVERYTHING = Resource("*", "*")


def everything(_asked: Asked) -> Resource:
    """The resource of an operation that cannot be limited to one."""
    return EVERYTHING


@dataclass(frozen=True)
class Operation:
    """How an operation is answered. `resource` None: it needs no permission, and no policy can deny it."""

    answer: Callable[[Asked], Answer]
    resource: Callable[[Asked], Resource] | None = everything
