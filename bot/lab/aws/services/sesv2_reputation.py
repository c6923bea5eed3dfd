"""SES, API version 2: recommendations and reputation entities."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.lab.aws.operation import Answer, ApiRequest, Operation
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Recommendation, ReputationEntity


def _list_recommendations(request: ApiRequest) -> Answer:
    if not request.state.vdm:
        return Refusal("NotFoundException", "VDM is not enabled for this account.", 404)
    wanted = request.params.get("Filter", {})
    found = [r for r in request.state.recommendations if _passes(wanted, _recommendation_keys(r))]
    return _page(request, "Recommendations", [_recommendation(r) for r in found])


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


def _list_entities(request: ApiRequest) -> Answer:
    wanted = dict(request.params.get("Filter", {}))
    prefix = wanted.pop("ENTITY_REFERENCE_PREFIX", "")
    found = [
        entity
        for entity in request.state.entities
        if entity.reference.startswith(prefix) and _passes(wanted, _entity_keys(entity))
    ]
    return _page(request, "ReputationEntities", [_entity(entity) for entity in found])


def _entity_keys(entity: ReputationEntity) -> dict[str, str]:
    return {"ENTITY_TYPE": "RESOURCE", "REPUTATION_IMPACT": entity.impact, "SENDING_STATUS": entity.aggregate}


def _entity(entity: ReputationEntity) -> dict[str, Any]:
    def status(value: str) -> dict[str, Any]:
        answer = {"Status": value, "LastUpdatedTimestamp": entity.updated}
        return answer | ({"Cause": entity.cause} if entity.cause and value == "DISABLED" else {})

    return {
        "ReputationEntityReference": entity.reference,
        "ReputationEntityType": "RESOURCE",
        "CustomerManagedStatus": status(entity.customer),
        "AwsSesManagedStatus": status(entity.ses),
        "SendingStatusAggregate": entity.aggregate,
        "ReputationImpact": entity.impact,
    }


def _get_entity(request: ApiRequest) -> Answer:
    reference = request.params["ReputationEntityReference"]
    for entity in request.state.entities:
        if entity.reference == reference:
            return {"ReputationEntity": _entity(entity)}
    return Refusal("NotFoundException", f"Reputation entity {reference} does not exist.", 404)


def _passes(wanted: Mapping[str, str], keys: Mapping[str, str]) -> bool:
    return all(keys.get(name) == value for name, value in wanted.items())


def _page(request: ApiRequest, member: str, items: Sequence[dict[str, Any]]) -> Answer:
    size = min(request.params.get("PageSize", request.world.page_size), request.world.page_size)
    page = page_of(items, request.params.get("NextToken"), size)
    if page is None:
        return Refusal("BadRequestException", "The NextToken is not valid.")
    answer: dict[str, Any] = {member: page.items}
    return answer | ({"NextToken": page.next_mark} if page.next_mark else {})


OPERATIONS: Mapping[str, Operation] = {
    "ListRecommendations": Operation(_list_recommendations),
    "ListReputationEntities": Operation(_list_entities),
    "GetReputationEntity": Operation(_get_entity),
}
