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

# True to the first who asks for this run, whatever restarts in between; False to everybody after.
Claim = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Options:
    """recipient: an address whose delivery is in question, "" for none. simulate: one of SIMULATIONS to be sent, or "".

    probing: asked from the application's own place: without the inspector, and every port of the endpoint is tried.
    """

    recipient: str = ""
    simulate: str = ""
    probing: bool = False


async def never() -> bool:
    """The claim of a run that may not send."""
    return False
