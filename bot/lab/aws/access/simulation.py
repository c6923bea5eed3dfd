"""IAM's policy simulator (SimulatePrincipalPolicy), on the lab's own evaluation of policies.

Answers have the form that botocore 1.44 documents: the decision for one resource is in ResourceSpecificResults, and the
top-level EvalResourceName is only a template. PolicyExclusionList and cross-account details are not simulated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.lab.aws.access.authorisation import Decision, decide
from bot.lab.aws.access.callers import Caller, Layers, layers_of, principal_context, user_caller
from bot.lab.aws.access.conditions import Context
from bot.lab.aws.access.policy import Effect, Question, condition_keys, parse_policy
from bot.lab.aws.operation import Answer, ApiRequest, Operation, Resource
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal
from bot.lab.world import Policy

_SES_TEMPLATE = "arn:${Partition}:ses:${Region}:${Account}:identity/${IdentityName}"
# The most restrictive decision is the one for all resources together.
_RESTRICTION: dict[Effect, int] = {"allowed": 0, "implicitDeny": 1, "explicitDeny": 2}


def _simulate(request: ApiRequest) -> Answer:
    source = _source(request)
    if isinstance(source, Refusal):
        return source
    layers = _layers(request, source)
    if isinstance(layers, Refusal):
        return layers
    actions: list[str] = request.params["ActionNames"]
    resources: list[str] = request.params.get("ResourceArns") or ["*"]
    context = _context(request, source)
    asking = request.params.get("CallerArn", source.arn)
    results = [
        _result(
            action,
            [(arn, decide(layers, Question(action, arn, context, asking))) for arn in resources],
            source,
        )
        for action in actions
    ]
    size = min(request.params.get("MaxItems", request.world.page_size), request.world.page_size)
    page = page_of(results, request.params.get("Marker"), size)
    if page is None:
        return Refusal("InvalidInput", "Invalid Marker.")
    answer: dict[str, Any] = {"EvaluationResults": page.items, "IsTruncated": page.next_mark is not None}
    return answer | ({"Marker": page.next_mark} if page.next_mark else {})


def _context_keys(request: ApiRequest) -> Answer:
    source = _source(request)
    if isinstance(source, Refusal):
        return source
    layers = _layers(request, source)
    return layers if isinstance(layers, Refusal) else {"ContextKeyNames": condition_keys(layers.identity)}


def _source(request: ApiRequest) -> Caller | Refusal:
    arn = request.params["PolicySourceArn"]
    account = request.account
    for user in account.users.values():
        if request.world.user_arn(account, user) == arn:
            return user_caller(request.world, account, user)
    for role in account.roles.values():
        if request.world.role_arn(account, role) == arn:
            return Caller(account, arn, role.id, role=role)
    kind, _, name = arn.rpartition(":")[2].partition("/")
    if kind not in {"user", "role"} or arn.split(":")[4:5] != [account.id]:
        message = f"Invalid Entity Arn: {arn} does not clearly define entity type and name."
        return Refusal("InvalidInput", message)
    return Refusal("NoSuchEntity", f"The {kind} with name {name.rpartition('/')[2]} cannot be found.", 404)


def _layers(request: ApiRequest, source: Caller) -> Layers | Refusal:
    """Returns the layers of the simulated principal, with the policies that the request adds."""
    layers = layers_of(source)
    try:
        added = _policies("PolicyInputList", request.params.get("PolicyInputList", ()))
        boundary = _policies("PermissionsBoundary", request.params.get("PermissionsBoundaryPolicyInputList", ()))
        resource = _policies(
            "ResourcePolicy", [request.params["ResourcePolicy"]] if "ResourcePolicy" in request.params else ()
        )
    except ValueError as problem:
        return Refusal("InvalidInput", f"Invalid policy: {problem}")
    if resource and source.role:
        return Refusal("InvalidInput", "A resource policy can only be simulated for a user.")
    return replace(
        layers,
        identity=(*layers.identity, *added),
        boundary=boundary[0] if boundary else layers.boundary,
        resource=resource[0] if resource else None,
    )


def _policies(name: str, documents: Sequence[str]) -> list[Policy]:
    return [parse_policy(f"{name}.{number}", text) for number, text in enumerate(documents, 1)]


def _context(request: ApiRequest, source: Caller) -> Context:
    entries = {
        entry["ContextKeyName"].lower(): tuple(entry.get("ContextKeyValues", ()))
        for entry in request.params.get("ContextEntries", ())
        if "ContextKeyName" in entry
    }
    return principal_context(request.world, source) | entries


def _result(action: str, decisions: list[tuple[str, Decision]], source: Caller) -> dict[str, Any]:
    worst = max((decision for _, decision in decisions), key=lambda decision: _RESTRICTION[decision.effect])
    deciding = [decision for _, decision in decisions if decision.effect == worst.effect]
    result: dict[str, Any] = {
        "EvalActionName": action,
        "EvalResourceName": _SES_TEMPLATE if action.lower().startswith("ses:send") else "*",
        "EvalDecision": worst.effect,
        "MatchedStatements": _matched(deciding, source),
        "MissingContextValues": _missing([decision for _, decision in decisions]),
    }
    if worst.allowed_by_scp is not None:
        allowed = all(decision.allowed_by_scp for _, decision in decisions)
        result["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": allowed}
    result |= _boundary_detail([decision for _, decision in decisions])
    if [arn for arn, _ in decisions] != ["*"]:
        result["EvalDecisionDetails"] = {}
        result["ResourceSpecificResults"] = [
            {
                "EvalResourceName": arn,
                "EvalResourceDecision": decision.effect,
                "MatchedStatements": _matched([decision], source),
                "MissingContextValues": _missing([decision]),
                **_boundary_detail([decision]),
            }
            for arn, decision in decisions
        ]
    return result


def _matched(decisions: Sequence[Decision], source: Caller) -> list[dict[str, Any]]:
    names = dict.fromkeys(name for decision in decisions for name in decision.policies)
    own = "user" if source.user else "role"
    return [
        {"SourcePolicyId": name, "SourcePolicyType": "resource" if name.startswith("ResourcePolicy.") else own}
        for name in names
    ]


def _missing(decisions: Sequence[Decision]) -> list[str]:
    return list(dict.fromkeys(key for decision in decisions for key in decision.missing))


def _boundary_detail(decisions: Sequence[Decision]) -> dict[str, Any]:
    if decisions[0].allowed_by_boundary is None:
        return {}
    allowed = all(decision.allowed_by_boundary for decision in decisions)
    return {"PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": allowed}}


def _source_resource(request: ApiRequest) -> Resource:
    arn = request.params["PolicySourceArn"]
    return Resource(arn, arn)


OPERATIONS: Mapping[str, Operation] = {
    "SimulatePrincipalPolicy": Operation(_simulate, _source_resource),
    "GetContextKeysForPrincipalPolicy": Operation(_context_keys, _source_resource),
}
