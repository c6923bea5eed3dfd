"""Slack's mrkdwn, written so that no value can become markup: escapes, code spans, and lines that split anywhere.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

from bot.render.clean import as_text, one_line, visible
from bot.words.text import Mark, Text

_BACKTICK = "ˋ"
# What Slack would turn into an emoji, bold, italics, strike or a link is set as code: it is a value, not prose.
_WORD = re.compile(r"\S+")
_REFORMATTED = re.compile(r":[\w+'-]{1,100}:|[*~]|://|\bwww\.|^_|_$")
LINK_TEXT = 600
_USER = re.compile(r"[UW][A-Z0-9]{2,24}")
USER_TEXT = 25


class Kind(StrEnum):
    """How a piece is set. RAW is ready mrkdwn of our own, never split."""

    RAW = "raw"
    PLAIN = "plain"
    CODE = "code"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style, not yet escaped."""

    text: str
    kind: Kind = Kind.PLAIN


Line = tuple[Piece, ...]
DOT = " · "


def raw(text: str) -> Line:
    """Ready mrkdwn of our own: an emoji, a mention, a link."""
    return (Piece(text, Kind.RAW),)


def prose(sentence: str | Text) -> Line:
    """A sentence; backticks in a str mark code."""
    text = as_text(sentence) if isinstance(sentence, str) else sentence
    kinds = {Mark.PLAIN: Kind.PLAIN, Mark.CODE: Kind.CODE, Mark.STRONG: Kind.STRONG}
    return tuple(Piece(span.text, kinds[span.mark]) for span in text.spans if span.text)


def strong(sentence: str | Text) -> Line:
    """A sentence in bold; its code stays code."""
    return tuple(replace(p, kind=Kind.STRONG) if p.kind is Kind.PLAIN else p for p in prose(sentence))


def code(value: str) -> Line:
    """A value as it is."""
    return (Piece(value, Kind.CODE),)


def user(user_id: str) -> Line:
    """A mention of one person, shown by name; anything but a user id is plain text."""
    return raw(f"<@{user_id}>") if _USER.fullmatch(user_id) else prose(user_id[:USER_TEXT])


def link(url: str, title: str) -> Line:
    """A link of our own; only for http and https and of a usual length, with nothing left to fill in; else as it is."""
    if not url.startswith(("https://", "http://")) or "<" in url or len(url) + len(title) > LINK_TEXT:
        return (*prose(title), *raw(" "), *code(url))
    safe = quote(one_line(url), safe="%/:?#[]@!$&'()*+,;=~-._")
    return raw(f"<{escape(safe)}|{escape(one_line(title)).replace('|', '¦')}>")


def joined_by(separator: str, lines: Iterable[Line]) -> Line:
    """Lines one after the other in one line."""
    joined: Line = ()
    for line in lines:
        joined = (*joined, *raw(separator), *line) if joined else line
    return joined


def escape(text: str) -> str:
    """The three characters that Slack reads as control: nothing else can mention or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def reformatted(text: str) -> bool:
    """True where Slack would read some of the text as an emoji, a style or a link."""
    return bool(_REFORMATTED.search(text))


def render(line: Iterable[Piece]) -> str:
    """The line as mrkdwn."""
    return "".join(_piece(piece) for piece in line)


def fence(text: str) -> str:
    """A block of code; backticks in threes, which would end it, are replaced."""
    shown = re.sub(r"`{3,}", lambda m: _BACKTICK * len(m[0]), visible(text)).strip("\n")
    return f"```\n{escape(shown)}\n```"


def split(line: Sequence[Piece], limit: int) -> list[Line]:
    """The line in as few lines as need be, each at most `limit` characters once rendered. Nothing is lost."""
    lines: list[Line] = []
    current: list[Piece] = []
    room = limit
    waiting = list(reversed(line))
    while waiting:
        piece = waiting.pop()
        size = len(_piece(piece))
        if size <= room:
            current.append(piece)
            room -= size
            continue
        # What is short goes to the next line whole: half a label is not read as one.
        head, tail = (None, piece) if current and size <= limit // 8 else _cut(piece, room)
        if head is not None:
            current.append(head)
        elif not current and piece.kind is not Kind.RAW:
            raise ValueError(f"a limit of {limit} is too small")
        elif not current:
            current.append(piece)
            tail = None
        lines.append(tuple(current))
        current, room = [], limit
        if tail is not None:
            waiting.append(tail)
    if current:
        lines.append(tuple(current))
    return lines


def fences(text: str, limit: int) -> list[str]:
    """A long command as several blocks of code, cut at line ends where there are any. Nothing is lost."""
    blocks: list[str] = []
    current = ""
    for row in visible(text).strip("\n").split("\n"):
        for part in _rows(row, limit):
            longer = f"{current}\n{part}" if current else part
            if current and len(fence(longer)) > limit:
                blocks.append(fence(current))
                longer = part
            current = longer
    blocks.append(fence(current))
    return blocks


def _rows(row: str, limit: int) -> Iterable[str]:
    while len(fence(row)) > limit:
        fits = _longest(row, lambda part: len(fence(part)) <= limit)
        yield row[:fits]
        row = row[fits:]
    yield row


def _cut(piece: Piece, room: int) -> tuple[Piece | None, Piece | None]:
    """The part of a piece that fits, and the rest; cut at a blank where that wastes less than half."""
    if piece.kind is Kind.RAW:
        return None, piece
    fits = _longest(piece.text, lambda part: len(_piece(replace(piece, text=part))) <= room)
    blank = piece.text.rfind(" ", 0, fits)
    if blank > fits // 2:
        fits = blank + 1
    if not fits:
        return None, piece
    return replace(piece, text=piece.text[:fits]), replace(piece, text=piece.text[fits:])


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _piece(piece: Piece) -> str:
    if piece.kind is Kind.RAW:
        return piece.text
    text = visible(piece.text).replace("\n", " ").replace("\t", " ")
    if piece.kind is Kind.CODE:
        return _code(text)
    shown = _plain(text)
    if piece.kind is Kind.PLAIN or not shown.strip():
        return shown
    body = shown.strip()
    start = shown.index(body)
    return f"{shown[:start]}*{body}*{shown[start + len(body) :]}"


def _plain(text: str) -> str:
    done, at = [], 0
    for match in _WORD.finditer(text):
        if not _REFORMATTED.search(match[0]):
            continue
        # A colon behind a name is the sentence's, unless the name is harmless without it: then it ends an emoji.
        bare = match[0].rstrip(".,;:")
        word = bare if _REFORMATTED.search(bare) else match[0]
        done += [escape(text[at : match.start()].replace("`", _BACKTICK)), _code(word)]
        at = match.start() + len(word)
    return "".join([*done, escape(text[at:].replace("`", _BACKTICK))])


def _code(text: str) -> str:
    return f"`{escape(text.replace('`', _BACKTICK))}`" if text.strip() else text
