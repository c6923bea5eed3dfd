"""Where an answer is read: that decides how its reader asks for the same check again."""

from __future__ import annotations

from enum import StrEnum

from bot.words.text import Mark, Span, Text

# As the guides write it.
_IN_SLACK = "/ses-check "
_IN_A_SHELL = "ses-check check "


class Medium(StrEnum):
    """Slack, or the command line with all its formats."""

    SLACK = "slack"
    SHELL = "shell"


def adapt_commands(text: Text, medium: Medium) -> Text:
    """A guide's text with the command as this medium takes it. Before its placeholders are filled: no value is touched."""
    if medium is Medium.SLACK:
        return text
    return Text(tuple(_shell(span) if span.mark is Mark.CODE else span for span in text.spans))


def _shell(span: Span) -> Span:
    if not span.text.startswith(_IN_SLACK):
        return span
    return Span(_IN_A_SHELL + span.text.removeprefix(_IN_SLACK), span.mark)
