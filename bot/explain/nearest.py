"""For a text that shows no known sign: the three causes whose signs share most of its rarer words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

from bot.causes.signs import all_signs
from bot.explain.explanation import Suspect
from bot.explain.normalise import as_words

COUNT = 3
# Where a text has no word in common with any sign: what fails most often at its step, else at all.
_BY_STAGE: Mapping[str | None, tuple[str, ...]] = {
    "connect": ("network.unreachable", "network.dns", "tls.mode_mismatch"),
    "tls": ("tls.mode_mismatch", "tls.certificate", "tls.protocol_version"),
    "helo": ("smtp.helo_invalid", "network.connection_dropped", "tls.mode_mismatch"),
    "auth": ("smtp.credentials_invalid", "smtp.auth_mechanism", "smtp.auth_required"),
    "mail_from": ("address.invalid", "smtp.auth_required", "identity.not_verified"),
    "rcpt": ("recipient.rejected", "address.invalid", "recipient.too_many"),
    "data": ("identity.not_verified", "iam.access_denied", "message.malformed"),
    "delivery": ("recipient.rejected", "dmarc.failing", "recipient.suppressed"),
    "api": ("iam.access_denied", "credentials.invalid_key_id", "region.mismatch"),
    None: ("smtp.credentials_invalid", "identity.not_verified", "network.unreachable"),
}


def nearest(words: str, stage: str | None) -> tuple[Suspect, ...]:
    """Three causes, the nearest first; their confidence is below what would make them suspects."""
    said = frozenset(words.split())
    weights = _weights()
    scores = {code: sum(weights[word] for word in known & said) for code, known in _vocabulary().items()}
    near = sorted((code for code, score in scores.items() if score > 0), key=lambda code: -scores[code])
    codes = tuple(dict.fromkeys((*near[:COUNT], *_BY_STAGE[stage])))[:COUNT]
    return tuple(Suspect(code, round(0.15 - 0.03 * place, 2)) for place, code in enumerate(codes))


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    """The words of every cause's signs; one and two letters and numbers say nothing."""
    return {
        code: frozenset(
            word
            for sign in signs
            for phrase in (*sign.any, *sign.all)
            for word in as_words(phrase.lower()).split()
            if len(word) > 2 and not word.isdigit()
        )
        for code, signs in all_signs().items()
    }


@cache
def _weights() -> Mapping[str, float]:
    """A word is worth the more, the fewer causes use it."""
    used = Counter(word for words in _vocabulary().values() for word in words)
    return {word: math.log(len(_vocabulary()) / count) for word, count in used.items()}
