"""Errors in AWS's words. The same problem has another code, and sometimes another status, in each protocol.

Errors of single operations (NoSuchEntity, NotFoundException) are in the modules of those operations.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Protocol = Literal["query", "rest-json", "json"]


@dataclass(frozen=True)
class Refusal:
    """An error answer: AWS's code, a message and the HTTP status."""

    code: str
    message: str
    status: int = 400


class Problem(Enum):
    """The errors that every service has. Values: code and status in the query protocol, then in rest-json."""

    UNKNOWN_KEY = ("InvalidClientTokenId", 403, "UnrecognizedClientException", 403)
    WRONG_SIGNATURE = ("SignatureDoesNotMatch", 403, "InvalidSignatureException", 403)
    EXPIRED_TOKEN = ("ExpiredToken", 403, "ExpiredTokenException", 403)
    UNSIGNED = ("MissingAuthenticationToken", 403, "MissingAuthenticationTokenException", 403)
    INCOMPLETE_SIGNATURE = ("IncompleteSignature", 400, "IncompleteSignatureException", 403)
    ACCESS_DENIED = ("AccessDenied", 403, "AccessDeniedException", 403)
    NOT_SUBSCRIBED = ("OptInRequired", 403, "SubscriptionRequired", 403)
    THROTTLED = ("Throttling", 400, "TooManyRequestsException", 429)
    UNKNOWN_OPERATION = ("InvalidAction", 400, "UnknownOperationException", 404)
    INVALID_INPUT = ("ValidationError", 400, "BadRequestException", 400)
    INTERNAL = ("InternalFailure", 500, "InternalServiceErrorException", 500)


# The JSON services (SSM, Secrets Manager) use rest-json's codes, except these, and answer every client error with 400.
_JSON_CODES = {
    Problem.THROTTLED: "ThrottlingException",
    Problem.INVALID_INPUT: "ValidationException",
    Problem.INTERNAL: "InternalServerError",
}


def refuse(problem: Problem, protocol: Protocol, message: str) -> Refusal:
    """Returns the error for a problem in a protocol."""
    query_code, query_status, rest_code, rest_status = problem.value
    if protocol == "query":
        return Refusal(query_code, message, query_status)
    if protocol == "rest-json":
        return Refusal(rest_code, message, rest_status)
    return Refusal(_JSON_CODES.get(problem, rest_code), message, 500 if rest_status >= 500 else 400)
