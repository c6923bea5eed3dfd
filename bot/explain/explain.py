"""Explains a pasted text: the entry of this package."""

from __future__ import annotations

from dataclasses import replace

from bot.core.redact import mask
from bot.explain.explanation import MAX_BYTES, Explanation, Retry, Sure, Suspect, Unreadable
from bot.explain.facts import Facts, Reading, read
from bot.explain.match import matches
from bot.explain.nearest import nearest
from bot.explain.normalise import Normal, normal, readable
from bot.explain.pasted import without_pasted
from bot.explain.rank import LIKELY, Ranked, is_certain, rank

# A cause with less confidence than this is not reported.
_WEAK = 0.2


def explain(text: str) -> Explanation | Unreadable:
    """Returns what a text shows, in codes and values, or Unreadable where it is empty or longer than MAX_BYTES."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return Unreadable("too_long", size)
    if not text.strip():
        return Unreadable("empty", size)
    clear = readable(text)
    view = normal(clear)
    clean, pasted = without_pasted(clear)
    reading = read(clean, view)
    ranked = _ranked(view, reading)
    if not ranked.suspects and not ranked.foreign and "\n" in clear:
        # A terminal may have broken the line within a phrase, so look again with the line ends removed.
        ranked = _ranked(normal("".join(line.strip("\r") for line in clear.split("\n"))), reading)
    return _explanation(ranked, reading, view, pasted)


def _ranked(view: Normal, reading: Reading) -> Ranked:
    ranked = rank(matches(view, reading.tokens), reading.tokens)
    return replace(ranked, suspects=tuple(s for s in ranked.suspects if s.confidence >= _WEAK))


def _explanation(ranked: Ranked, reading: Reading, view: Normal, pasted: tuple[str, ...]) -> Explanation:
    facts = shown(reading.facts)
    if ranked.foreign or not ranked.suspects:
        return Explanation(
            verdict=Sure.NOT_SES if ranked.foreign else Sure.UNKNOWN,
            causes=(),
            nearest=_near(ranked, view, reading),
            facts=facts,
            provider=ranked.provider,
            retry=_by_code(reading.facts.reply_code),
            pasted=pasted,
        )
    retry = ranked.retry or Retry.UNKNOWN
    return Explanation(_verdict(ranked), ranked.suspects, (), facts, ranked.provider, retry, pasted)


def _verdict(ranked: Ranked) -> Sure:
    if is_certain(ranked.suspects):
        return Sure.CERTAIN
    return Sure.LIKELY if ranked.suspects[0].confidence >= LIKELY else Sure.CANNOT_TELL


def _near(ranked: Ranked, view: Normal, reading: Reading) -> tuple[Suspect, ...]:
    near = nearest(view.words, reading.facts.stage)
    return tuple({suspect.code: suspect for suspect in (*ranked.suspects, *near)}.values())[: len(near)]


def shown(facts: Facts) -> Facts:
    """Returns facts that may appear in a channel: key ids and account ids keep only their last four characters."""
    return replace(
        facts,
        host=mask(facts.host) if facts.host else None,
        identities=tuple(mask(identity) for identity in facts.identities),
        arns=tuple(mask(arn) for arn in facts.arns),
    )


def _by_code(code: int | None) -> Retry:
    """Returns the advice that follows from the reply code: 4xx may pass by itself, 5xx will not (RFC 5321, 4.2.1)."""
    if code is None or code < 400:
        return Retry.UNKNOWN
    return Retry.WAIT if code < 500 else Retry.FIX
