import json
from typing import Any

import pytest

from bot.lab.world import (
    API_KEY_ID,
    API_SECRET,
    SMTP_KEY_ID,
    SMTP_SECRET,
    AccessKey,
    Account,
    Role,
    User,
    allow,
    deny,
)
from tests.lab.aws.clients import Lab

ROLE = "arn:aws:iam::111122223333:role/app/inspector"
MYAPP = "arn:aws:iam::111122223333:user/myapp"
KEY = (API_KEY_ID, API_SECRET)


async def test_caller_identity_needs_no_permission(lab: Lab) -> None:
    lab.user("myapp-smtp").policies = [deny("*")]
    answer = await lab.ask("sts", "GetCallerIdentity", key=(SMTP_KEY_ID, SMTP_SECRET))
    assert answer["Account"] == "111122223333"
    assert answer["Arn"] == "arn:aws:iam::111122223333:user/mail/myapp-smtp"
    assert answer["UserId"] == "AIDAMYAPPSMTP0EXAMPLE"


async def test_access_key_info(lab: Lab) -> None:
    other = Account("444455556666")
    other.add(User("stranger", keys=[AccessKey("AKIASTRANGER0EXAMPLE", "made-up", status="Inactive")]))
    lab.world.accounts[other.id] = other
    answer = await lab.ask("sts", "GetAccessKeyInfo", AccessKeyId="AKIASTRANGER0EXAMPLE")
    assert answer["Account"] == "444455556666"
    refused = await lab.refused("sts", "GetAccessKeyInfo", AccessKeyId="AKIANOBODY000EXAMPLE")
    assert refused[0] == "ValidationError"


def add_role(lab: Lab, **settings: Any) -> Role:
    role = Role("inspector", path="/app/", policies=[allow("ses:GetAccount", "ses:ListEmailIdentities")], **settings)
    lab.account.add(role)
    return role


async def assume(lab: Lab, **more: Any) -> tuple[str, str, str]:
    answer = await lab.ask("sts", "AssumeRole", key=KEY, RoleArn=ROLE, RoleSessionName="check", **more)
    assert answer["AssumedRoleUser"]["Arn"] == "arn:aws:sts::111122223333:assumed-role/inspector/check"
    keys = answer["Credentials"]
    return keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"]


async def test_assumed_role_acts_with_the_roles_policies(lab: Lab) -> None:
    add_role(lab, trusted=[MYAPP])
    session = await assume(lab)
    identity = await lab.ask("sts", "GetCallerIdentity", key=session)
    assert identity["Arn"].endswith(":assumed-role/inspector/check")
    assert identity["UserId"] == "AROAROLEEXAMPLE:check"
    assert await lab.ask("sesv2", "GetAccount", key=session)
    code, _, message = await lab.refused("ses", "GetSendQuota", key=session)
    assert code == "AccessDenied"
    assert message.startswith("User: arn:aws:sts::111122223333:assumed-role/inspector/check is not authorized")
    assert (await lab.refused("iam", "GetUser", key=session))[0] == "AccessDenied"


async def test_session_policy_limits(lab: Lab) -> None:
    add_role(lab, trusted=[MYAPP])
    session = await assume(lab, Policy=json.dumps(allow("ses:GetAccount").document))
    assert await lab.ask("sesv2", "GetAccount", key=session)
    _, _, message = await lab.refused("sesv2", "ListEmailIdentities", key=session)
    assert message.endswith("because no session policy allows the ses:ListEmailIdentities action")


async def test_external_id(lab: Lab) -> None:
    add_role(lab, trusted=[MYAPP], external_id="made-up-external-id")
    asked = {"key": KEY, "RoleArn": ROLE, "RoleSessionName": "check"}
    for external_id in ({}, {"ExternalId": "another"}):
        refused = await lab.refused("sts", "AssumeRole", **asked, **external_id)
        assert refused[:2] == ("AccessDenied", 403)
        assert refused[2] == f"User: {MYAPP} is not authorized to perform: sts:AssumeRole on resource: {ROLE}"
    assert await assume(lab, ExternalId="made-up-external-id")


@pytest.mark.parametrize("trusted", [["111122223333"], ["arn:aws:iam::111122223333:root"]])
async def test_trusted_account_has_to_allow_its_principal(lab: Lab, trusted: list[str]) -> None:
    add_role(lab, trusted=trusted)
    refused = await lab.refused("sts", "AssumeRole", key=KEY, RoleArn=ROLE, RoleSessionName="check")
    assert refused[2].endswith("because no identity-based policy allows the sts:AssumeRole action")
    lab.user("myapp").policies.append(allow("sts:AssumeRole", on=[ROLE]))
    assert await assume(lab)


@pytest.mark.parametrize("trusted", [[], ["444455556666"], ["arn:aws:iam::111122223333:user/other"]])
async def test_who_is_not_trusted(lab: Lab, trusted: list[str]) -> None:
    add_role(lab, trusted=trusted)
    lab.user("myapp").policies.append(allow("sts:*"))
    refused = await lab.refused("sts", "AssumeRole", key=KEY, RoleArn=ROLE, RoleSessionName="check")
    assert refused[0] == "AccessDenied"


async def test_unknown_role_and_too_long_a_session(lab: Lab) -> None:
    asked = {"key": KEY, "RoleArn": ROLE, "RoleSessionName": "check"}
    assert (await lab.refused("sts", "AssumeRole", **asked))[0] == "AccessDenied"
    add_role(lab, trusted=[MYAPP])
    assert (await lab.refused("sts", "AssumeRole", **asked, DurationSeconds=7200))[0] == "ValidationError"
    assert (await lab.refused("sts", "AssumeRole", **asked, Policy="{"))[0] == "MalformedPolicyDocument"
