"""Decodes pasted text to plain text and to words: undoes escapes, line wraps, quotes, case, accents and mojibake."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

# UTF-8 that was decoded as cp1252 contains these characters. A text without them needs no repair.
_MOJIBAKE = re.compile("[ÃÂÄÅÆá][\u0080-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â€")
_HIGH_RUN = re.compile("[\u0080-ÿ‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]{2,64}")
# A text that passed several programs may be escaped several times.
_ESCAPE = re.compile(r"(?<!\\)\\{1,16}(?:u([0-9a-fA-F]{4})|([nrt])|([\"'`/]))")
_SOFT_BREAK = re.compile(r"=\r?\n")
_NOISE = re.compile(
    "\x1b\\[[0-9;?]{0,16}[A-Za-z]"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# Some clients join AWS's code and message without a blank.
_GLUED = re.compile(
    r"\b(InvalidParameterValue|MessageRejected|AccessDenied|SignatureDoesNotMatch)(?=[A-Z][a-z])(?!Exception)"
)
# No terminal is narrower than this. Shorter lines were broken by a person, so they are not joined.
_NARROWEST = 30
# As in "doesn't". The quote of Python's b'…' does not match.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?<!\bb)['\u2019](?=[^\W\d_])")
_BETWEEN = re.compile(r"[\W_]+")
_ASCII_WORDS = str.maketrans({chr(n): " " for n in range(128) if not chr(n).isalnum()})


@dataclass(frozen=True, slots=True)
class NormalText:
    """The views of one decoded text.

    text: the text itself, from which facts are read. cased: its words alone, with one blank before, between and after
    them, without accents. words: the same in lower case.
    """

    text: str
    cased: str
    words: str


def decode(text: str) -> str:
    """Returns the text without escapes, markup entities, control characters and mojibake."""
    if not text.isascii() and _MOJIBAKE.search(text):
        text = _HIGH_RUN.sub(_repair_mojibake, text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    if "&" in text:
        text = html.unescape(text)
    if "\n" in text:
        text = _unwrap(text)
    # Base64 may also end in "=", so soft breaks are only removed where quoted-printable is evident.
    if "=3D" in text or "=20" in text:
        text = _SOFT_BREAK.sub("", text).replace("=20", " ").replace("=3D", "=")
    text = _GLUED.sub(r"\1 ", text)
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _NOISE.sub("", text))
    return text


def _unwrap(text: str) -> str:
    """Joins one long line that a terminal wrapped, which leaves all lines but the last equally long."""
    *full, last = text.split("\n")
    widths = {len(line) for line in full}
    if not full or len(widths) != 1 or (width := widths.pop()) < _NARROWEST or len(last) > width:
        return text
    return "".join((*full, last))


def build_views(text: str) -> NormalText:
    """Returns the views of a text that `decode` returned."""
    cased = as_words(text)
    return NormalText(text, cased, cased.lower())


def as_words(text: str) -> str:
    """Returns the words alone, in their own case and without accents, with one blank before, between and after them."""
    if not text.isascii():
        text = _strip_accents(text)
    if "'" in text or "\u2019" in text:
        text = _APOSTROPHE.sub("", text)
    text = text.translate(_ASCII_WORDS) if text.isascii() else _BETWEEN.sub(" ", text)
    return f" {' '.join(text.split())} "


def _strip_accents(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\n" if match[2] else match[3]


def _repair_mojibake(match: re.Match[str]) -> str:
    try:
        return b"".join(_encode_byte(c) for c in match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]


def _encode_byte(character: str) -> bytes:
    """Encodes as cp1252, and the five bytes that cp1252 leaves undefined as Latin-1, as Windows does."""
    return character.encode("latin-1") if ord(character) < 256 else character.encode("cp1252")
