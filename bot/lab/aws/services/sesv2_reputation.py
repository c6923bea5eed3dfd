"""SES, API version 2: recommendations and reputation entities."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.lab.aws.operation import Answer, Asked, Operation
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Recommendation, ReputationEntity


def _list_recommendations(asked: Asked) -> Answer:
    if not asked.state.vdm:
        return Refusal("NotFoundException", "VDM is not enabled for this account.", 404)
    wanted = asked.params.get("Filter", {})
    found = [r for r in asked.state.recommendations if _passes(wanted, _recommendation_keys(r))]
    return _listed(asked, "Recommendations", [_recommendation(r) for r in found])


def _recommendation_keys(found: Recommendation) -> dict[str, str]:
    return {
        "TYPE": found.type,
        "IMPACT": found.impact,
        "STATUS": found.status,
        "RESOURCE_ARN": found.resource,
    }


def _recommendation(found: Recommendation) -> dict[str, Any]:
    return {
        "ResourceArn": found.resource,
        "Type": found.type,
        "Description": found.description or f"{found.type}1",
        "Status": found.status,
        "CreatedTimestamp": found.updated,
        "LastUpdatedTimestamp": found.updated,
        "Impact": found.impact,
    }


def _list_entities(asked: Asked) -> Answer:
    wanted = dict(asked.params.get("Filter", {}))
    prefix = wanted.pop("ENTITY_REFERENCE_PREFIX", "")
    found = [
        entity
        for entity in asked.state.entities
        if entity.reference.startswith(prefix) and _passes(wanted, _entity_keys(entity))
    ]
    return _listed(asked, "ReputationEntities", [_entity(entity) for entity in found])


def _entity_keys(entity: ReputationEntity) -> dict[str, str]:
    return {"ENTITY_TYPE": "RESOURCE", "REPUTATION_IMPACT": entity.impact, "SENDING_STATUS": entity.aggregate}


def _entity(entity: ReputationEntity) -> dict[str, Any]:
    def status(value: str) -> dict[str, Any]:
        told = {"Status": value, "LastUpdatedTimestamp": entity.updated}
        return told | ({"Cause": entity.cause} if entity.cause and value == "DISABLED" else {})

    return {
        "ReputationEntityReference": entity.reference,
        "ReputationEntityType": "RESOURCE",
        "CustomerManagedStatus": status(entity.customer),
        "AwsSesManagedStatus": status(entity.ses),
        "SendingStatusAggregate": entity.aggregate,
        "ReputationImpact": entity.impact,
    }


def _get_entity(asked: Asked) -> Answer:
    reference = asked.params["ReputationEntityReference"]
    for entity in asked.state.entities:
        if entity.reference == reference:
            return {"ReputationEntity": _entity(entity)}
    return Refusal("NotFoundException", f"Reputation entity {reference} does not exist.", 404)


def _passes(wanted: Mapping[str, str], keys: Mapping[str, str]) -> bool:
    return all(keys.get(name) == value for name, value in wanted.items())


def _listed(asked: Asked, member: str, items: Sequence[dict[str, Any]]) -> Answer:
    size = min(asked.params.get("PageSize", asked.world.page_size), asked.world.page_size)
    page = page_of(items, asked.params.get("NextToken"), size)
    if page is None:
        return Refusal("BadRequestException", "The NextToken is not valid.")
    answer: dict[str, Any] = {member: page.items}
    return answer | ({"NextToken": page.next_mark} if page.next_mark else {})


OPERATIONS: Mapping[str, Operation] = {
    "ListRecommendations": Operation(_list_recommendations),
    "ListReputationEntities": Operation(_list_entities),
    "GetReputationEntity": Operation(_get_entity),
}
