"""The type of an operation of the simulated AWS: a function from a request to an answer, and its resource."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.lab.aws.access.callers import Caller
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Account, RegionState, World

Answer = dict[str, Any] | Refusal
"""The members of the output by the model's names, or an error."""


@dataclass(frozen=True)
class ApiRequest:
    """An authenticated request. now: by the clock of the simulated AWS."""

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
        """The state of SES in the caller's account and the region of the request."""
        return self.account.regions.get(self.region) or RegionState.sandboxed()


@dataclass(frozen=True)
class Resource:
    """What an operation acts on. arn: as policies name it. label: as the service names it in an error message."""

    arn: str
    label: str


EVERYTHING = Resource("*", "*")


def everything(_request: ApiRequest) -> Resource:
    """Returns the resource of an operation that cannot be restricted to one."""
    return EVERYTHING


@dataclass(frozen=True)
class Operation:
    """How an operation is answered. resource: None where it needs no permission and no policy can deny it."""

    answer: Callable[[ApiRequest], Answer]
    resource: Callable[[ApiRequest], Resource] | None = everything
