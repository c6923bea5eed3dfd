"""A fake AWS at one HTTP address: SES (both APIs), IAM, STS, and the two stores of secrets, for the lab.

Requests are read and answers written from botocore's own service models; signatures are verified and policies
evaluated, so that a wrong secret, a deactivated key or a missing permission fails here as it does at AWS.
It writes nothing and sends nothing. The state that it answers from is `bot.lab.world`.
"""

from bot.lab.aws.calls import Call
from bot.lab.aws.faults import (
    Altered,
    Dropped,
    EmptyBody,
    Fault,
    Faults,
    HtmlError,
    Refused,
    RepeatedPage,
    ServerError,
    Stalled,
    Throttled,
    Truncated,
    WrongContentType,
)
from bot.lab.aws.server import AwsServer

__all__ = [
    "Altered",
    "AwsServer",
    "Call",
    "Dropped",
    "EmptyBody",
    "Fault",
    "Faults",
    "HtmlError",
    "Refused",
    "RepeatedPage",
    "ServerError",
    "Stalled",
    "Throttled",
    "Truncated",
    "WrongContentType",
]
