"""Whatever people paste, as plain text and as words: escapes, wrapping, quotes, case, accents and mojibake undone."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

# UTF-8 read as cp1252 leaves these behind; without one of them nothing is repaired.
_MOJIBAKE = re.compile("[ÃÂÄÅÆá][\u0080-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â€")
_HIGH_RUN = re.compile("[\u0080-ÿ‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]{2,64}")
# However often it was escaped.
_ESCAPE = re.compile(r"(?<!\\)\\{1,16}(?:u([0-9a-fA-F]{4})|([nrt])|([\"'`/]))")
_SOFT_BREAK = re.compile(r"=\r?\n")
_NOISE = re.compile(
    "\x1b\\[[0-9;?]{0,16}[A-Za-z]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# Some clients put the code and the message of AWS together without a blank.
_GLUED = re.compile(
    r"\b(InvalidParameterValue|MessageRejected|AccessDenied|SignatureDoesNotMatch)(?=[A-Z][a-z])(?!Exception)"
)
# Narrower than any terminal, a line was broken by somebody.
_NARROWEST = 30
# As in "doesn't"; Python's b'…' is no word.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?<!\bb)['\u2019](?=[^\W\d_])")
_BETWEEN = re.compile(r"[\W_]+")
_ASCII_WORDS = str.maketrans({chr(n): " " for n in range(128) if not chr(n).isalnum()})


@dataclass(frozen=True, slots=True)
class Normal:
    """text: readable, escapes undone, what facts are read from. cased and words: the words alone, one blank between and

    around them; words are in lower case and without accents.
    """

    text: str
    cased: str
    words: str


def readable(text: str) -> str:
    """The text without escapes, markup entities, control characters and mojibake."""
    if not text.isascii() and _MOJIBAKE.search(text):
        text = _HIGH_RUN.sub(_repaired, text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if "&" in text:
        text = html.unescape(text)
    if "\n" in text:
        text = _unwrapped(text)
    # Base64 ends in = too, so only where quoted-printable shows.
    if "=3D" in text or "=20" in text:
        text = _SOFT_BREAK.sub("", text).replace("=20", " ").replace("=3D", "=")
    text = _GLUED.sub(r"\1 ", text)
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _NOISE.sub("", text))
    return text


def _unwrapped(text: str) -> str:
    """One long line that a terminal broke at its edge: every line but the last is equally long."""
    *full, last = text.split("\n")
    widths = {len(line) for line in full}
    if not full or len(widths) != 1 or (width := widths.pop()) < _NARROWEST or len(last) > width:
        return text
    return "".join((*full, last))


def normal(text: str) -> Normal:
    """The views of a readable text."""
    cased = as_words(text)
    return Normal(text, cased, cased.lower())


def as_words(text: str) -> str:
    """Words alone, in their own case, without accents; a blank before, between and after them."""
    if not text.isascii():
        text = _folded(text)
    if "'" in text or "\u2019" in text:
        text = _APOSTROPHE.sub("", text)
    text = text.translate(_ASCII_WORDS) if text.isascii() else _BETWEEN.sub(" ", text)
    return f" {' '.join(text.split())} "


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\n" if match[2] else match[3]


def _repaired(match: re.Match[str]) -> str:
    try:
        return b"".join(_byte(c) for c in match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]


def _byte(character: str) -> bytes:
    """cp1252, and Latin-1 for the five bytes that it leaves out, as Windows does."""
    return character.encode("latin-1") if ord(character) < 256 else character.encode("cp1252")
