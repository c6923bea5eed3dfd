"""The names of check groups and SMTP stages in a language; without words for one, its code."""

from __future__ import annotations

from bot.words.catalogue import Catalogue


def group_name(group: str, say: Catalogue) -> str:
    """The name of a group of checks."""
    key = f"answer.group.{group}"
    return say(key) if key in say else group


def stage_name(name: str, say: Catalogue) -> str:
    """The name of an SMTP stage."""
    key = f"answer.stage.{name}"
    return say(key) if key in say else name.upper()
