"""Writes answers and errors in the protocol of their service (query, rest-json or json).

Members that the model does not have are written plainly. Only a fault (`Altered`) adds such members.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from bot.lab.aws.models import Model, Shape
from bot.lab.aws.refusals import Protocol, Refusal

_JSON_TYPES = {"rest-json": "application/json", "json": "application/x-amz-json-1.1"}


@dataclass(frozen=True)
class Outbound:
    """An HTTP answer without its Date header."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def write_answer(model: Model, operation: str, answer: Mapping[str, Any], request_id: str) -> Outbound:
    """Returns a successful answer. answer: by the model's member names; times are datetimes with a time zone."""
    shape = model.output_shape(operation)
    headers = {"x-amzn-RequestId": request_id}
    if model.protocol != "query":
        body = json.dumps(_to_json(shape, answer)).encode()
        return Outbound(200, _JSON_TYPES[model.protocol], body, headers)
    root = ElementTree.Element(f"{operation}Response", {"xmlns": model.xml_namespace})
    wrapper = shape.serialization.get("resultWrapper") if shape else None
    _to_xml(ElementTree.SubElement(root, wrapper) if wrapper else root, shape, answer)
    metadata = ElementTree.SubElement(root, "ResponseMetadata")
    ElementTree.SubElement(metadata, "RequestId").text = request_id
    return Outbound(200, "text/xml", _document(root), headers)


def write_refusal(protocol: Protocol, xml_namespace: str, refusal: Refusal, request_id: str) -> Outbound:
    """Returns an error answer. xml_namespace: for the query protocol."""
    headers = {"x-amzn-RequestId": request_id}
    if protocol == "rest-json":
        headers["x-amzn-ErrorType"] = refusal.code
        return Outbound(refusal.status, _JSON_TYPES[protocol], _message(message=refusal.message), headers)
    if protocol == "json":
        body = _message(__type=refusal.code, message=refusal.message)
        return Outbound(refusal.status, _JSON_TYPES[protocol], body, headers)
    root = ElementTree.Element("ErrorResponse", {"xmlns": xml_namespace} if xml_namespace else {})
    error = ElementTree.SubElement(root, "Error")
    ElementTree.SubElement(error, "Type").text = "Receiver" if refusal.status >= 500 else "Sender"
    ElementTree.SubElement(error, "Code").text = refusal.code
    ElementTree.SubElement(error, "Message").text = refusal.message
    ElementTree.SubElement(root, "RequestId").text = request_id
    return Outbound(refusal.status, "text/xml", _document(root), headers)


def _message(**members: str) -> bytes:
    return json.dumps(members).encode()


def _document(root: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _to_json(shape: Shape | None, value: Any) -> Any:
    if isinstance(value, Mapping):
        members = shape.members if shape is not None and shape.type_name == "structure" else {}
        inner = shape.value if shape is not None and shape.type_name == "map" else None
        written = {}
        for name, item in value.items():
            wire_name = members[name].serialization.get("name", name) if name in members else name
            written[wire_name] = _to_json(members.get(name, inner), item)
        return written
    if isinstance(value, list | tuple):
        inner = shape.member if shape is not None and shape.type_name == "list" else None
        return [_to_json(inner, item) for item in value]
    if isinstance(value, datetime):
        format_name = shape.serialization.get("timestampFormat") if shape is not None else None
        return _iso(value) if format_name == "iso8601" else value.timestamp()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _to_xml(element: ElementTree.Element, shape: Shape | None, value: Any) -> None:
    if isinstance(value, Mapping) and shape is not None and shape.type_name == "map":
        for key, item in value.items():
            entry = ElementTree.SubElement(element, "entry")
            ElementTree.SubElement(entry, shape.key.serialization.get("name", "key")).text = str(key)
            _to_xml(ElementTree.SubElement(entry, shape.value.serialization.get("name", "value")), shape.value, item)
    elif isinstance(value, Mapping):
        members = shape.members if shape is not None and shape.type_name == "structure" else {}
        for name, item in value.items():
            member = members.get(name)
            tag = member.serialization.get("name", name) if member is not None else name
            if member is not None and member.type_name == "list" and member.serialization.get("flattened"):
                _items(element, tag, member.member, item)
            else:
                _to_xml(ElementTree.SubElement(element, tag), member, item)
    elif isinstance(value, list | tuple):
        inner = shape.member if shape is not None and shape.type_name == "list" else None
        _items(element, inner.serialization.get("name", "member") if inner is not None else "member", inner, value)
    else:
        element.text = _text(value)


def _items(element: ElementTree.Element, tag: str, shape: Shape | None, values: Iterable[Any]) -> None:
    for item in values:
        _to_xml(ElementTree.SubElement(element, tag), shape, item)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return _iso(value)
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
