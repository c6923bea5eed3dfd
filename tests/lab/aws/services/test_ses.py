from bot.lab.world import DOMAIN, Identity
from tests.lab.aws.clients import Lab


async def test_quota_and_switch(lab: Lab) -> None:
    lab.region.sending = False
    quota = await lab.ask("ses", "GetSendQuota")
    assert (quota["Max24HourSend"], quota["MaxSendRate"], quota["SentLast24Hours"]) == (50000.0, 14.0, 1234.0)
    assert (await lab.ask("ses", "GetAccountSendingEnabled"))["Enabled"] is False


async def test_statistics(lab: Lab) -> None:
    points = (await lab.ask("ses", "GetSendStatistics"))["SendDataPoints"]
    assert len(points) == 12
    assert {(point["DeliveryAttempts"], point["Bounces"], point["Rejects"]) for point in points} == {(100, 1, 0)}
    assert points[0]["Timestamp"] == lab.region.statistics[0].time


async def test_identities(lab: Lab) -> None:
    lab.region.add(Identity("a@example.com"), Identity("b@example.com"))
    assert (await lab.ask("ses", "ListIdentities"))["Identities"] == ["a@example.com", "b@example.com", DOMAIN]
    assert (await lab.ask("ses", "ListIdentities", IdentityType="Domain"))["Identities"] == [DOMAIN]
    first = await lab.ask("ses", "ListIdentities", MaxItems=2)
    rest = await lab.ask("ses", "ListIdentities", MaxItems=2, NextToken=first["NextToken"])
    assert (rest["Identities"], "NextToken" in rest) == ([DOMAIN], False)
    assert (await lab.refused("ses", "ListIdentities", NextToken="bogus"))[0] == "InvalidParameterValue"


async def test_unknown_operation(lab: Lab) -> None:
    refused = await lab.refused("ses", "VerifyDomainIdentity", Domain="example.org")
    assert refused[:2] == ("InvalidAction", 400)
