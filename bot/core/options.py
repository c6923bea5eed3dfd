"""What one run is asked for beside its target."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

# The mailbox simulator: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
SIMULATOR = "simulator.amazonses.com"


class Simulation(StrEnum):
    """What the simulator does with a mail; the local part of the address that it is sent to."""

    SUCCESS = "success"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    OOTO = "ooto"
    SUPPRESSIONLIST = "suppressionlist"


SIMULATIONS = tuple(Simulation)

# Returns True to the first caller of a run, also across restarts, and False to every later one.
Claim = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for beside its target.

    recipient: an address whose delivery is in question, "" for none. simulate: one of SIMULATIONS to be sent, "" for
    none. probing: the run is a probe: it has no inspector, and tries every port of the endpoint.
    """

    recipient: str = ""
    simulate: str = ""
    probing: bool = False


def is_probing(options: Options) -> bool:
    """For checks that only a probe asks."""
    return options.probing


async def never() -> bool:
    """The claim of a run that may not send: always False."""
    return False
