"""What the first line of an answer leaves unsaid."""

from __future__ import annotations

from bot.words.report import Report


def unsaid(report: Report) -> bool:
    """True where the reason for UNKNOWN still has to be told: the headline names a root cause first."""
    return bool(report.unsure) and report.unsure not in report.headline
