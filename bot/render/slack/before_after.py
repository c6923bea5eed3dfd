"""The line of a card that compares it with an earlier run: both verdicts, and the time between the two."""

from __future__ import annotations

from bot.render.measures import span
from bot.render.slack.mrkdwn import Line, prose, raw, strong
from bot.render.slack.signs import VERDICTS
from bot.words.catalogue import Catalogue
from bot.words.report import Report


def change(after: Report, before: Report, say: Catalogue) -> list[Line]:
    """The line: the earlier verdict, the new one, the time between them. before: the run whose card was clicked."""
    seconds = (after.started_at - before.started_at).total_seconds()
    return [
        (
            *_verdict(before),
            *raw("  →  "),
            *_verdict(after),
            *prose(f" · {say('card.took', duration=span(seconds, after.language))}"),
        )
    ]


def _verdict(report: Report) -> Line:
    return (*raw(f"{VERDICTS[report.verdict]} "), *strong(report.verdict_label))
