"""STS: whose key signed, which account a key id belongs to, and temporary keys of roles."""

from collections.abc import Mapping
from datetime import timedelta

from bot.lab.aws.access.authorisation import access_denied, decide
from bot.lab.aws.access.callers import Caller, layers_of, principal_context, role_caller
from bot.lab.aws.access.policy import Question, parse_policy
from bot.lab.aws.operation import Answer, ApiRequest, Operation
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Account, Role, TemporaryKey

_ACTION = "sts:AssumeRole"


def _get_caller_identity(request: ApiRequest) -> Answer:
    return {"UserId": request.caller.id, "Account": request.account.id, "Arn": request.caller.arn}


def _get_access_key_info(request: ApiRequest) -> Answer:
    account = request.world.account_of_key(request.params["AccessKeyId"])
    if account is None:
        return Refusal("ValidationError", "The access key ID does not exist.")
    return {"Account": account.id}


def _assume_role(request: ApiRequest) -> Answer:
    arn: str = request.params["RoleArn"]
    found = _role(request, arn)
    if found is None:
        return access_denied("query", request.caller.arn, _ACTION, arn, "")
    account, role = found
    if (reason := _refusal_reason(request, account, role, arn)) is not None:
        return access_denied("query", request.caller.arn, _ACTION, arn, reason)
    seconds = request.params.get("DurationSeconds", min(3600, role.max_session_seconds))
    if not 900 <= seconds <= role.max_session_seconds:
        message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        return Refusal("ValidationError", message)
    key = _new_key(request, account, role, seconds)
    if key is None:
        return Refusal("MalformedPolicyDocument", "The session policy is not valid.")
    request.world.temporary_keys[key.id] = key
    session = role_caller(request.world, account, role, key)
    return {
        "Credentials": {
            "AccessKeyId": key.id,
            "SecretAccessKey": key.secret,
            "SessionToken": key.token,
            "Expiration": key.expires,
        },
        "AssumedRoleUser": {"AssumedRoleId": session.id, "Arn": session.arn},
        "PackedPolicySize": 6,
    }


def _role(request: ApiRequest, arn: str) -> tuple[Account, Role] | None:
    for account in request.world.accounts.values():
        for role in account.roles.values():
            if request.world.role_arn(account, role) == arn:
                return account, role
    return None


def _refusal_reason(request: ApiRequest, account: Account, role: Role, arn: str) -> str | None:
    """Returns the end of AWS's message where the caller may not assume the role, else None.

    It is "" for the trust policy, because AWS does not name that one.
    """
    caller = request.caller
    if role.external_id is not None and request.params.get("ExternalId") != role.external_id:
        return ""
    named = bool({caller.arn, _principal_arn(request, caller)} & set(role.trusted))
    root = f"arn:{request.world.partition}:iam::{caller.account.id}:root"
    if not named and not {caller.account.id, root} & set(role.trusted):
        return ""
    external = request.params.get("ExternalId")
    context = principal_context(request.world, caller) | ({"sts:externalid": (external,)} if external else {})
    decision = decide(layers_of(caller), Question(_ACTION, arn, context, caller.arn))
    # Within an account, a trust policy that names the principal is enough permission, unless a policy denies it.
    enough = named and caller.account is account and decision.effect == "implicitDeny"
    return None if decision.effect == "allowed" or enough else decision.reason


def _principal_arn(request: ApiRequest, caller: Caller) -> str:
    return request.world.role_arn(caller.account, caller.role) if caller.role else caller.arn


def _new_key(request: ApiRequest, account: Account, role: Role, seconds: int) -> TemporaryKey | None:
    number = len(request.world.temporary_keys) + 1
    policy = None
    if "Policy" in request.params:
        try:
            policy = parse_policy("session", request.params["Policy"])
        except ValueError:
            return None
    return TemporaryKey(
        id=f"ASIA{number:09d}EXAMPLE",
        secret=f"made-up/session/secret/{number:010d}EXAMPLE",
        token=f"made-up-session-token-{number:06d}-EXAMPLE",
        expires=request.now.replace(microsecond=0) + timedelta(seconds=seconds),
        account_id=account.id,
        role=role.name,
        session_name=request.params["RoleSessionName"],
        session_policy=policy,
    )


OPERATIONS: Mapping[str, Operation] = {
    "GetCallerIdentity": Operation(_get_caller_identity, None),
    "GetAccessKeyInfo": Operation(_get_access_key_info),
    # The role's trust policy and the caller's policies decide together, so `_assume_role` evaluates both itself.
    "AssumeRole": Operation(_assume_role, None),
}
