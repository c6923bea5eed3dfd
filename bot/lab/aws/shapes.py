"""Compares an answer with the output shape of its operation, so that the lab stays true to the API."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.lab.aws.models import Shape

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "float": (int, float),
    "timestamp": (datetime,),
    "blob": (bytes,),
    "list": (list,),
    "map": (dict,),
    "structure": (dict,),
}


def mismatches(shape: Shape | None, value: Any, place: str = "answer") -> Iterator[str]:
    """Yields what is wrong with a value: unknown or missing members, wrong types, values outside an enum."""
    if shape is None:
        if value:
            yield f"{place}: the operation answers nothing"
        return
    if not _has_type(shape, value):
        yield f"{place}: {type(value).__name__} is no {shape.type_name}"
    elif shape.type_name == "structure":
        yield from (f"{place}.{name}: not in the model" for name in value if name not in shape.members)
        yield from (f"{place}.{name}: missing" for name in shape.required_members if name not in value)
        for name, member in value.items():
            if name in shape.members:
                yield from mismatches(shape.members[name], member, f"{place}.{name}")
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            yield from mismatches(shape.member, item, f"{place}[{index}]")
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from mismatches(shape.value, item, f"{place}[{key!r}]")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"{place}: {value!r} is none of {', '.join(shape.enum)}"
    elif shape.type_name == "timestamp" and value.tzinfo is None:
        yield f"{place}: a time without a zone"


def _has_type(shape: Shape, value: object) -> bool:
    if isinstance(value, bool):
        return bool(shape.type_name == "boolean")
    return isinstance(value, _TYPES[shape.type_name])
