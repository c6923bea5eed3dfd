"""The condition keys of the simulated request, as far as they are known before a real one is made.

Where a policy asks for a key that the simulator is not given, it decides as if the real request lacked it too: an SCP "deny
outside these regions" would then deny everything.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.checks.aws._permissions.principal import Principal
from bot.core.target import Target

# A request signed with a user's long-lived key never carries these, so the simulator's answer without them is right.
_NEVER_WITH_A_USERS_KEY = frozenset(
    {"aws:multifactorauthpresent", "aws:multifactorauthage", "aws:tokenissuetime", "aws:federatedprovider"}
)


def context_of(target: Target, principal: Principal, api_version: str) -> dict[str, str]:
    """Condition keys and their values. api_version: "" where it is not known."""
    values = {
        "aws:CurrentTime": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "aws:PrincipalAccount": principal.account,
        "aws:PrincipalArn": principal.arn,
        "aws:RequestedRegion": target.region,
        "aws:SecureTransport": "true",
        "aws:ViaAWSService": "false",
        "ses:FeedbackAddress": target.sender,
        "ses:FromAddress": target.sender,
    }
    if principal.kind == "user":
        values["aws:PrincipalType"] = "User"
        values["aws:username"] = principal.name
    else:
        values["aws:PrincipalType"] = "AssumedRole"
    if api_version:
        values["ses:ApiVersion"] = api_version
    return values


def unknown_keys(missing: tuple[str, ...], principal: Principal) -> tuple[str, ...]:
    """Those of the missing keys that a real request may carry."""
    if principal.kind != "user":
        return missing
    return tuple(key for key in missing if key.lower() not in _NEVER_WITH_A_USERS_KEY)
