"""What a fix has changed: the verdict before, the verdict now, and how long it took, in one line of the card."""

from __future__ import annotations

from bot.render.measures import span
from bot.render.slack.mrkdwn import Line, prose, raw, strong
from bot.render.slack.signs import VERDICTS
from bot.words.catalogue import Catalogue
from bot.words.report import Report


def change(after: Report, before: Report, say: Catalogue) -> list[Line]:
    """Before -> now, in so many minutes. before: the run whose card was clicked."""
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
