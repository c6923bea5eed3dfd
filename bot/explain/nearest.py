"""Finds the three most similar causes for a text that shows no known sign, by the rarer words that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

from bot.causes.signs import all_signs
from bot.explain.explanation import Suspect
from bot.explain.normalise import as_words

COUNT = 3
# The most frequent causes at each step, for a text that shares no word with any sign. None: the step is not known.
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


def find_nearest(words: str, stage: str | None) -> tuple[Suspect, ...]:
    """Returns three causes, the most similar first. Their confidence is lower than that of any real suspect."""
    said = frozenset(words.split())
    weights = _weights()
    scores = {code: sum(weights[word] for word in known & said) for code, known in _vocabulary().items()}
    near = sorted((code for code, score in scores.items() if score > 0), key=lambda code: -scores[code])
    codes = tuple(dict.fromkeys((*near[:COUNT], *_BY_STAGE[stage])))[:COUNT]
    return tuple(Suspect(code, round(0.15 - 0.03 * place, 2)) for place, code in enumerate(codes))


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    """Returns the words of every cause's signs, without numbers and words of one or two letters."""
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
    """Returns the weight of each word. The fewer causes use a word, the more it weighs."""
    used = Counter(word for words in _vocabulary().values() for word in words)
    return {word: math.log(len(_vocabulary()) / count) for word, count in used.items()}
