import json
from typing import Any

import pytest

from bot.lab.world import Policy, Role, allow, deny
from tests.lab.aws.clients import Lab

USER = "arn:aws:iam::111122223333:user/mail/myapp-smtp"
IDENTITY = "arn:aws:ses:eu-central-1:111122223333:identity/example.com"
SET = "arn:aws:ses:eu-central-1:111122223333:configuration-set/transactional"


async def simulate(lab: Lab, *resources: str, **more: Any) -> dict[str, Any]:
    params: dict[str, Any] = {"PolicySourceArn": USER, "ActionNames": ["ses:SendRawEmail"]} | more
    if resources:
        params["ResourceArns"] = list(resources)
    answer = await lab.ask("iam", "SimulatePrincipalPolicy", **params)
    (result,) = answer["EvaluationResults"]
    assert isinstance(result, dict)
    return result


def per_resource(result: dict[str, Any]) -> dict[str, str]:
    return {found["EvalResourceName"]: found["EvalResourceDecision"] for found in result["ResourceSpecificResults"]}


async def test_allowed_on_both(lab: Lab) -> None:
    result = await simulate(lab, IDENTITY, SET)
    assert result["EvalDecision"] == "allowed"
    assert result["EvalResourceName"].startswith("arn:${Partition}:ses:")
    assert per_resource(result) == {IDENTITY: "allowed", SET: "allowed"}
    matched = result["ResourceSpecificResults"][0]["MatchedStatements"]
    assert matched == [{"SourcePolicyId": "send-by-smtp", "SourcePolicyType": "user"}]
    assert "OrganizationsDecisionDetail" not in result
    assert "PermissionsBoundaryDecisionDetail" not in result


async def test_configuration_set_not_allowed(lab: Lab) -> None:
    lab.user("myapp-smtp").policies = [allow("ses:SendRawEmail", on=[IDENTITY])]
    result = await simulate(lab, IDENTITY, SET)
    assert result["EvalDecision"] == "implicitDeny"
    assert per_resource(result) == {IDENTITY: "allowed", SET: "implicitDeny"}


async def test_without_resources(lab: Lab) -> None:
    result = await simulate(lab)
    assert result["EvalDecision"] == "implicitDeny"
    assert "ResourceSpecificResults" not in result


async def test_layers_are_told_apart(lab: Lab) -> None:
    user = lab.user("myapp-smtp")
    user.policies.append(deny("ses:*"))
    assert (await simulate(lab, IDENTITY))["EvalDecision"] == "explicitDeny"
    user.policies.pop()
    user.boundary = allow("s3:*")
    limited = await simulate(lab, IDENTITY)
    assert limited["EvalDecision"] == "implicitDeny"
    assert limited["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}
    user.boundary = None
    lab.account.scp = [allow("s3:*")]
    # The reader belongs to the same organisation, so the SCP must let it call IAM.
    lab.account.scp.append(allow("iam:*"))
    refused = await simulate(lab, IDENTITY)
    assert refused["EvalDecision"] == "implicitDeny"
    assert refused["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": False}


async def test_missing_context(lab: Lab) -> None:
    condition = {"StringLike": {"ses:FromAddress": "*@example.com"}}
    lab.user("myapp-smtp").policies = [allow("ses:SendRawEmail", when=condition)]
    missing = await simulate(lab, IDENTITY)
    assert missing["EvalDecision"] == "implicitDeny"
    assert missing["ResourceSpecificResults"][0]["MissingContextValues"] == ["ses:FromAddress"]
    entry = {"ContextKeyName": "ses:FromAddress", "ContextKeyValues": ["a@example.com"], "ContextKeyType": "string"}
    supplied = await simulate(lab, IDENTITY, ContextEntries=[entry])
    assert supplied["EvalDecision"] == "allowed"
    assert supplied["MissingContextValues"] == []
    keys = await lab.ask("iam", "GetContextKeysForPrincipalPolicy", PolicySourceArn=USER)
    assert keys["ContextKeyNames"] == ["ses:FromAddress"]


async def test_added_policies(lab: Lab) -> None:
    lab.user("myapp-smtp").policies = []
    added = [json.dumps(allow("ses:*").document)]
    assert (await simulate(lab, IDENTITY, PolicyInputList=added))["EvalDecision"] == "allowed"
    resource = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ses:*", "Resource": IDENTITY}]}
    allowed = await simulate(lab, IDENTITY, ResourcePolicy=json.dumps(resource), CallerArn=USER)
    assert allowed["EvalDecision"] == "allowed"
    assert allowed["MatchedStatements"][0]["SourcePolicyType"] == "resource"
    refused = await lab.refused(
        "iam",
        "SimulatePrincipalPolicy",
        PolicySourceArn=USER,
        ActionNames=["ses:SendRawEmail"],
        PolicyInputList=["{"],
    )
    assert refused[:2] == ("InvalidInput", 400)


async def test_pages(lab: Lab) -> None:
    lab.world.page_size = 2
    names = [f"ses:Operation{number}" for number in range(3)]
    first = await lab.ask("iam", "SimulatePrincipalPolicy", PolicySourceArn=USER, ActionNames=names)
    assert (len(first["EvaluationResults"]), first["IsTruncated"]) == (2, True)
    rest = await lab.ask(
        "iam", "SimulatePrincipalPolicy", PolicySourceArn=USER, ActionNames=names, Marker=first["Marker"]
    )
    assert [result["EvalActionName"] for result in rest["EvaluationResults"]] == names[2:]
    assert rest["IsTruncated"] is False


async def test_role(lab: Lab) -> None:
    lab.account.add(Role("sender", policies=[Policy("mail", allow("ses:*").document)]))
    result = await simulate(lab, IDENTITY, PolicySourceArn="arn:aws:iam::111122223333:role/sender")
    assert result["MatchedStatements"] == [{"SourcePolicyId": "mail", "SourcePolicyType": "role"}]


@pytest.mark.parametrize(
    ("arn", "code"),
    [
        ("arn:aws:iam::111122223333:user/nobody", "NoSuchEntity"),
        ("arn:aws:sts::111122223333:assumed-role/sender/x", "InvalidInput"),
        ("arn:aws:iam::444455556666:user/a", "InvalidInput"),
    ],
)
async def test_sources_that_cannot_be_simulated(lab: Lab, arn: str, code: str) -> None:
    refused = await lab.refused("iam", "SimulatePrincipalPolicy", PolicySourceArn=arn, ActionNames=["ses:SendEmail"])
    assert refused[0] == code
