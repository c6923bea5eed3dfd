"""Reads `aws` command lines out of a command, and holds each against botocore's model of the operation."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import botocore.session
import jmespath
from botocore import xform_name
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

_SEPARATORS = "|&;<>()\n"
_HEREDOC = re.compile(r"^python3 - <<'PY'\n.*?^PY$", re.MULTILINE | re.DOTALL)
# Options of the AWS CLI itself: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
_GLOBAL = {"region", "query", "output", "endpoint-url", "profile", "cli-binary-format"}
# Commands that the CLI makes by itself, with the options that are used here.
_OWN = {
    ("ses", "send-email"): {"from", "to", "subject", "text"},
    ("ses", "send-raw-email"): {"source", "destinations", "raw-message"},
    ("s3", "presign"): {"expires-in"},
    ("configure", "export-credentials"): {"profile", "format"},
    ("sso", "login"): {"profile"},
}
_DEPTH = 6


def without_scripts(text: str) -> str:
    """The text without its Python scripts."""
    return _HEREDOC.sub("", text)


def words_of(text: str) -> Iterator[list[str]]:
    """Each simple command of a shell text, as its words; what is redirected to a file is left out."""
    lexer = shlex.shlex(without_scripts(text), posix=True, punctuation_chars=_SEPARATORS)
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, "#"
    found: list[str] = []
    skip = False
    for token in lexer:
        if set(token) <= set(_SEPARATORS):
            skip = ">" in token or "<" in token
            if not skip and found:
                yield found
                found = []
        elif skip:
            skip = False
        else:
            found.append(token)
    if found:
        yield found


def mistakes(words: Sequence[str], sample_key: str) -> list[str]:
    """What is wrong with one `aws` command; [] where nothing is. sample_key: a key that maps in answers have."""
    service, name = words[1:3]
    options = _options(words[3:])
    if (service, name) in _OWN:
        return [f"--{o}" for o in options if o not in _OWN[service, name] | _GLOBAL]
    model = _session().get_service_model(service)
    operations = {xform_name(o, "-"): o for o in model.operation_names}
    if name not in operations:
        return [f"no operation {name}"]
    operation = model.operation_model(operations[name])
    return [*_parameters(operation, options), *_query(operation, options, sample_key)]


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


def _options(words: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for word in words:
        if word.startswith("--"):
            name = word[2:]
            found[name] = []
        elif name:
            found[name].append(word)
    return found


def _parameters(operation: OperationModel, options: dict[str, list[str]]) -> Iterator[str]:
    shape = operation.input_shape
    members = {xform_name(m, "-"): s for m, s in shape.members.items()} if isinstance(shape, StructureShape) else {}
    needed = {xform_name(m, "-") for m in shape.required_members} if isinstance(shape, StructureShape) else set()
    yield from (f"--{name} is missing" for name in needed - {o.removeprefix("no-") for o in options})
    for name, values in options.items():
        if name in members:
            if members[name].type_name != "boolean" and not values:
                yield f"--{name} needs a value"
            yield from (wrong for value in values for wrong in _value(name, value, members[name]))
        elif name.removeprefix("no-") in members:
            if members[name.removeprefix("no-")].type_name != "boolean":
                yield f"--{name} is no switch"
        elif name not in _GLOBAL:
            yield f"--{name}"


def _value(name: str, value: str, shape: Shape) -> Iterator[str]:
    if value.startswith(("file://", "$(")):
        return
    if "policy" in name and value.startswith("{"):
        json.loads(value)
        return
    if isinstance(shape, StructureShape | MapShape) or (isinstance(shape, ListShape) and "=" in value):
        allowed = set(_names(shape))
        given = _json_keys(json.loads(value)) if value.startswith("{") else re.findall(r"(\w+)=", value)
        yield from (f"--{name}: {key}" for key in given if key not in allowed)
        return
    kind: Any = shape.member if isinstance(shape, ListShape) else shape
    if getattr(kind, "enum", None) and value not in kind.enum:
        yield f"--{name}: {value} is none of {kind.enum}"


def _json_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from _json_keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from _json_keys(part)


def _names(shape: Shape, depth: int = 0) -> Iterator[str]:
    if depth > _DEPTH:
        return
    if isinstance(shape, StructureShape):
        yield from shape.members
        for member in shape.members.values():
            yield from _names(member, depth + 1)
    elif isinstance(shape, ListShape):
        yield from _names(shape.member, depth + 1)
    elif isinstance(shape, MapShape):
        yield from getattr(shape.key, "enum", ())
        yield from _names(shape.value, depth + 1)


def _query(operation: OperationModel, options: dict[str, list[str]], sample_key: str) -> Iterator[str]:
    for query in options.get("query", ()):
        found = jmespath.search(query, _sample(operation.output_shape, sample_key))
        if found in (None, [], {}) or None in _leaves(found):
            yield f"--query {query} finds nothing"


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    return [leaf for part in value for leaf in _leaves(part)] if isinstance(value, list) else [value]


def _sample(shape: Shape | None, sample_key: str, depth: int = 0) -> Any:
    """An answer in which every field is there."""
    if shape is None or depth > _DEPTH:
        return "x"
    if isinstance(shape, StructureShape):
        return {name: _sample(member, sample_key, depth + 1) for name, member in shape.members.items()}
    if isinstance(shape, ListShape):
        return [_sample(shape.member, sample_key, depth + 1)]
    if isinstance(shape, MapShape):
        return {sample_key: _sample(shape.value, sample_key, depth + 1)}
    return {"boolean": True, "integer": 1, "long": 1, "double": 1.0, "float": 1.0}.get(shape.type_name, "x")
