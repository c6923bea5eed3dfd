"""The card of every scenario as a person reads it. `python -m tests.lab.cards` writes the golden files; read the diff."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from pathlib import Path

from bot.core.model import RunResult
from bot.lab.scenarios import SCENARIOS
from bot.languages import LANGUAGES
from bot.render.slack.card import card
from bot.shell import isolate
from bot.words.build import build_report
from tests.lab.play import play
from tests.render.slack.words import list_card_texts

GOLDEN = Path(__file__).parent / "golden"
_HEAD = "## "
# What differs from run to run and between versions of Python: times, durations, the lab's ports and folder, TLS errors.
_CHANGING = (
    (re.compile(r"<!date\^[^>]*>|\b\d{2}:\d{2}(?::\d{2})?\b"), "<time>"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2} [A-Z][a-z]{2} \d{4}\b"), "<date>"),
    (re.compile(r"\b\d+(?:[.,]\d+)? (?:ms|s|seconds|giây)\b"), "<duration>"),
    (re.compile(r"\[SSL: [^`]*"), "<TLS error>"),
    (re.compile(r"/[^` ]*/ses-check-lab-[^/` ]*"), "<folder>"),
    (re.compile(r"\b[1-6]\d{4}\b"), "<port>"),
)


def card_text(run: RunResult, language: str) -> str:
    """A channel's card in words, a line a text, without what differs from run to run."""
    text = "\n".join(list_card_texts(card(build_report(run, language), asked_by="an", private=False)))
    for form, instead in _CHANGING:
        text = form.sub(instead, text)
    return text


@cache
def golden_cards(language: str) -> dict[str, str]:
    """The text of each scenario's card, by the scenario's name, as it was looked at."""
    kept = (GOLDEN / f"cards.{language}.md").read_text(encoding="utf-8")
    return dict(part.strip("\n").split("\n\n", 1) for part in f"\n{kept}".split(f"\n{_HEAD}")[1:])


def write_goldens() -> None:
    """Play every scenario once and write its cards."""
    isolate()
    runs = {name: asyncio.run(play(scenario))[1] for name, scenario in SCENARIOS.items()}
    GOLDEN.mkdir(exist_ok=True)
    for language in LANGUAGES:
        parts = [f"{_HEAD}{name}\n\n{card_text(run, language)}\n" for name, run in runs.items()]
        (GOLDEN / f"cards.{language}.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    write_goldens()
