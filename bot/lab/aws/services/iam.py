"""IAM: users, roles and access keys. access/simulation.py has the policy simulator."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.lab.aws.access.simulation import OPERATIONS as SIMULATION
from bot.lab.aws.operation import Answer, ApiRequest, Operation, Resource
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal
from bot.lab.world import AccessKey, Policy, Role, User

_NOT_A_USER = Refusal("ValidationError", "Must specify userName when calling with non-User credentials", 400)


def _get_user(request: ApiRequest) -> Answer:
    user = _user(request)
    if isinstance(user, Refusal):
        return user
    described: dict[str, Any] = {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.id,
        "Arn": request.world.user_arn(request.account, user),
        "CreateDate": user.created,
        **_boundary(request, user.boundary),
    }
    return {"User": described}


def _get_role(request: ApiRequest) -> Answer:
    name = request.params["RoleName"]
    role = request.account.roles.get(name)
    if role is None:
        return Refusal("NoSuchEntity", f"The role with name {name} cannot be found.", 404)
    described: dict[str, Any] = {
        "Path": role.path,
        "RoleName": role.name,
        "RoleId": role.id,
        "Arn": request.world.role_arn(request.account, role),
        "CreateDate": role.created,
        "AssumeRolePolicyDocument": quote(json.dumps(_trust_policy(request, role))),
        "MaxSessionDuration": role.max_session_seconds,
        **_boundary(request, role.boundary),
    }
    return {"Role": described}


def _trust_policy(request: ApiRequest, role: Role) -> dict[str, Any]:
    partition = request.world.partition
    trusted = [name if ":" in name else f"arn:{partition}:iam::{name}:root" for name in role.trusted]
    statement: dict[str, Any] = {"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": "sts:AssumeRole"}
    if role.external_id:
        statement["Condition"] = {"StringEquals": {"sts:ExternalId": role.external_id}}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _boundary(request: ApiRequest, boundary: Policy | None) -> dict[str, Any]:
    if boundary is None:
        return {}
    arn = f"arn:{request.world.partition}:iam::{request.account.id}:policy/{boundary.name}"
    return {
        "PermissionsBoundary": {
            "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
            "PermissionsBoundaryArn": arn,
        }
    }


def _list_access_keys(request: ApiRequest) -> Answer:
    user = _user(request)
    if isinstance(user, Refusal):
        return user
    size = min(request.params.get("MaxItems", request.world.page_size), request.world.page_size)
    page = page_of(user.keys, request.params.get("Marker"), size)
    if page is None:
        return Refusal("ValidationError", "Invalid Marker.")
    answer: dict[str, Any] = {
        "AccessKeyMetadata": [_metadata(user, key) for key in page.items],
        "IsTruncated": page.next_mark is not None,
    }
    return answer | ({"Marker": page.next_mark} if page.next_mark else {})


def _metadata(user: User, key: AccessKey) -> dict[str, Any]:
    return {"UserName": user.name, "AccessKeyId": key.id, "Status": key.status, "CreateDate": key.created}


def _get_access_key_last_used(request: ApiRequest) -> Answer:
    key_id = request.params["AccessKeyId"]
    found = request.world.find_key(key_id)
    if found is None or found[0] is not request.account:
        if request.world.unknown_key_is_no_such_entity:
            return Refusal("NoSuchEntity", f"The Access Key with id {key_id} cannot be found.", 404)
        message = (
            f"User: {request.caller.arn} is not authorized to perform: iam:GetAccessKeyLastUsed "
            f"on resource: access key {key_id}"
        )
        return Refusal("AccessDenied", message, 403)
    _, user, key = found
    last: dict[str, Any] = {"ServiceName": "N/A", "Region": "N/A"}
    if key.last_used:
        use = key.last_used
        last = {"LastUsedDate": use.time, "ServiceName": use.service, "Region": use.region}
    return {"UserName": user.name, "AccessKeyLastUsed": last}


def _user(request: ApiRequest) -> User | Refusal:
    name = request.params.get("UserName")
    if name is None:
        return request.caller.user or _NOT_A_USER
    return request.account.users.get(name) or Refusal(
        "NoSuchEntity", f"The user with name {name} cannot be found.", 404
    )


def _user_resource(request: ApiRequest) -> Resource:
    name = request.params.get("UserName")
    user = request.account.users.get(name) if name else request.caller.user
    if user is None:
        return Resource(
            f"arn:{request.world.partition}:iam::{request.account.id}:user/{name or ''}", f"user {name or ''}"
        )
    return Resource(request.world.user_arn(request.account, user), f"user {user.name}")


def _role_resource(request: ApiRequest) -> Resource:
    name = request.params["RoleName"]
    role = request.account.roles.get(name) or Role(name)
    return Resource(request.world.role_arn(request.account, role), f"role {name}")


def _key_resource(request: ApiRequest) -> Resource:
    key_id = request.params["AccessKeyId"]
    found = request.world.find_key(key_id)
    if found is None or found[0] is not request.account:
        return Resource("*", f"access key {key_id}")
    return Resource(request.world.user_arn(request.account, found[1]), f"user {found[1].name}")


OPERATIONS: Mapping[str, Operation] = {
    "GetUser": Operation(_get_user, _user_resource),
    "GetRole": Operation(_get_role, _role_resource),
    "ListAccessKeys": Operation(_list_access_keys, _user_resource),
    "GetAccessKeyLastUsed": Operation(_get_access_key_last_used, _key_resource),
    **SIMULATION,
}
