"""The fake AWS, and the probes that look at it as a target's run does."""

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
    """A reference to an environment variable."""
    return Reference(RefKind.ENV, name)


INSPECT = Keys(env("TEST_READER_ID"), env("TEST_READER_SECRET"))
APP = Keys(env("TEST_APP_ID"), env("TEST_APP_SECRET"))


@dataclass
class Cloud:
    """A running fake AWS, a target that asks it, and its probes. `look` gives the probes of a new run."""

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
        """Its state in the target's region."""
        return self.account.regions[REGION]

    def spoil(self, operation: str, effect: Effect, **narrowed: Any) -> None:
        """Let an operation go wrong."""
        self.server.faults.rules.append(Fault(operation, effect, **narrowed))

    def change(self, **changes: Any) -> None:
        """Replace settings of the target."""
        self.target = replace(self.target, **changes)

    def context(self, redactor: Redactor | None = None) -> Context[Probes]:
        """A new run."""
        return context_for(self.target, self.gateway, self.roles, redactor or Redactor())

    def asked(self, operation: str) -> int:
        """How often an operation was called."""
        return sum(call.operation == operation for call in self.server.calls)


def target_at(url: str) -> Target:
    """prod, with an inspector and an application, all by made-up references."""
    return Target("prod", REGION, "noreply@example.com", endpoint_url=url, inspect=Inspect(keys=INSPECT), app=APP)


async def account(cloud: Cloud) -> SesAccount | Failure:
    """SES's account in the target's region, as a new run sees it."""
    return await cloud.context().probes.aws.account(REGION)


async def failed(cloud: Cloud) -> Failure:
    """The same look where it must fail."""
    answer = await account(cloud)
    assert isinstance(answer, Failure), answer
    return answer
