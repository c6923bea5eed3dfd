"""The guides: Markdown with front matter, one file a cause and language, in bot/guides/<lang>/<area>/<state>.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.languages import GUIDES
from bot.words.text import Text, parse_markdown

_PARTS = ("title", "why", "verify", "caution")
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A fix step's words. undo is None where the step has none."""

    id: str
    text: Text
    undo: Text | None


@dataclass(frozen=True, slots=True)
class Guide:
    """A cause's words in one language. Each part maps a variant ("default" among them) to its text."""

    parts: Mapping[str, Mapping[str, Text]]
    steps: tuple[GuideStep, ...]

    def part(self, name: str, variant: str) -> Text:
        """title, why, verify or caution, in the variant's wording where it has one."""
        texts = self.parts[name]
        return texts.get(variant) or texts[DEFAULT]


@cache
def load_guide(code: str, language: str) -> Guide:
    """The guide of a cause. Raises FileNotFoundError or ValueError (with the path) where it is missing or malformed."""
    area, _dot, state = code.partition(".")
    path = GUIDES / language / area / f"{state}.md"
    text = path.read_text(encoding="utf-8")
    _start, separator, rest = text.partition("---\n")
    head, end, body = rest.partition("\n---\n")
    if not separator or not end:
        raise ValueError(f"{path}: no front matter")
    front = yaml.safe_load(head)
    if set(front) - set(_PARTS) or not {"title", "why"} <= set(front):
        raise ValueError(f"{path}: front matter must hold {_PARTS}")
    parts = {name: _variants(front.get(name) or "") for name in _PARTS}
    return Guide(parts, tuple(_steps(body, path)))


def _variants(value: str | Mapping[str, str]) -> Mapping[str, Text]:
    if isinstance(value, str):
        return {DEFAULT: parse_markdown(value)}
    return {name: parse_markdown(text or "") for name, text in value.items()}


def _steps(body: str, path: Path) -> list[GuideStep]:
    steps = []
    for block in body.split("\n## ")[0:] if body.startswith("## ") else ("\n" + body).split("\n## ")[1:]:
        name, _line, rest = block.removeprefix("## ").partition("\n")
        lines = rest.strip().splitlines()
        text = " ".join(line for line in lines if not line.startswith(">"))
        undo = " ".join(line[1:].strip() for line in lines if line.startswith(">"))
        if not text.strip():
            raise ValueError(f"{path}: step {name} has no text")
        steps.append(GuideStep(name.strip(), parse_markdown(text), parse_markdown(undo) if undo else None))
    return steps
