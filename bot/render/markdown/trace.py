"""The trace of one mail as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.clean import as_text
from bot.render.markdown.markup import code, document, inline, prose
from bot.render.screen import PLAIN, Screen
from bot.words.message_trace import TraceReport, format_times


def render(report: TraceReport, _screen: Screen = PLAIN) -> str:
    """The whole trace, ended by a line end."""
    return document(_blocks(report))


def _blocks(report: TraceReport) -> Iterator[str]:
    yield f"# {inline(as_text(report.headline))}"
    for recipient in report.recipients:
        if len(report.recipients) > 1:
            yield f"## {prose(recipient.title)}"
        rows = zip(format_times(recipient.events, report.language), recipient.events, strict=True)
        yield "\n".join(f"- {code(time)} {prose(e.words)} {code(e.said)}".rstrip() for time, e in rows)
    yield prose(report.footer)
