"""The SMTP dialogue as a message, for one person or where a file cannot be posted."""

from __future__ import annotations

from bot.render.slack.mrkdwn import Line, fences, strong
from bot.render.slack.payload import SECTION_TEXT, Payload, fallback, pack, section, sections
from bot.render.transcript import write_transcript
from bot.words.catalogue import catalogue
from bot.words.report import Report


def transcript(report: Report, notes: list[Line]) -> Payload:
    """The whole dialogue. notes: lines above it."""
    say = catalogue(report.language)
    head = [strong(say("answer.transcript")), *notes]
    texts = fences(write_transcript(report), SECTION_TEXT)
    body = [*sections(head), *map(section, texts)]
    return pack(body, [], fallback(head), say("card.thread"))
