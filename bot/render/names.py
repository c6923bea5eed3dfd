"""The names of check groups and SMTP stages: words where the language has one, else the protocol's own."""

from __future__ import annotations

from bot.words.catalogue import Catalogue


def group_name(group: str, say: Catalogue) -> str:
    """config, aws, ses, dns or smtp in words."""
    key = f"answer.group.{group}"
    return say(key) if key in say else group


def stage_name(name: str, say: Catalogue) -> str:
    """A stage's code in words."""
    key = f"answer.stage.{name}"
    return say(key) if key in say else name.upper()
