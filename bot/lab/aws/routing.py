"""Finds service, operation and parameters of an HTTP request by botocore's models.

The signature's scope names the service. Both of SES's APIs are signed as `ses`; the path tells them apart.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from bot.lab.aws.models import JSON_SERVICES, QUERY_SERVICES, REST_SERVICE, Model, Shape, load_model, routes
from bot.lab.aws.refusals import Problem, Protocol, Refusal, refuse

_REST_PREFIX = "/v2/email/"


@dataclass(frozen=True)
class Inbound:
    """An HTTP request. path, query: still percent-encoded. headers: names in lower case."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Returns the first value of a header, or None. name: in lower case."""
        return next((value for known, value in self.headers if known == name), None)


@dataclass(frozen=True)
class Routed:
    """A request after routing. operation: "" where the service has no such operation; `refusal` says why."""

    service: str
    protocol: Protocol
    operation: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None


def route(inbound: Inbound, signing_name: str | None) -> Routed:
    """Returns service, operation and parameters of a request. signing_name: None where it is not signed."""
    if inbound.path.startswith(_REST_PREFIX):
        return _route_rest(inbound, load_model(REST_SERVICE))
    if target := inbound.header("x-amz-target"):
        return _route_target(inbound, target)
    return _route_query(inbound, signing_name)


def _route_rest(inbound: Inbound, model: Model) -> Routed:
    for candidate in routes(model.service):
        found = candidate.path.fullmatch(inbound.path.rstrip("/"))
        if found and candidate.method == inbound.method:
            shape = model.input_shape(candidate.operation)
            query = dict(parse_qsl(inbound.query, keep_blank_values=True))
            path = {name: unquote(value) for name, value in found.groupdict().items()}
            return _with_json(inbound, model, candidate.operation, _from_url(shape, path, query))
    message = "The requested operation is not recognized by the service."
    return Routed(model.service, model.protocol, refusal=refuse(Problem.UNKNOWN_OPERATION, model.protocol, message))


def _from_url(shape: Shape | None, path: Mapping[str, str], query: Mapping[str, str]) -> dict[str, Any]:
    """Returns the members that a rest-json request carries in its path and query string."""
    values: dict[str, Any] = {}
    for name, member in shape.members.items() if shape else ():
        place = {"uri": path, "querystring": query}.get(member.serialization.get("location", ""), {})
        if (text := place.get(member.serialization.get("name", name))) is not None:
            values[name] = _scalar(member, text)
    return values


def _route_target(inbound: Inbound, target: str) -> Routed:
    prefix, _, operation = target.rpartition(".")
    for service in JSON_SERVICES:
        model = load_model(service)
        if model.target_prefix == prefix and operation in model.operations:
            return _with_json(inbound, model, operation, {})
    return Routed("unknown", "json", refusal=refuse(Problem.UNKNOWN_OPERATION, "json", f"Unknown target {target}."))


def _with_json(inbound: Inbound, model: Model, operation: str, params: dict[str, Any]) -> Routed:
    try:
        body = json.loads(inbound.body) if inbound.body.strip() else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        refusal = refuse(Problem.INVALID_INPUT, model.protocol, "The request body is not valid JSON.")
        return Routed(model.service, model.protocol, operation, params, refusal)
    return _check_types(model, operation, params | body)


def _route_query(inbound: Inbound, signing_name: str | None) -> Routed:
    form = dict(parse_qsl(inbound.query, keep_blank_values=True))
    form |= dict(parse_qsl(inbound.body.decode("utf-8", "replace"), keep_blank_values=True))
    action = form.get("Action", "")
    queried = [load_model(service) for service in QUERY_SERVICES]
    signed = [model for model in queried if model.signing_name == signing_name]
    model = next((model for model in signed or queried if action in model.operations), None)
    if model is None:
        service = signed[0].service if signed else "unknown"
        version = form.get("Version", "")
        message = f"Could not find operation {action} for version {version}"
        return Routed(service, "query", refusal=refuse(Problem.UNKNOWN_OPERATION, "query", message))
    shape = model.input_shape(action)
    params = _from_form(shape, form, "") if shape else {}
    return _check_types(model, action, params or {})


def _from_form(shape: Shape, form: Mapping[str, str], prefix: str) -> Any:
    """Reads a value from the query protocol's flat names (`ActionNames.member.1`); None where it is missing."""
    if shape.type_name == "structure":
        values = {}
        for name, member in shape.members.items():
            full = f"{prefix}.{member.serialization.get('name', name)}".lstrip(".")
            if (value := _from_form(member, form, full)) is not None:
                values[name] = value
        return values or None
    if shape.type_name == "list":
        base = f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        items: list[Any] = []
        while (item := _from_form(shape.member, form, f"{base}.{len(items) + 1}")) is not None:
            items.append(item)
        return items if items or prefix in form else None
    text = form.get(prefix)
    return None if text is None else _scalar(shape, text)


def _scalar(shape: Shape, text: str) -> Any:
    if shape.type_name in {"integer", "long"} and text.lstrip("-").isdigit():
        return int(text)
    if shape.type_name == "boolean" and text in {"true", "false"}:
        return text == "true"
    if shape.type_name == "blob":
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error:
            return text
    return text


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "long": int,
    "boolean": bool,
    "list": list,
    "map": dict,
    "structure": dict,
}


def _check_types(model: Model, operation: str, params: dict[str, Any]) -> Routed:
    """Returns the routed request, refused where a required member is missing or a member has the wrong type."""
    shape = model.input_shape(operation)
    members = shape.members if shape else {}
    problem = next(
        (
            f"Value null at '{name}' must not be null"
            for name in (shape.required_members if shape else ())
            if name not in params
        ),
        None,
    ) or next(
        (
            f"Value at '{name}' has the wrong type"
            for name, value in params.items()
            if name in members and not isinstance(value, _TYPES.get(members[name].type_name, object))
        ),
        None,
    )
    refusal = (
        refuse(Problem.INVALID_INPUT, model.protocol, f"1 validation error detected: {problem}") if problem else None
    )
    return Routed(model.service, model.protocol, operation, params, refusal)
