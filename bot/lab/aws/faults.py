"""What the fake AWS can be told to do wrong, per operation, region and key.

    faults = Faults([Fault("sesv2.GetAccount", Throttled(), times=1), Fault("iam.*", Stalled(3.0))])

Not here: what AWS itself would report truthfully (a deactivated key, a paused account): that is the world's state.
"""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """An error answer with any code, in the protocol of the service that is asked."""

    code: str
    message: str = "Refused by the lab."
    status: int = 400


@dataclass(frozen=True)
class Throttled:
    """The service's own "too many requests": 429 from SESv2, 400 Throttling from the query services."""


@dataclass(frozen=True)
class ServerError:
    """A 500 or 503 of the service's own."""

    status: int = 500


@dataclass(frozen=True)
class HtmlError:
    """What a proxy or a balancer answers in AWS's place."""

    status: int = 502


@dataclass(frozen=True)
class Stalled:
    """Wait, then answer as if nothing were."""

    seconds: float


@dataclass(frozen=True)
class EmptyBody:
    """200 with nothing in it."""


@dataclass(frozen=True)
class Truncated:
    """200 with the first half of the answer, and a Content-Length that agrees with it."""


@dataclass(frozen=True)
class Dropped:
    """The connection ends in the middle of the answer's body: closed, or with `reset` torn down (RST).

    Of a closed one botocore says nothing: it parses the half that came, as for `Truncated`.
    """

    reset: bool = False


@dataclass(frozen=True)
class WrongContentType:
    """The true answer under another content type."""

    content_type: str = "text/html"


@dataclass(frozen=True)
class Altered:
    """The true answer with members taken out or set. Paths are dotted: `SendQuota.MaxSendRate`, `EmailIdentities.0`.

    Nothing is checked against the model: this is how unknown members and unknown enum values are made.
    """

    remove: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    def apply(self, answer: dict[str, object]) -> None:
        """Change `answer` in place; a path to remove that leads nowhere is passed over."""
        for path in self.remove:
            _unset(answer, path.split("."))
        for path, value in self.values.items():
            _set(answer, path.split("."), value)


@dataclass(frozen=True)
class RepeatedPage:
    """Every page of a list says that there is another one, and it is always the first."""


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
Replacing = Refused | Throttled | ServerError | HtmlError | EmptyBody


@dataclass
class Fault:
    """One thing that goes wrong. `operation` is a pattern over `service.Operation`: "sesv2.GetAccount", "iam.*", "*".

    `region` and `access_key_id` narrow it. `times`: how many requests it still spoils; None is all of them.
    """

    operation: str
    effect: Effect
    region: str | None = None
    access_key_id: str | None = None
    times: int | None = None

    def concerns(self, operation: str, region: str, access_key_id: str | None) -> bool:
        """Whether this fault is live and meant for such a request."""
        return (
            self.times != 0
            and fnmatch.fnmatchcase(operation, self.operation)
            and self.region in {None, region}
            and self.access_key_id in {None, access_key_id}
        )


@dataclass
class Faults:
    """Everything that is wrong just now; may be changed while the server runs.

    `latency_seconds` is added to every answer. `clock_offset_seconds` moves the clock by which AWS dates its answers
    and judges the age of signatures: +600 makes the caller's clock look ten minutes late.
    """

    rules: list[Fault] = field(default_factory=list)
    latency_seconds: float = 0.0
    clock_offset_seconds: float = 0.0

    def take(self, operation: str, region: str, access_key_id: str | None) -> list[Effect]:
        """The effects on this request, in the order of the rules; counts them down."""
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
