"""Words for what is wrong with the configuration."""

from __future__ import annotations

from bot.core.errors import Mistake
from bot.words.catalogue import catalogue


def describe_mistake(mistake: Mistake, language: str) -> str:
    """One mistake as a whole sentence in one language, with its place and its near name where there is one."""
    words = catalogue(language)
    with_near = f"{mistake.key}.near"
    key = with_near if mistake.near and with_near in words else mistake.key
    return words(key, place=mistake.place, near=mistake.near, detail=mistake.detail)
