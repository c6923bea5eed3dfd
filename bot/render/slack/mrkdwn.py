"""Writes Slack's mrkdwn so that no value in it becomes markup, and splits lines at Slack's limits.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from bot.render.clean import as_text, one_line, visible
from bot.words.moments import find_moments
from bot.words.text import Mark, Text

_BACKTICK = "ˋ"
# Text that Slack would turn into an emoji, a style or a link is a value, and is written as code.
_WORD = re.compile(r"\S+")
_REFORMATTED = re.compile(r":[\w+'-]{1,100}:|[*~]|://|\bwww\.|^_|_$")
_DATE = re.compile(r"<!date\^\d+\^[^|<>]*\|([^<>]*)>")
LINK_TEXT = 600
_USER = re.compile(r"[UW][A-Z0-9]{2,24}")
USER_TEXT = 25


class Kind(StrEnum):
    """The style of a piece. RAW is mrkdwn that this program wrote; it is never split."""

    RAW = "raw"
    PLAIN = "plain"
    CODE = "code"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text in one style, not escaped yet."""

    text: str
    kind: Kind = Kind.PLAIN


Line = tuple[Piece, ...]
DOT = " · "


def raw(text: str) -> Line:
    """Mrkdwn that this program wrote: an emoji, a mention, a link."""
    return (Piece(text, Kind.RAW),)


def prose(sentence: str | Text) -> Line:
    """A sentence. In a str, backticks mark code. A point in time becomes one that each reader sees in their own zone."""
    text = as_text(sentence) if isinstance(sentence, str) else sentence
    kinds = {Mark.PLAIN: Kind.PLAIN, Mark.CODE: Kind.CODE, Mark.STRONG: Kind.STRONG}
    pieces = (Piece(span.text, kinds[span.mark]) for span in text.spans if span.text)
    return tuple(part for piece in pieces for part in (_with_dates(piece) if piece.kind is not Kind.CODE else (piece,)))


def date_token(when: datetime, shown: str, form: str = "{date_short_pretty} {time}") -> Line:
    """A time, which Slack shows in the time zone and language of each reader. shown: the same in words.

    form: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return raw(f"<!date^{int(when.timestamp())}^{form}|{escape(shown)}>")


def without_dates(text: str) -> str:
    """Mrkdwn with the words of its dates, for a place where Slack does not show dates: a notification, a title."""
    return _DATE.sub(r"\1", text)


def _with_dates(piece: Piece) -> Line:
    parts: list[Piece] = []
    end = 0
    for moment in find_moments(piece.text):
        parts.append(replace(piece, text=piece.text[end : moment.start]))
        parts += date_token(moment.when, piece.text[moment.start : moment.end])
        end = moment.end
    parts.append(replace(piece, text=piece.text[end:]))
    return tuple(part for part in parts if part.text)


def strong(sentence: str | Text) -> Line:
    """A sentence in bold, except for its code."""
    return tuple(replace(p, kind=Kind.STRONG) if p.kind is Kind.PLAIN else p for p in prose(sentence))


def code(value: str) -> Line:
    """A value as code."""
    return (Piece(value, Kind.CODE),)


def user(user_id: str) -> Line:
    """A mention of one person, which Slack shows by name. Anything but a user id is written as text."""
    return raw(f"<@{user_id}>") if _USER.fullmatch(user_id) else prose(user_id[:USER_TEXT])


def link(url: str, title: str) -> Line:
    """A link. An address that is not http(s), is very long or has an unfilled placeholder is written as text."""
    if not url.startswith(("https://", "http://")) or "<" in url or len(url) + len(title) > LINK_TEXT:
        return (*prose(title), *raw(" "), *code(url))
    safe = quote(one_line(url), safe="%/:?#[]@!$&'()*+,;=~-._")
    return raw(f"<{escape(safe)}|{escape(one_line(title)).replace('|', '¦')}>")


def joined_by(separator: str, lines: Iterable[Line]) -> Line:
    """The lines joined to one line."""
    joined: Line = ()
    for line in lines:
        joined = (*joined, *raw(separator), *line) if joined else line
    return joined


def escape(text: str) -> str:
    """The text with `&`, `<` and `>` escaped, without which nothing can mention or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def reformatted(text: str) -> bool:
    """True where Slack would read some of the text as an emoji, a style or a link."""
    return bool(_REFORMATTED.search(text))


def render(line: Iterable[Piece]) -> str:
    """The line as mrkdwn."""
    return "".join(_piece(piece) for piece in line)


def fence(text: str) -> str:
    """A block of code. Three backticks, which would end it, are replaced."""
    shown = re.sub(r"`{3,}", lambda m: _BACKTICK * len(m[0]), visible(text)).strip("\n")
    return f"```\n{escape(shown)}\n```"


def split(line: Sequence[Piece], limit: int) -> list[Line]:
    """Split a line into lines of at most `limit` characters when rendered. Nothing is lost."""
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
        # A short piece, and one of which only a little would fit, is moved to the next line as a whole: half a label or half
        # a word is hard to read.
        head, tail = (None, piece) if current and min(size, room) <= limit // 8 else _cut(piece, room)
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
    """A text as one or more blocks of code of at most `limit` characters, cut at line ends if possible. Nothing is lost."""
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
    """Cut a piece into the part that fits and the rest, at a blank if more than half of the room is used."""
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
        # A colon after a name belongs to the sentence, unless only the colon makes the name an emoji.
        bare = match[0].rstrip(".,;:")
        word = bare if _REFORMATTED.search(bare) else match[0]
        done += [escape(text[at : match.start()].replace("`", _BACKTICK)), _code(word)]
        at = match.start() + len(word)
    return "".join([*done, escape(text[at:].replace("`", _BACKTICK))])


def _code(text: str) -> str:
    return f"`{escape(text.replace('`', _BACKTICK))}`" if text.strip() else text
