"""Explains a pasted text: the entry of this package."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.redact import mask
from bot.explain.explanation import MAX_BYTES, Certainty, Explanation, Retry, Suspect, Unreadable
from bot.explain.facts import Facts, Reading, read_facts
from bot.explain.match import find_matches
from bot.explain.nearest import find_nearest
from bot.explain.normalise import NormalText, build_views, decode
from bot.explain.pasted import remove_secrets
from bot.explain.rank import LIKELY, Ranked, is_certain, rank

# A cause with less confidence than this is not reported.
_WEAK = 0.2
# Control characters without tab, line ends and the escape of terminal colours, and what no encoding could read.
_UNPRINTED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
# A log may hold one now and then; of random bytes every eighth is one.
_UNPRINTED_SHARE = 0.03


def explain(text: str) -> Explanation | Unreadable:
    """Returns what a text shows, in codes and values, or Unreadable where it is empty, no text or longer than MAX_BYTES."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return Unreadable("too_long", size)
    if not text.strip():
        return Unreadable("empty", size)
    if _is_binary(text):
        return Unreadable("binary", size)
    clear = decode(text)
    view = build_views(clear)
    clean, pasted = remove_secrets(clear)
    reading = read_facts(clean, view)
    ranked = _rank(view, reading)
    if not ranked.suspects and not ranked.foreign and "\n" in clear:
        # A terminal may have broken the line within a phrase, so look again with the line ends removed.
        ranked = _rank(build_views("".join(line.strip("\r") for line in clear.split("\n"))), reading)
    return _explanation(ranked, reading, view, pasted)


def _is_binary(text: str) -> bool:
    """Whether an image or another binary file was read as a text: such bytes give many characters that no text holds."""
    return len(_UNPRINTED.findall(text)) > _UNPRINTED_SHARE * len(text)


def _rank(view: NormalText, reading: Reading) -> Ranked:
    ranked = rank(find_matches(view, reading.tokens), reading.tokens)
    return replace(ranked, suspects=tuple(s for s in ranked.suspects if s.confidence >= _WEAK))


def _explanation(ranked: Ranked, reading: Reading, view: NormalText, pasted: tuple[str, ...]) -> Explanation:
    facts = mask_facts(reading.facts)
    if ranked.foreign or not ranked.suspects:
        return Explanation(
            verdict=Certainty.NOT_SES if ranked.foreign else Certainty.UNKNOWN,
            causes=(),
            nearest=_find_nearest(ranked, view, reading),
            facts=facts,
            provider=ranked.provider,
            retry=_retry_by_code(reading.facts.reply_code),
            pasted=pasted,
        )
    retry = ranked.retry or Retry.UNKNOWN
    return Explanation(_verdict(ranked), _fitting(ranked.suspects, pasted), (), facts, ranked.provider, retry, pasted)


def _fitting(suspects: tuple[Suspect, ...], pasted: tuple[str, ...]) -> tuple[Suspect, ...]:
    """Returns the suspects without those that a pasted secret disproves: an SMTP password is no secret access key."""
    if "smtp_password" not in pasted:
        return suspects
    return tuple(s for s in suspects if s.code != "smtp.password_not_smtp") or suspects


def _verdict(ranked: Ranked) -> Certainty:
    if is_certain(ranked.suspects):
        return Certainty.CERTAIN
    return Certainty.LIKELY if ranked.suspects[0].confidence >= LIKELY else Certainty.CANNOT_TELL


def _find_nearest(ranked: Ranked, view: NormalText, reading: Reading) -> tuple[Suspect, ...]:
    near = find_nearest(view.words, reading.facts.stage)
    return tuple({suspect.code: suspect for suspect in (*ranked.suspects, *near)}.values())[: len(near)]


def mask_facts(facts: Facts) -> Facts:
    """Returns facts that may appear in a channel: key ids and account ids keep only their last four characters."""
    return replace(
        facts,
        host=mask(facts.host) if facts.host else None,
        identities=tuple(mask(identity) for identity in facts.identities),
        arns=tuple(mask(arn) for arn in facts.arns),
    )


def _retry_by_code(code: int | None) -> Retry:
    """Returns the advice that follows from the reply code: 4xx may pass by itself, 5xx will not (RFC 5321, 4.2.1)."""
    if code is None or code < 400:
        return Retry.UNKNOWN
    return Retry.WAIT if code < 500 else Retry.FIX
