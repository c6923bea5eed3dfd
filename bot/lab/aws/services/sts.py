"""STS: who signs, whose key an id is, and roles to take on."""

from collections.abc import Mapping
from datetime import timedelta

from bot.lab.aws.access.authorisation import decide, denied
from bot.lab.aws.access.callers import Caller, layers_of, principal_context, role_caller
from bot.lab.aws.access.policy import Question, parse_policy
from bot.lab.aws.operation import Answer, Asked, Operation
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Account, Role, TemporaryKey

_ACTION = "sts:AssumeRole"


def _get_caller_identity(asked: Asked) -> Answer:
    return {"UserId": asked.caller.id, "Account": asked.account.id, "Arn": asked.caller.arn}


def _get_access_key_info(asked: Asked) -> Answer:
    account = asked.world.account_of_key(asked.params["AccessKeyId"])
    if account is None:
        return Refusal("ValidationError", "The access key ID does not exist.")
    return {"Account": account.id}


def _assume_role(asked: Asked) -> Answer:
    arn: str = asked.params["RoleArn"]
    found = _role(asked, arn)
    if found is None:
        return denied("query", asked.caller.arn, _ACTION, arn, "")
    account, role = found
    if (reason := _refusal_reason(asked, account, role, arn)) is not None:
        return denied("query", asked.caller.arn, _ACTION, arn, reason)
    seconds = asked.params.get("DurationSeconds", min(3600, role.max_session_seconds))
    if not 900 <= seconds <= role.max_session_seconds:
        message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        return Refusal("ValidationError", message)
    key = _new_key(asked, account, role, seconds)
    if key is None:
        return Refusal("MalformedPolicyDocument", "The session policy is not valid.")
    asked.world.temporary_keys[key.id] = key
    session = role_caller(asked.world, account, role, key)
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


def _role(asked: Asked, arn: str) -> tuple[Account, Role] | None:
    for account in asked.world.accounts.values():
        for role in account.roles.values():
            if asked.world.role_arn(account, role) == arn:
                return account, role
    return None


def _refusal_reason(asked: Asked, account: Account, role: Role, arn: str) -> str | None:
    """Why the caller may not take on the role: "" where AWS does not say (the trust policy); None when it may."""
    caller = asked.caller
    if role.external_id is not None and asked.params.get("ExternalId") != role.external_id:
        return ""
    named = bool({caller.arn, _principal_arn(asked, caller)} & set(role.trusted))
    root = f"arn:{asked.world.partition}:iam::{caller.account.id}:root"
    if not named and not {caller.account.id, root} & set(role.trusted):
        return ""
    external = asked.params.get("ExternalId")
    context = principal_context(asked.world, caller) | ({"sts:externalid": (external,)} if external else {})
    decision = decide(layers_of(caller), Question(_ACTION, arn, context, caller.arn))
    # Within an account, a trust policy that names the principal is permission enough; a Deny still wins.
    enough = named and caller.account is account and decision.effect == "implicitDeny"
    return None if decision.effect == "allowed" or enough else decision.reason


def _principal_arn(asked: Asked, caller: Caller) -> str:
    return asked.world.role_arn(caller.account, caller.role) if caller.role else caller.arn


def _new_key(asked: Asked, account: Account, role: Role, seconds: int) -> TemporaryKey | None:
    number = len(asked.world.temporary_keys) + 1
    policy = None
    if "Policy" in asked.params:
        try:
            policy = parse_policy("session", asked.params["Policy"])
        except ValueError:
            return None
    return TemporaryKey(
        id=f"ASIA{number:09d}EXAMPLE",
        secret=f"made-up/session/secret/{number:010d}EXAMPLE",
        token=f"made-up-session-token-{number:06d}-EXAMPLE",
        expires=asked.now.replace(microsecond=0) + timedelta(seconds=seconds),
        account_id=account.id,
        role=role.name,
        session_name=asked.params["RoleSessionName"],
        session_policy=policy,
    )


OPERATIONS: Mapping[str, Operation] = {
    "GetCallerIdentity": Operation(_get_caller_identity, None),
    "GetAccessKeyInfo": Operation(_get_access_key_info),
    # The role's trust policy decides together with the caller's own policies, so the answer itself asks them.
    "AssumeRole": Operation(_assume_role, None),
}
