"""The trace of one mail on a terminal: what became of it, then the events of each recipient."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.render.screen import PLAIN, Screen
from bot.render.terminal.layout import BLANK, draw, heading, signed, styled
from bot.render.terminal.rows import Hanging
from bot.words.message_trace import TraceReport, format_times


def render(report: TraceReport, screen: Screen = PLAIN) -> str:
    """The whole trace, ended by a line end."""
    return draw(_page(report), screen)


def _page(report: TraceReport) -> Iterator[RenderableType]:
    yield signed(report.outcome, report.headline)
    for recipient in report.recipients:
        if len(report.recipients) > 1:
            yield from heading(recipient.title)
        else:
            yield BLANK
        stamps = format_times(recipient.events, report.language)
        wide = max(map(len, stamps), default=0)
        for stamp, event in zip(stamps, recipient.events, strict=True):
            line = styled(event.words)
            if event.said:
                line.append("  ").append(event.said, "cyan")
            yield Hanging(Styled(f"{stamp:>{wide}}  ", "dim"), line, 2)
    yield BLANK
    yield styled(report.footer, "dim")
