"""What was typed, as words: without the spellings, quotes, dashes and marks that a keyboard or Slack adds."""

from __future__ import annotations

import re
import unicodedata

from bot.core.redact import Redactor, cut, strip_controls

QUOTES = "\"'`‘’‚‛“”„‟«»‹›′″"
# So much of a word is quoted back to the person who typed it, in characters.
_QUOTED = 40
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_ENDS = ".,;!"
# Slack's marks for bold, italic and struck out, which belong to a word only where they stand at one end.
_MARKED = re.compile(r"([*_~])(.+)\1")
# What Slack makes of an address: https://docs.slack.dev/messaging/formatting-message-text
_MAILTO = re.compile(r"<mailto:([^<>|]{1,1000})(?:\|[^<>]{0,1000})?>")


def plain_letters(text: str) -> str:
    """The text in NFKC, without control characters, and with every dash as a hyphen."""
    return strip_controls(unicodedata.normalize("NFKC", text)).translate(_DASHES)


def tokenise(text: str) -> list[str]:
    """The words of a text. `lang: vi` is one word, and quotes, marks and final punctuation are left out."""
    plain = _MAILTO.sub(r"\1", plain_letters(text))
    # A space beside the sign is a slip: `lang: vi`.
    plain = re.sub(r"(?<=\w)\s*([:=])\s*(?=\w)", r"\1", plain)
    found = (_MARKED.sub(r"\2", word.strip(QUOTES).rstrip(_ENDS).strip(QUOTES)) for word in plain.split())
    return [word for word in found if word]


def quote_back(word: str) -> str:
    """A word as it may be repeated to who typed it: cut, and redacted where it looks like a secret."""
    return cut(Redactor().clean(word), _QUOTED)
