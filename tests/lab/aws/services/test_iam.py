import pytest

from bot.lab.world import (
    API_KEY_ID,
    API_SECRET,
    SMTP_KEY_ID,
    AccessKey,
    Account,
    Role,
    User,
    allow,
)
from tests.lab.aws.clients import Lab

SMTP_ARN = "arn:aws:iam::111122223333:user/mail/myapp-smtp"


async def test_user(lab: Lab) -> None:
    lab.user("myapp-smtp").boundary = allow("ses:*", name="mail-only")
    user = (await lab.ask("iam", "GetUser", UserName="myapp-smtp"))["User"]
    assert (user["Arn"], user["Path"], user["UserName"]) == (SMTP_ARN, "/mail/", "myapp-smtp")
    boundary = user["PermissionsBoundary"]["PermissionsBoundaryArn"]
    assert boundary == "arn:aws:iam::111122223333:policy/mail-only"
    own = (await lab.ask("iam", "GetUser"))["User"]
    assert own["UserName"] == "ses-check-reader"
    assert "PermissionsBoundary" not in own


async def test_role(lab: Lab) -> None:
    lab.account.add(Role("sender", trusted=["444455556666"], external_id="made-up"))
    role = (await lab.ask("iam", "GetRole", RoleName="sender"))["Role"]
    statement = role["AssumeRolePolicyDocument"]["Statement"][0]
    assert statement["Principal"] == {"AWS": ["arn:aws:iam::444455556666:root"]}
    assert statement["Condition"] == {"StringEquals": {"sts:ExternalId": "made-up"}}


async def test_access_keys(lab: Lab) -> None:
    lab.user("myapp").keys.append(AccessKey("AKIALABMYAPP1EXAMPLE", "made-up", status="Inactive"))
    keys = (await lab.ask("iam", "ListAccessKeys", UserName="myapp"))["AccessKeyMetadata"]
    assert [(key["AccessKeyId"], key["Status"]) for key in keys] == [
        (API_KEY_ID, "Active"),
        ("AKIALABMYAPP1EXAMPLE", "Inactive"),
    ]
    first = await lab.ask("iam", "ListAccessKeys", UserName="myapp", MaxItems=1)
    assert first["IsTruncated"] is True
    second = await lab.ask("iam", "ListAccessKeys", UserName="myapp", Marker=first["Marker"])
    assert (len(second["AccessKeyMetadata"]), second["IsTruncated"]) == (1, False)


async def test_last_use_names_the_owner(lab: Lab) -> None:
    answer = await lab.ask("iam", "GetAccessKeyLastUsed", AccessKeyId=SMTP_KEY_ID)
    assert answer["UserName"] == "myapp-smtp"
    assert (answer["AccessKeyLastUsed"]["ServiceName"], answer["AccessKeyLastUsed"]["Region"]) == (
        "ses",
        "eu-central-1",
    )
    lab.user("myapp-smtp").keys[0].last_used = None
    answer = await lab.ask("iam", "GetAccessKeyLastUsed", AccessKeyId=SMTP_KEY_ID)
    assert answer["AccessKeyLastUsed"] == {"ServiceName": "N/A", "Region": "N/A"}


async def test_keys_of_nobody_and_of_another_account(lab: Lab) -> None:
    other = Account("444455556666")
    other.add(User("stranger", keys=[AccessKey("AKIASTRANGER0EXAMPLE", "made-up")]))
    lab.world.accounts[other.id] = other
    for key_id in ("AKIASTRANGER0EXAMPLE", "AKIANOBODY000EXAMPLE"):
        refused = await lab.refused("iam", "GetAccessKeyLastUsed", AccessKeyId=key_id)
        assert refused[:2] == ("AccessDenied", 403)
    lab.world.unknown_key_is_no_such_entity = True
    refused = await lab.refused("iam", "GetAccessKeyLastUsed", AccessKeyId="AKIANOBODY000EXAMPLE")
    assert refused[:2] == ("NoSuchEntity", 404)


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("GetUser", {"UserName": "nobody"}),
        ("ListAccessKeys", {"UserName": "nobody"}),
        ("GetRole", {"RoleName": "nobody"}),
    ],
)
async def test_no_such_entity(lab: Lab, operation: str, params: dict[str, str]) -> None:
    assert (await lab.refused("iam", operation, **params))[:2] == ("NoSuchEntity", 404)


async def test_rights_limited_to_one_user(lab: Lab) -> None:
    lab.user("myapp").policies = [allow("iam:*", on=[SMTP_ARN])]
    key = (API_KEY_ID, API_SECRET)
    assert await lab.ask("iam", "ListAccessKeys", UserName="myapp-smtp", key=key)
    assert await lab.ask("iam", "GetAccessKeyLastUsed", AccessKeyId=SMTP_KEY_ID, key=key)
    refused = await lab.refused("iam", "ListAccessKeys", UserName="ses-check-reader", key=key)
    assert refused == (
        "AccessDenied",
        403,
        "User: arn:aws:iam::111122223333:user/myapp is not authorized to perform: iam:ListAccessKeys on resource: "
        "user ses-check-reader because no identity-based policy allows the iam:ListAccessKeys action",
    )


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
async def test_iam_is_the_same_in_every_region(lab: Lab, region: str) -> None:
    lab.account.regions["eu-west-1"].enabled = False
    assert (await lab.ask("iam", "GetUser", region=region))["User"]["UserName"] == "ses-check-reader"
    assert (await lab.refused("iam", "GetUser", region="us-gov-west-1"))[0] == "InvalidClientTokenId"
