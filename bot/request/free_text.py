"""What a person typed after `/ses-explain`, `/ses-guide` or `/ses-compare`: free text, and flags only at its two ends.

    [public] [lang:vi|en] <text>   ·   <text> [public] [lang:vi|en]   ·   help

The text may hold anything, so a flag counts only as the first or the last word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

EXPLAIN = "/ses-explain"
GUIDE = "/ses-guide"
COMPARE = "/ses-compare"
PUBLIC = "public"
_LANGUAGE = re.compile(r"-{0,2}lang(?:uage)?[:=](?P<language>vi|vn|en)(?:[-_][a-z]{2})?")
_HELP = frozenset({"help", "?"})
# Longer words are no flags; folding a megabyte for nothing is spared.
_LONGEST_FLAG = 24


@dataclass(frozen=True, slots=True)
class TextRequest:
    """text: as typed, without the flags; "" where only a flag or "help" was typed. language: None where not said.

    help: "help" was typed.
    """

    text: str
    language: str | None = None
    public: bool = False
    help: bool = False


def parse_text(text: str, *, may_be_public: bool) -> TextRequest:
    """The request that a command's text stands for. Never raises. may_be_public: the command knows `public`."""
    rest, language, public = text.strip(), None, False
    while rest:
        first, last = rest.split(maxsplit=1), rest.rsplit(maxsplit=1)
        for word, others in ((first[0], first[1:]), (last[-1], last[:-1])):
            flag = _flag(word)
            if flag == PUBLIC and may_be_public:
                public = True
            elif flag and flag != PUBLIC:
                language = flag
            else:
                continue
            rest = others[0].strip() if others else ""
            break
        else:
            break
    asked = rest.lower() in _HELP
    return TextRequest("" if asked else rest, language, public, asked)


def _flag(word: str) -> str:
    """PUBLIC, a language, or "" for a word that is no flag."""
    if len(word) > _LONGEST_FLAG:
        return ""
    folded = unicodedata.normalize("NFKC", word).lower()
    if folded.lstrip("-") == PUBLIC:
        return PUBLIC
    match = _LANGUAGE.fullmatch(folded)
    return {"vn": "vi"}.get(match["language"], match["language"]) if match else ""
