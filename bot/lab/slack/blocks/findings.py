"""Collects the faults of a payload, in Slack's form: a sentence and a JSON pointer."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Findings:
    """The faults found so far, each as `message [json-pointer:/where]`, in the order of the payload."""

    faults: list[str] = field(default_factory=list)

    def add(self, pointer: str, message: str) -> None:
        self.faults.append(f"{message} [json-pointer:{pointer}]")

    def keys(
        self, value: dict[str, Any], pointer: str, *, required: Collection[str], optional: Collection[str]
    ) -> None:
        """Checks the fields of an object. Slack refuses unknown fields and names missing ones."""
        for name in required:
            if name not in value:
                self.add(pointer, f"missing required field: {name}")
        for name in value:
            if name != "type" and name not in required and name not in optional:
                self.add(pointer, f"invalid additional property: {name}")

    def string(self, value: Any, pointer: str, *, most: int, least: int = 1) -> None:
        if not isinstance(value, str):
            self.add(pointer, "must be a string")
        elif len(value) < least:
            self.add(pointer, f"must be more than {least - 1} characters")
        elif len(value) > most:
            self.add(pointer, f"must be less than {most + 1} characters")

    def items(self, value: Any, pointer: str, *, most: int, least: int = 1) -> list[Any]:
        """Checks a list and returns it; [] where the value is no list, so that a caller can loop over the result."""
        if not isinstance(value, list):
            self.add(pointer, "must be an array")
            return []
        if len(value) < least:
            self.add(pointer, f"no fewer than {least} items allowed")
        if len(value) > most:
            self.add(pointer, f"no more than {most} items allowed")
        return value

    def one_of(self, value: Any, pointer: str, allowed: Collection[Any]) -> None:
        if value not in allowed:
            self.add(pointer, f"must be one of: {', '.join(map(str, allowed))}")

    def mapping(self, value: Any, pointer: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.add(pointer, "must be an object")
        return {}

    def text_object(self, value: Any, pointer: str, *, most: int, plain: bool = False) -> None:
        """Checks a text object. plain: mrkdwn is refused. most: the highest number of characters."""
        if not isinstance(value, dict):
            self.add(pointer, "must be an object")
            return
        text, kind = value, value.get("type")
        if kind not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
            self.add(f"{pointer}/type", f"unsupported type: {kind}")
            return
        flag = "emoji" if kind == "plain_text" else "verbatim"
        self.keys(text, pointer, required=("text",), optional=(flag,))
        if "text" in text:
            self.string(text["text"], f"{pointer}/text", most=most)
        if flag in text and not isinstance(text[flag], bool):
            self.add(f"{pointer}/{flag}", "must be a boolean")

    def url(self, value: Any, pointer: str) -> None:
        self.string(value, pointer, most=3000)
        if isinstance(value, str) and not value.startswith(("http://", "https://", "mailto:", "slack://", "tel:")):
            self.add(pointer, "must be a valid URL")
