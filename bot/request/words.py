"""What was typed as words, before any grammar: forgiving of spellings, quotes, dashes and the marks of Slack."""

from __future__ import annotations

import re
import unicodedata

from bot.core.redact import Redactor, cut, strip_controls

HELP = frozenset({"help", "?", "h", "tro giup", "giup", "giup do", "huong dan"})
QUOTES = "\"'`‘’‚‛“”„‟«»‹›′″"
_SHOWN = 40
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_ENDS = ".,;!"
# Slack's marks for bold, italic and struck out, which belong to a word only where they stand at one end.
_MARKED = re.compile(r"([*_~])(.+)\1")
# What Slack makes of an address: https://docs.slack.dev/messaging/formatting-message-text
_MAILTO = re.compile(r"<mailto:([^<>|]{1,1000})(?:\|[^<>]{0,1000})?>")


def words(text: str) -> list[str]:
    """The words as they were meant."""
    plain = _MAILTO.sub(r"\1", strip_controls(unicodedata.normalize("NFKC", text)).translate(_DASHES))
    # A space beside the sign is a slip: `lang: vi`.
    plain = re.sub(r"(?<=\w)\s*([:=])\s*(?=\w)", r"\1", plain)
    found = (_MARKED.sub(r"\2", word.strip(QUOTES).rstrip(_ENDS).strip(QUOTES)) for word in plain.split())
    return [word for word in found if word]


def folded(text: str) -> str:
    """Lower case and without marks: many people type Vietnamese without them."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def shown(word: str) -> str:
    """A word as it may be repeated to who typed it."""
    return cut(Redactor().clean(word), _SHOWN)
