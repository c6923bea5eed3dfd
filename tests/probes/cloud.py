"""The simulated AWS, and the probes that ask it as a run of a target does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.core.context import Context
from bot.core.evidence.aws import Account as SesAccount
from bot.core.evidence.aws import Failure
from bot.core.redact import Redactor
from bot.core.target import Inspect, Keys, Reference, RefKind, Target
from bot.lab.aws import AwsServer, Fault
from bot.lab.aws.faults import Effect
from bot.lab.world import ACCOUNT_ID, REGION, Account, RegionState
from bot.probes.aws.gateway import Gateway
from bot.probes.probes import Probes, context_for
from bot.probes.secrets import RoleCache


def env(name: str) -> Reference:
    """Returns a reference to an environment variable."""
    return Reference(RefKind.ENV, name)


INSPECT = Keys(env("TEST_READER_ID"), env("TEST_READER_SECRET"))
APP = Keys(env("TEST_APP_ID"), env("TEST_APP_SECRET"))


@dataclass
class Cloud:
    """A running simulated AWS, a target that uses it, and its probes. `context` starts a new run."""

    server: AwsServer
    gateway: Gateway
    target: Target
    roles: RoleCache
    set_env: Callable[[str, str], None]

    @property
    def account(self) -> Account:
        """The account of the healthy world."""
        return self.server.world.accounts[ACCOUNT_ID]

    @property
    def region(self) -> RegionState:
        """The account's state in the target's region."""
        return self.account.regions[REGION]

    def add_fault(self, operation: str, effect: Effect, **narrowed: Any) -> None:
        """Adds a fault for an operation. narrowed: further fields of the fault."""
        self.server.faults.rules.append(Fault(operation, effect, **narrowed))

    def change(self, **changes: Any) -> None:
        """Replaces settings of the target."""
        self.target = replace(self.target, **changes)

    def context(self, redactor: Redactor | None = None) -> Context[Probes]:
        """Returns the context of a new run."""
        return context_for(self.target, self.gateway, self.roles, redactor or Redactor())

    def call_count(self, operation: str) -> int:
        """Returns how often an operation was called."""
        return sum(call.operation == operation for call in self.server.calls)


def target_at(url: str) -> Target:
    """Returns the target `prod` with an inspector and an application, both with made-up references."""
    return Target("prod", REGION, "noreply@example.com", endpoint_url=url, inspect=Inspect(keys=INSPECT), app=APP)


async def account(cloud: Cloud) -> SesAccount | Failure:
    """Returns SES's account in the target's region, asked in a new run."""
    return await cloud.context().probes.aws.account(REGION)


async def account_failure(cloud: Cloud) -> Failure:
    """Returns the failure of the same question; fails the test where there is an answer."""
    answer = await account(cloud)
    assert isinstance(answer, Failure), answer
    return answer
