from datetime import UTC, datetime
from typing import Any

import pytest

from bot.lab.world import CONFIGURATION_SET, DOMAIN, ConfigurationSet, EventDestination, Identity, Suppressed
from tests.lab.aws.clients import Lab


async def test_account(lab: Lab) -> None:
    answer = await lab.ask("sesv2", "GetAccount")
    assert answer["ProductionAccessEnabled"] is True
    assert answer["EnforcementStatus"] == "HEALTHY"
    assert answer["SendQuota"] == {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": 1234.0}
    assert answer["Details"]["ReviewDetails"] == {"Status": "GRANTED", "CaseId": "1234567890"}


async def test_account_in_trouble(lab: Lab) -> None:
    lab.region.sending = False
    lab.region.enforcement = "SHUTDOWN"
    lab.region.review_status = None
    answer = await lab.ask("sesv2", "GetAccount")
    assert (answer["SendingEnabled"], answer["EnforcementStatus"]) == (False, "SHUTDOWN")
    assert "Details" not in answer


async def test_other_region_is_a_sandbox(lab: Lab) -> None:
    answer = await lab.ask("sesv2", "GetAccount", region="us-east-1")
    assert answer["ProductionAccessEnabled"] is False
    assert answer["SendQuota"]["Max24HourSend"] == 200.0
    assert (await lab.ask("sesv2", "ListEmailIdentities", region="us-east-1"))["EmailIdentities"] == []


async def test_identities_come_in_pages(lab: Lab) -> None:
    lab.region.add(*(Identity(f"user{number}@example.com") for number in range(4)))
    lab.world.page_size = 2
    names: list[str] = []
    token: dict[str, Any] = {}
    for expected in (2, 2, 1):
        answer = await lab.ask("sesv2", "ListEmailIdentities", **token)
        assert len(answer["EmailIdentities"]) == expected
        names += [identity["IdentityName"] for identity in answer["EmailIdentities"]]
        token = {"NextToken": answer["NextToken"]} if "NextToken" in answer else {}
    assert token == {}
    assert names == [DOMAIN, *(f"user{number}@example.com" for number in range(4))]
    small = await lab.ask("sesv2", "ListEmailIdentities", PageSize=1)
    assert len(small["EmailIdentities"]) == 1
    assert (await lab.refused("sesv2", "ListEmailIdentities", NextToken="bogus"))[:2] == ("BadRequestException", 400)


async def test_identity(lab: Lab) -> None:
    answer = await lab.ask("sesv2", "GetEmailIdentity", EmailIdentity=DOMAIN)
    assert answer["IdentityType"] == "DOMAIN"
    assert answer["VerifiedForSendingStatus"] is True
    assert answer["DkimAttributes"]["SigningHostedZone"] == "dkim.amazonses.com"
    assert len(answer["DkimAttributes"]["Tokens"]) == 3
    assert answer["MailFromAttributes"]["MailFromDomain"] == "mail.example.com"
    assert answer["VerificationInfo"]["LastSuccessTimestamp"] < datetime.now(UTC)


async def test_identity_that_failed(lab: Lab) -> None:
    lab.region.add(
        Identity(
            "billing+eu@example.com",
            verified=False,
            status="FAILED",
            error_type="HOST_NOT_FOUND",
            configuration_set="gone",
            policies={"deny": {"Statement": []}},
        )
    )
    answer = await lab.ask("sesv2", "GetEmailIdentity", EmailIdentity="billing+eu@example.com")
    assert answer["IdentityType"] == "EMAIL_ADDRESS"
    assert (answer["VerificationStatus"], answer["VerificationInfo"]) == ("FAILED", {"ErrorType": "HOST_NOT_FOUND"})
    assert answer["ConfigurationSetName"] == "gone"
    assert "MailFromAttributes" not in answer
    policies = await lab.ask("sesv2", "GetEmailIdentityPolicies", EmailIdentity="billing+eu@example.com")
    assert policies["Policies"] == {"deny": '{"Statement": []}'}


async def test_configuration_set(lab: Lab) -> None:
    topic = "arn:aws:sns:eu-central-1:111122223333:bounces"
    lab.region.add(ConfigurationSet("paused", sending=False, event_destinations=[EventDestination("sns", topic)]))
    answer = await lab.ask("sesv2", "GetConfigurationSet", ConfigurationSetName="paused")
    assert answer["SendingOptions"] == {"SendingEnabled": False}
    events = await lab.ask("sesv2", "GetConfigurationSetEventDestinations", ConfigurationSetName="paused")
    assert events["EventDestinations"][0]["SnsDestination"] == {"TopicArn": topic}
    healthy = await lab.ask("sesv2", "GetConfigurationSet", ConfigurationSetName=CONFIGURATION_SET)
    assert healthy["SendingOptions"] == {"SendingEnabled": True}


async def test_suppressed_destination(lab: Lab) -> None:
    lab.region.suppressed["bounced@example.com"] = Suppressed("COMPLAINT")
    answer = await lab.ask("sesv2", "GetSuppressedDestination", EmailAddress="bounced@example.com")
    assert answer["SuppressedDestination"]["Reason"] == "COMPLAINT"
    refused = await lab.refused("sesv2", "GetSuppressedDestination", EmailAddress="fine@example.com")
    assert refused[:2] == ("NotFoundException", 404)


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("GetEmailIdentity", {"EmailIdentity": "example.org"}),
        ("GetEmailIdentityPolicies", {"EmailIdentity": "example.org"}),
        ("GetConfigurationSet", {"ConfigurationSetName": "gone"}),
        ("GetConfigurationSetEventDestinations", {"ConfigurationSetName": "gone"}),
    ],
)
async def test_what_is_not_there(lab: Lab, operation: str, params: dict[str, str]) -> None:
    assert (await lab.refused("sesv2", operation, **params))[:2] == ("NotFoundException", 404)


async def test_nothing_is_sent_or_written(lab: Lab) -> None:
    refused = await lab.refused("sesv2", "CreateEmailIdentity", EmailIdentity="example.org")
    assert refused[:2] == ("UnknownOperationException", 404)
    assert lab.server.calls[-1].name == "sesv2.CreateEmailIdentity"
    assert lab.server.calls[-1].authorised is False
