"""What a call that sends mail needs: the IAM action, and the API version that a policy may ask for.

SES developer guide, "Controlling access to Amazon SES": SMTP uses version 2 of ses:SendRawEmail; the values of the
condition key ses:ApiVersion are "1" and "2". The v2 call SendEmail needs ses:SendRawEmail where its content is raw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Call:
    """One way to hand a message to SES. api_version: the value of the condition key ses:ApiVersion."""

    action: str
    api_version: str


SMTP = Call("ses:SendRawEmail", "2")
# Keys: the values that `sends` may have in the targets file.
API: Mapping[str, Call] = MappingProxyType(
    {
        "v2-simple": Call("ses:SendEmail", "2"),
        "v2-raw": Call("ses:SendRawEmail", "2"),
        "v1-simple": Call("ses:SendEmail", "1"),
        "v1-raw": Call("ses:SendRawEmail", "1"),
    }
)


def calls_of(way: str, sends: str) -> tuple[Call, ...]:
    """The calls that a way of sending may make. way: "smtp" or "app". sends: a name in API, "" where it is not
    known.
    """
    if way == "smtp":
        return (SMTP,)
    return (API[sends],) if sends else tuple(API.values())


def actions_of(way: str, sends: str) -> tuple[str, ...]:
    """The IAM actions of these calls, each once."""
    return tuple(dict.fromkeys(call.action for call in calls_of(way, sends)))


def api_version_of(way: str, sends: str) -> str:
    """The API version of these calls, "" where they differ."""
    versions = {call.api_version for call in calls_of(way, sends)}
    return versions.pop() if len(versions) == 1 else ""
