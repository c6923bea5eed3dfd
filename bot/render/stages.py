"""The names of the SMTP stages: words where the language has one, else the protocol's own."""

from __future__ import annotations

from bot.words.catalogue import Catalogue


def stage_name(name: str, say: Catalogue) -> str:
    """A stage's code in words."""
    key = f"answer.stage.{name}"
    return say(key) if key in say else name.upper()
