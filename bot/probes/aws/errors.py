"""Maps AWS's error codes to FailureKind, for both protocols: query (SES v1, STS, IAM) and rest-json (SES v2).

Codes: botocore's models and https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html. An error is
classified by its code, then by its message, never by its exception class.
"""

from __future__ import annotations

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    ProxyConnectionError,
    ReadTimeoutError,
    SSLError,
    SSOError,
    TokenRetrievalError,
)

from bot.core.evidence.aws import FailureKind

_CODES: dict[str, FailureKind] = {
    "InvalidClientTokenId": FailureKind.INVALID_KEY,
    "UnrecognizedClient": FailureKind.INVALID_KEY,
    "InvalidAccessKeyId": FailureKind.INVALID_KEY,
    "AuthFailure": FailureKind.INVALID_KEY,
    "SignatureDoesNotMatch": FailureKind.BAD_SIGNATURE,
    "InvalidSignature": FailureKind.BAD_SIGNATURE,
    "RequestExpired": FailureKind.CLOCK_SKEW,
    "RequestTimeTooSkewed": FailureKind.CLOCK_SKEW,
    "ExpiredToken": FailureKind.EXPIRED_TOKEN,
    "IncompleteSignature": FailureKind.MALFORMED_KEY,
    "MissingAuthenticationToken": FailureKind.MALFORMED_KEY,
    "AccessDenied": FailureKind.DENIED,
    "UnauthorizedOperation": FailureKind.DENIED,
    "NotAuthorized": FailureKind.DENIED,
    "OptInRequired": FailureKind.NOT_SUBSCRIBED,
    "SubscriptionRequired": FailureKind.NOT_SUBSCRIBED,
    "NotFound": FailureKind.NOT_FOUND,
    "NoSuchEntity": FailureKind.NOT_FOUND,
    "ParameterNotFound": FailureKind.NOT_FOUND,
    "ResourceNotFound": FailureKind.NOT_FOUND,
    "Throttling": FailureKind.THROTTLED,
    "ThrottledException": FailureKind.THROTTLED,
    "TooManyRequests": FailureKind.THROTTLED,
    "LimitExceeded": FailureKind.THROTTLED,
    "RequestLimitExceeded": FailureKind.THROTTLED,
    "RequestThrottled": FailureKind.THROTTLED,
    "SlowDown": FailureKind.THROTTLED,
}
_SKEW_WORDS = ("signature expired", "signature not yet current", "is now earlier than", "is still later than")


def classify_client_error(error: ClientError) -> tuple[FailureKind, str, str, int]:
    """Returns kind, code, message and HTTP status of an error answer, whether AWS or something else sent it."""
    body = error.response.get("Error", {})
    code, message = str(body.get("Code", "")), str(body.get("Message") or "")
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) or 0)
    return _kind(code, message, status), code, message or (f"HTTP {status}" if status else ""), status


def _kind(code: str, message: str, status: int) -> FailureKind:
    kind = _CODES.get(code) or _CODES.get(code.removesuffix("Exception"))
    if kind is FailureKind.BAD_SIGNATURE and any(words in message.lower() for words in _SKEW_WORDS):
        return FailureKind.CLOCK_SKEW
    if kind is not None:
        return kind
    # botocore uses the HTTP status as code where the body has none: a proxy, captive portal or wrong endpoint answered.
    if code.isdigit() or not code:
        return FailureKind.NOT_AWS
    return FailureKind.UNAVAILABLE if status >= 500 else FailureKind.OTHER


def classify_botocore_error(error: BotoCoreError) -> FailureKind:
    """Returns the kind of an error without an answer: the call did not reach AWS, or the answer did not arrive."""
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError):
        return FailureKind.TIMEOUT
    if isinstance(error, SSLError):
        return FailureKind.TLS
    if isinstance(error, EndpointConnectionError):
        return FailureKind.DNS if _is_name_error(error) else FailureKind.UNREACHABLE
    if isinstance(error, ProxyConnectionError | ConnectionClosedError):
        return FailureKind.UNREACHABLE
    if isinstance(
        error,
        NoCredentialsError
        | PartialCredentialsError
        | CredentialRetrievalError
        | ProfileNotFound
        | TokenRetrievalError
        | SSOError
        | NoRegionError,
    ):
        return FailureKind.NO_CREDENTIALS
    if isinstance(error, HTTPClientError) and "Invalid header value" in str(error):
        # A key id or a token with a line break: both are sent in headers.
        return FailureKind.MALFORMED_KEY
    return FailureKind.OTHER


def _is_name_error(error: EndpointConnectionError) -> bool:
    text = str(error.kwargs.get("error", ""))
    return "NameResolutionError" in text or "Failed to resolve" in text or "Name or service not known" in text
