"""Finds names that are similar to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

_SIMILAR = 0.6


def near_name(name: str, names: Iterable[str]) -> str:
    """Returns the most similar of `names`, or ""."""
    folded = {n.lower(): n for n in names}
    close = get_close_matches(name.lower(), folded, n=1, cutoff=_SIMILAR)
    return folded[close[0]] if close else ""


def similarity(asked: str, name: str) -> float:
    """Returns the similarity of two folded names, 0 to 1. A name that contains the other counts as similar."""
    ratio = SequenceMatcher(None, asked, name).ratio()
    if len(asked) >= 2 and (asked in name or name in asked):
        return max(ratio, _SIMILAR)
    return ratio


def is_similar(similarity_: float) -> bool:
    """Returns True where a similarity is high enough to suggest the name."""
    return similarity_ >= _SIMILAR
