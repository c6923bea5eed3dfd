"""A simulated AWS at one HTTP address: SES (both APIs), IAM, STS, SSM and Secrets Manager.

Requests are parsed and answers written by botocore's own service models. Signatures are verified and policies evaluated,
so a wrong secret, a deactivated key or a missing permission fails here as it does at AWS. Nothing is changed and
nothing is sent. The answers come from `bot.lab.world`; `Faults` adds failures that AWS would not report truthfully.

To simulate another operation, see bot/lab/aws/services.
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
