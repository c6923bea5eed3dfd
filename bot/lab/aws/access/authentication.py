"""Finds whose request it is: checks the key, its token, the signature and its age, in AWS's order."""

import hmac
import re
from datetime import datetime, timedelta

from bot.lab.aws.access.callers import Caller, temporary_caller, user_caller
from bot.lab.aws.access.sigv4 import Authorization, canonical_request, signature, signing_time
from bot.lab.aws.models import load_model
from bot.lab.aws.refusals import Problem, Protocol, Refusal, refuse
from bot.lab.aws.routing import Inbound, Routed
from bot.lab.world import Account, World

_ALLOWED_AGE = timedelta(minutes=5)
_GLOBAL_REGION = {
    "aws": "us-east-1",
    "aws-cn": "cn-north-1",
    "aws-us-gov": "us-gov-west-1",
    "aws-eusc": "eusc-de-east-1",
}
_UNKNOWN = "The security token included in the request is invalid."
_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)


def authenticate(
    world: World, inbound: Inbound, routed: Routed, authorization: Authorization | str | None, now: datetime
) -> Caller | Refusal:
    """Returns the caller of a request, or the error. now: by the clock with which AWS checks the signature's age."""
    protocol = routed.protocol
    if authorization is None:
        return refuse(Problem.UNSIGNED, protocol, "Request is missing Authentication Token")
    if isinstance(authorization, str):
        return refuse(Problem.INCOMPLETE_SIGNATURE, protocol, authorization)
    if not {"host", "x-amz-date"} <= set(authorization.signed_headers):
        message = "Authorization header requires 'host' and 'x-amz-date' to be signed headers."
        return refuse(Problem.INCOMPLETE_SIGNATURE, protocol, message)
    signed_at = signing_time(inbound)
    if signed_at is None:
        message = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        return refuse(Problem.INCOMPLETE_SIGNATURE, protocol, message)
    known = _known_key(world, inbound, authorization)
    if known is None or not _region_is_open(world, known[0].account, routed.service, authorization.region):
        return refuse(Problem.UNKNOWN_KEY, protocol, _UNKNOWN)
    caller, secret = known
    if caller.session and caller.session.expires <= now:
        return refuse(Problem.EXPIRED_TOKEN, protocol, "The security token included in the request is expired")
    if reason := _scope_problem(routed, authorization) or _age_problem(signed_at, now):
        return refuse(Problem.WRONG_SIGNATURE, protocol, reason)
    canonical = canonical_request(inbound, authorization)
    expected = signature(secret, authorization, inbound.header("x-amz-date") or "", canonical)
    if not hmac.compare_digest(expected, authorization.signature) or not _body_is_the_signed_one(inbound, canonical):
        return refuse(Problem.WRONG_SIGNATURE, protocol, _mismatch(protocol, canonical))
    return caller


def _known_key(world: World, inbound: Inbound, authorization: Authorization) -> tuple[Caller, str] | None:
    """Returns caller and secret of an active key; None also where a token is missing or does not belong to the key."""
    token = inbound.header("x-amz-security-token")
    if token is not None and "x-amz-security-token" not in authorization.signed_headers:
        return None
    if found := world.find_key(authorization.access_key_id):
        account, user, key = found
        usable = key.status == "Active" and token is None
        return (user_caller(world, account, user), key.secret) if usable else None
    temporary = world.temporary_keys.get(authorization.access_key_id)
    if temporary is None or not hmac.compare_digest(temporary.token.encode(), (token or "").encode()):
        return None
    caller = temporary_caller(world, temporary)
    return (caller, temporary.secret) if caller else None


def _region_is_open(world: World, account: Account, service: str, region: str) -> bool:
    if region == _GLOBAL_REGION[world.partition]:
        return True
    state = account.regions.get(region)
    # IAM has one endpoint per partition and is signed for us-east-1. With this endpoint configured, SDKs sign for the
    # caller's region instead, which is no mistake of the caller.
    return state is not None and (state.enabled or service == "iam")


def _scope_problem(routed: Routed, authorization: Authorization) -> str | None:
    if routed.service != "unknown":
        service = load_model(routed.service).signing_name
        if authorization.service != service:
            return f"Credential should be scoped to correct service: '{service}'."
    return None


def _age_problem(signed_at: datetime, now: datetime) -> str | None:
    limit = f"({_stamp(now)} {{}} 5 min.)"
    if signed_at < now - _ALLOWED_AGE:
        earliest = _stamp(now - _ALLOWED_AGE)
        return f"Signature expired: {_stamp(signed_at)} is now earlier than {earliest} {limit.format('-')}"
    if signed_at > now + _ALLOWED_AGE:
        latest = _stamp(now + _ALLOWED_AGE)
        return f"Signature not yet current: {_stamp(signed_at)} is still later than {latest} {limit.format('+')}"
    return None


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _body_is_the_signed_one(inbound: Inbound, canonical: str) -> bool:
    claimed = inbound.header("x-amz-content-sha256")
    return claimed is None or not re.fullmatch(r"[0-9a-f]{64}", claimed) or canonical.endswith(claimed)


def _mismatch(protocol: Protocol, canonical: str) -> str:
    # SESv2 and the JSON services append the canonical request, with the session token. The query services do not.
    if protocol == "query":
        return _MISMATCH
    return f"{_MISMATCH}\n\nThe Canonical String for this request should have been\n'{canonical}'\n"
