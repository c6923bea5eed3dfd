"""Failures of the simulated AWS, by operation, region and key.

    faults = Faults([Fault("sesv2.GetAccount", Throttled(), times=1), Fault("iam.*", Stalled(3.0))])

What AWS reports truthfully, such as a deactivated key or a paused account, is not a fault: set it in `bot.lab.world`.
"""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """Answers with this error, in the protocol of the service."""

    code: str
    message: str = "Refused by the lab."
    status: int = 400


@dataclass(frozen=True)
class Throttled:
    """Answers "too many requests": 429 from SESv2, 400 Throttling from the query services."""


@dataclass(frozen=True)
class ServerError:
    """Answers 500 or 503 in the service's own form."""

    status: int = 500


@dataclass(frozen=True)
class HtmlError:
    """Answers as a proxy or load balancer in front of AWS would, in HTML."""

    status: int = 502


@dataclass(frozen=True)
class Stalled:
    """Waits, then answers normally."""

    seconds: float


@dataclass(frozen=True)
class EmptyBody:
    """Answers 200 with an empty body."""


@dataclass(frozen=True)
class Truncated:
    """Answers 200 with the first half of the body, and a Content-Length that matches the half."""


@dataclass(frozen=True)
class Dropped:
    """Ends the connection in the middle of the body. reset: by RST, else by closing it.

    botocore does not notice that a connection was closed: it parses the half that arrived, as for `Truncated`.
    """

    reset: bool = False


@dataclass(frozen=True)
class WrongContentType:
    """Answers normally, but under this content type."""

    content_type: str = "text/html"


@dataclass(frozen=True)
class Altered:
    """Answers normally, but with members removed or set. Paths have dots: `SendQuota.MaxSendRate`, `EmailIdentities.0`.

    Values are not checked against the model, so that unknown members and unknown enum values can be simulated.
    """

    remove: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    def apply(self, answer: dict[str, object]) -> None:
        """Changes `answer` in place. A path to remove that does not exist is ignored."""
        for path in self.remove:
            _unset(answer, path.split("."))
        for path, value in self.values.items():
            _set(answer, path.split("."), value)


@dataclass(frozen=True)
class RepeatedPage:
    """Answers every request for a list with its first page and a mark for another one."""


Effect = (
    Refused
    | Throttled
    | ServerError
    | HtmlError
    | Stalled
    | EmptyBody
    | Truncated
    | Dropped
    | WrongContentType
    | Altered
    | RepeatedPage
)


@dataclass
class Fault:
    """One failure. operation: a pattern over `service.Operation`: "sesv2.GetAccount", "iam.*", "*".

    region, access_key_id: None for any. times: how many more requests it affects; None for all.
    """

    operation: str
    effect: Effect
    region: str | None = None
    access_key_id: str | None = None
    times: int | None = None

    def concerns(self, operation: str, region: str, access_key_id: str | None) -> bool:
        """Returns True where this fault is still active and affects such a request."""
        return (
            self.times != 0
            and fnmatch.fnmatchcase(operation, self.operation)
            and self.region in {None, region}
            and self.access_key_id in {None, access_key_id}
        )


@dataclass
class Faults:
    """All current failures. They may be changed while the server runs.

    latency_seconds: added to every answer. clock_offset_seconds: how far AWS's clock is ahead. AWS dates its answers
    and checks the age of signatures by it, so +600 makes the client's clock look ten minutes slow.
    """

    rules: list[Fault] = field(default_factory=list)
    latency_seconds: float = 0.0
    clock_offset_seconds: float = 0.0

    def take(self, operation: str, region: str, access_key_id: str | None) -> list[Effect]:
        """Returns the effects on this request, in the order of the rules, and counts down their `times`."""
        live = [rule for rule in self.rules if rule.concerns(operation, region, access_key_id)]
        for rule in live:
            if rule.times is not None:
                rule.times -= 1
        return [rule.effect for rule in live]


def _set(place: object, path: list[str], value: object) -> None:
    for step in path[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else _item(place, step)
    if isinstance(place, dict):
        place[path[-1]] = value
    elif isinstance(place, list):
        place[int(path[-1])] = value


def _unset(place: object, path: list[str]) -> None:
    for step in path[:-1]:
        place = place.get(step) if isinstance(place, dict) else _item(place, step)
    if isinstance(place, dict):
        place.pop(path[-1], None)
    elif isinstance(place, list) and int(path[-1]) < len(place):
        del place[int(path[-1])]


def _item(place: object, step: str) -> object:
    return place[int(step)] if isinstance(place, list) and int(step) < len(place) else None
