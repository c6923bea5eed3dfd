"""From the signs that a text shows to a verdict. The order is explicit:

1. A cause is as certain as its strongest sign; a sign's `hides` removes what it rules out.
2. Another provider's own words beat everything weaker; its host alone beats only what a server answers, because
   network and TLS trouble is the same whoever is called.
3. Certain: the first stands at 0.9 or more and no other within reach of it. Likely from 0.55. Below, it cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.explain.explanation import Retry, Suspect
from bot.explain.match import Hit, Matches

CERTAIN = 0.9
LIKELY = 0.55
_REACH = 0.3
_OWN_WORDS = 0.92
_MOST = 6
# Trouble on the way to a server, which is nobody's dialect.
_ON_THE_WAY = ("network.", "tls.")


@dataclass(frozen=True, slots=True)
class Ranked:
    """suspects: best first. provider: the name to show, None for SES or unnamed. foreign: not SES's error."""

    suspects: tuple[Suspect, ...]
    provider: str | None
    foreign: bool
    retry: Retry | None


def rank(found: Matches, tokens: frozenset[str]) -> Ranked:
    """The order of what was found."""
    provider = max(found.providers, key=lambda hit: (hit.sure, hit.owner), default=None)
    hidden = frozenset().union(*(hit.hides for hit in found.causes), *(hit.hides for hit in found.providers))
    best: dict[str, Hit] = {}
    for hit in found.causes:
        if hit.owner not in hidden and hit.sure > best.get(hit.owner, _NOTHING).sure:
            best[hit.owner] = hit
    order = sorted(best.values(), key=lambda hit: (-hit.sure, hit.owner))
    suspects = tuple(Suspect(hit.owner, hit.sure) for hit in order[:_MOST])
    foreign = provider is not None and _foreign(provider, order, tokens)
    name = _name(found.providers) if provider and (foreign or "ses" not in tokens) else None
    return Ranked(suspects, name, foreign, Retry(order[0].retry) if order else None)


def is_certain(suspects: tuple[Suspect, ...]) -> bool:
    """True where the text defines its cause: nothing else comes near the first."""
    first, *others = suspects
    return first.confidence >= CERTAIN and all(other.confidence <= first.confidence - _REACH for other in others)


def _foreign(provider: Hit, order: list[Hit], tokens: frozenset[str]) -> bool:
    own_words = provider.sure >= _OWN_WORDS
    if not own_words and any(token.startswith("host:ses_") for token in tokens):
        return False
    if not order:
        return True
    first = order[0]
    if first.owner.startswith(_ON_THE_WAY) and first.sure >= LIKELY and not own_words:
        return False
    return provider.sure > first.sure


def _name(providers: Iterable[Hit]) -> str | None:
    named = [hit for hit in providers if hit.owner != "generic"]
    return max(named, key=lambda hit: (hit.sure, hit.owner)).owner if named else None


_NOTHING = Hit("", 0.0, frozenset(), "fix")
