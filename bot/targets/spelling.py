"""Near-miss names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

_SIMILAR = 0.6


def near_name(name: str, names: Iterable[str]) -> str:
    """The one name written most like this one, or ""."""
    folded = {n.lower(): n for n in names}
    close = get_close_matches(name.lower(), folded, n=1, cutoff=_SIMILAR)
    return folded[close[0]] if close else ""


def likeness(asked: str, name: str) -> float:
    """How much a name looks like what was asked, 0 to 1; a part of it counts as alike. Both are folded beforehand."""
    ratio = SequenceMatcher(None, asked, name).ratio()
    if len(asked) >= 2 and (asked in name or name in asked):
        return max(ratio, _SIMILAR)
    return ratio


def is_like(likeness_: float) -> bool:
    """True where a likeness is worth naming."""
    return likeness_ >= _SIMILAR
