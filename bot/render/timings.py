"""How long each check of a run took, as text."""

from __future__ import annotations

from bot.core.model import Outcome
from bot.render.clean import one_line
from bot.words.report import Report


def write_timings(report: Report) -> str:
    """The run's milliseconds, then one line for each check that ran: milliseconds, id, label; the slowest first.

    Checks run at the same time, so the parts add up to more than the whole.
    """
    ran = sorted((line for line in report.checks if line.outcome is not Outcome.SKIPPED), key=lambda line: -line.ms)
    rows = [(report.ms, "", report.target), *((line.ms, line.id, one_line(line.label)) for line in ran)]
    width = max(len(check) for _, check, _ in rows)
    return "".join(f"{ms:>7} ms  {check:<{width}}  {label}\n" for ms, check, label in rows)
