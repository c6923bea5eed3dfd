from typing import Any

import pytest

from bot.lab.world import ConfigurationSet, Recommendation, ReputationEntity, allow
from tests.lab.aws.clients import Lab

PREFIX = "arn:aws:ses:eu-central-1:111122223333"
DOMAIN = f"{PREFIX}:identity/example.com"
OTHER = f"{PREFIX}:configuration-set/tx"


async def test_recommendations_are_there_where_they_are_switched_on(lab: Lab) -> None:
    lab.region.recommendations = [Recommendation("DKIM", DOMAIN), Recommendation("SPF", DOMAIN, status="FIXED")]
    assert (await lab.refused("sesv2", "ListRecommendations"))[:2] == ("NotFoundException", 404)
    assert (await lab.ask("sesv2", "GetAccount"))["VdmAttributes"] == {"VdmEnabled": "DISABLED"}
    lab.region.vdm = True
    assert (await lab.ask("sesv2", "GetAccount"))["VdmAttributes"] == {"VdmEnabled": "ENABLED"}
    assert len((await lab.ask("sesv2", "ListRecommendations"))["Recommendations"]) == 2
    listed = await lab.ask("sesv2", "ListRecommendations", Filter={"STATUS": "OPEN"})
    (item,) = listed["Recommendations"]
    assert (item["Type"], item["Impact"], item["ResourceArn"]) == ("DKIM", "HIGH", DOMAIN)


async def test_recommendations_come_in_pages(lab: Lab) -> None:
    lab.region.vdm = True
    lab.region.recommendations = [Recommendation("DKIM", DOMAIN) for _ in range(3)]
    first = await lab.ask("sesv2", "ListRecommendations", PageSize=2)
    rest = await lab.ask("sesv2", "ListRecommendations", PageSize=2, NextToken=first["NextToken"])
    assert (len(first["Recommendations"]), len(rest["Recommendations"]), "NextToken" in rest) == (2, 1, False)
    assert (await lab.refused("sesv2", "ListRecommendations", NextToken="bogus"))[:2] == ("BadRequestException", 400)


@pytest.mark.parametrize(
    ("customer", "ses", "aggregate"),
    [
        ("ENABLED", "ENABLED", "ENABLED"),
        ("DISABLED", "ENABLED", "DISABLED"),
        ("REINSTATED", "DISABLED", "DISABLED"),
        ("REINSTATED", "ENABLED", "REINSTATED"),
    ],
)
async def test_an_entity_sends_only_where_both_allow_it(lab: Lab, customer: str, ses: str, aggregate: str) -> None:
    lab.region.entities = [ReputationEntity(DOMAIN, customer, ses, "Bounces")]  # type: ignore[arg-type]
    lab.user("ses-check-reader").policies.append(allow("ses:GetReputationEntity", name="one"))
    which: dict[str, Any] = {"ReputationEntityType": "RESOURCE", "ReputationEntityReference": DOMAIN}
    answer = await lab.ask("sesv2", "GetReputationEntity", **which)
    assert answer["ReputationEntity"]["SendingStatusAggregate"] == aggregate
    paused = await lab.ask("sesv2", "ListReputationEntities", Filter={"SENDING_STATUS": "DISABLED"})
    assert bool(paused["ReputationEntities"]) == (aggregate == "DISABLED")


async def test_entities_are_filtered_by_the_beginning_of_their_name(lab: Lab) -> None:
    lab.region.entities = [ReputationEntity(DOMAIN), ReputationEntity(OTHER)]
    listed = await lab.ask("sesv2", "ListReputationEntities", Filter={"ENTITY_REFERENCE_PREFIX": f"{PREFIX}:identity/"})
    assert [entity["ReputationEntityReference"] for entity in listed["ReputationEntities"]] == [DOMAIN]


async def test_a_configuration_sets_own_reasons(lab: Lab) -> None:
    lab.region.add(ConfigurationSet("own", suppressed_reasons=["COMPLAINT"]), ConfigurationSet("plain"))
    own = await lab.ask("sesv2", "GetConfigurationSet", ConfigurationSetName="own")
    plain = await lab.ask("sesv2", "GetConfigurationSet", ConfigurationSetName="plain")
    assert own["SuppressionOptions"] == {"SuppressedReasons": ["COMPLAINT"]}
    assert "SuppressionOptions" not in plain
