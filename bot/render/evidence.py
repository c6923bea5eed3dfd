"""What is said beside a check that has nothing to say itself: the causes that it found."""

from __future__ import annotations

from dataclasses import replace

from bot.words.report import CheckLine, Report


def explained(report: Report) -> tuple[CheckLine, ...]:
    """The checks, each that found causes but gives no reason with the titles of those causes.

    Without those that nothing called for.
    """
    titles = {advice.code: str(advice.title) for advice in (*report.symptoms, *report.roots)}
    return tuple(
        check
        if check.reason or not check.causes
        else replace(check, reason=" · ".join(titles.get(code, code) for code in check.causes))
        for check in report.checks
        if not check.needless
    )
