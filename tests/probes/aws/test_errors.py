import pytest
from botocore import exceptions as errors
from botocore.exceptions import ClientError

from bot.core.evidence.aws import FailureKind
from bot.probes.aws.errors import classify_botocore_error, classify_client_error


def client_error(code: str, status: int = 400, message: str = "") -> ClientError:
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "GetAccount")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        # (v1, STS, IAM), then the same cause in SESv2
        ("InvalidClientTokenId", FailureKind.INVALID_KEY),
        ("UnrecognizedClientException", FailureKind.INVALID_KEY),
        ("SignatureDoesNotMatch", FailureKind.BAD_SIGNATURE),
        ("InvalidSignatureException", FailureKind.BAD_SIGNATURE),
        ("RequestExpired", FailureKind.CLOCK_SKEW),
        ("ExpiredToken", FailureKind.EXPIRED_TOKEN),
        ("ExpiredTokenException", FailureKind.EXPIRED_TOKEN),
        ("IncompleteSignature", FailureKind.MALFORMED_KEY),
        ("IncompleteSignatureException", FailureKind.MALFORMED_KEY),
        ("MissingAuthenticationToken", FailureKind.MALFORMED_KEY),
        ("MissingAuthenticationTokenException", FailureKind.MALFORMED_KEY),
        ("AccessDenied", FailureKind.DENIED),
        ("AccessDeniedException", FailureKind.DENIED),
        ("OptInRequired", FailureKind.NOT_SUBSCRIBED),
        ("SubscriptionRequiredException", FailureKind.NOT_SUBSCRIBED),
        ("Throttling", FailureKind.THROTTLED),
        ("ThrottlingException", FailureKind.THROTTLED),
        ("TooManyRequestsException", FailureKind.THROTTLED),
        ("LimitExceededException", FailureKind.THROTTLED),
        ("NotFoundException", FailureKind.NOT_FOUND),
        ("NoSuchEntity", FailureKind.NOT_FOUND),
        ("ParameterNotFound", FailureKind.NOT_FOUND),
        ("ResourceNotFoundException", FailureKind.NOT_FOUND),
        ("BadRequestException", FailureKind.OTHER),
        ("404", FailureKind.NOT_AWS),
        ("502", FailureKind.NOT_AWS),
        ("", FailureKind.NOT_AWS),
    ],
)
def test_codes_of_both_protocols(code: str, kind: FailureKind) -> None:
    assert classify_client_error(client_error(code))[0] is kind


@pytest.mark.parametrize("code", ["SignatureDoesNotMatch", "InvalidSignatureException"])
@pytest.mark.parametrize(
    "message",
    [
        "Signature expired: 20261121T020000Z is now earlier than 20261121T024500Z",
        "Signature not yet current: 20261121T040000Z is still later than 20261121T031500Z",
    ],
)
def test_a_signature_that_is_too_old_or_too_young_is_a_matter_of_clocks(code: str, message: str) -> None:
    assert classify_client_error(client_error(code, 403, message))[0] is FailureKind.CLOCK_SKEW


@pytest.mark.parametrize(("status", "kind"), [(500, FailureKind.UNAVAILABLE), (503, FailureKind.UNAVAILABLE)])
def test_an_unknown_code_of_the_servers_own_is_its_unavailability(status: int, kind: FailureKind) -> None:
    assert classify_client_error(client_error("InternalFailure", status))[0] is kind


def test_an_error_without_anything_does_not_raise() -> None:
    assert classify_client_error(ClientError({}, "GetAccount")) == (FailureKind.NOT_AWS, "", "", 0)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.ConnectTimeoutError(endpoint_url="x"), FailureKind.TIMEOUT),
        (errors.ReadTimeoutError(endpoint_url="x"), FailureKind.TIMEOUT),
        (errors.SSLError(endpoint_url="x", error="e"), FailureKind.TLS),
        (errors.EndpointConnectionError(endpoint_url="x", error="refused"), FailureKind.UNREACHABLE),
        (errors.EndpointConnectionError(endpoint_url="x", error="Failed to resolve 'x'"), FailureKind.DNS),
        (errors.ProxyConnectionError(proxy_url="x", error="e"), FailureKind.UNREACHABLE),
        (errors.ConnectionClosedError(endpoint_url="x"), FailureKind.UNREACHABLE),
        (errors.NoCredentialsError(), FailureKind.NO_CREDENTIALS),
        (errors.PartialCredentialsError(provider="x", cred_var="y"), FailureKind.NO_CREDENTIALS),
        (errors.ProfileNotFound(profile="x"), FailureKind.NO_CREDENTIALS),
        (errors.CredentialRetrievalError(provider="x", error_msg="e"), FailureKind.NO_CREDENTIALS),
        (errors.TokenRetrievalError(provider="x", error_msg="e"), FailureKind.NO_CREDENTIALS),
        (errors.SSOTokenLoadError(error_msg="e"), FailureKind.NO_CREDENTIALS),
        (errors.NoRegionError(), FailureKind.NO_CREDENTIALS),
        (errors.ParamValidationError(report="x"), FailureKind.OTHER),
    ],
)
def test_what_never_reached_aws(error: errors.BotoCoreError, kind: FailureKind) -> None:
    assert classify_botocore_error(error) is kind
