"""Sentences of the catalogue whose values are pieces of a Slack line: a mention, a date, a value as code."""

from __future__ import annotations

import re
from datetime import datetime

from bot.render.measures import utc
from bot.render.slack.mrkdwn import Line, date_token, prose
from bot.words.catalogue import Catalogue

# Private-use characters mark where the pieces go. No other text contains them: bot.render.clean removes them.
_FIRST = 0xE000
_MARKS = re.compile("([\ue000-\ue0ff])")


def sentence(say: Catalogue, key: str, **values: Line) -> Line:
    """The sentence with its placeholders replaced by pieces."""
    marks = {name: chr(_FIRST + number) for number, name in enumerate(values)}
    by_mark = {mark: values[name] for name, mark in marks.items()}
    line: Line = ()
    for piece in _MARKS.split(say(key, **marks)):
        line = (*line, *(by_mark[piece] if piece in by_mark else prose(piece)))
    return line


def date(when: datetime, language: str) -> Line:
    """A time, which Slack shows in the time zone and language of each reader."""
    return date_token(when, utc(when, language))
