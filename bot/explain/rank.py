"""Orders the causes whose signs a text shows, and decides whether the text is another provider's.

1. A cause has the confidence of its strongest sign. A sign's `hides` removes the causes that it rules out.
2. A sentence that only another provider writes outweighs every weaker sign. The provider's host name alone does not
   outweigh network and TLS causes: those fail in the same way whatever server is called.
3. The verdict is CERTAIN where the first cause has 0.9 or more and no other is within 0.3 of it; LIKELY from 0.55;
   else CANNOT_TELL.
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
# Causes on the way to a server. They do not depend on whose server it is.
_ON_THE_WAY = ("network.", "tls.")


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ordered causes of a text.

    suspects: best first. provider: the name to show; None where it is SES or has no name. foreign: the error is another
    provider's. retry: the advice of the strongest sign; None where there are no suspects.
    """

    suspects: tuple[Suspect, ...]
    provider: str | None
    foreign: bool
    retry: Retry | None


def rank(found: Matches, tokens: frozenset[str]) -> Ranked:
    """Returns the causes of a text in order, and its provider. tokens: those of the text (bot.explain.tokens)."""
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
    """Returns True where the text proves its first cause. suspects: at least one, best first."""
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
