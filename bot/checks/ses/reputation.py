"""How much of the mail bounces or draws complaints, and is that near the rates at which AWS reviews an account?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.ses._reputation import rates
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.ses import SendPoint
from bot.core.model import Finding, Judgement, Note, Severity, Table, passed
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

# The rates, in percent, at which AWS reviews an account and at which it may pause it.
# https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html
LIMITS = {"bounces": (5.0, 10.0), "complaints": (0.1, 0.5)}
_CODES = {"bounces": "reputation.bounce_high", "complaints": "reputation.complaint_high"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """points: two weeks of sending, oldest first. now: when it was asked, UTC."""

    points: tuple[SendPoint, ...] | Failure
    now: datetime
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """ses:GetSendStatistics, which ses.account asks for too. It is asked once."""
    points, inspector = await with_inspector(context, context.probes.aws.statistics())
    return Evidence(points, datetime.now(UTC), inspector)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """WARN at the limits. A high rate stops no mail by itself, but AWS may then pause the account."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    points = evidence.points
    if isinstance(points, Failure):
        return judge_failure(points, quiet=True)
    spans = rates.telling(points, evidence.now)
    if not spans:
        sent = rates.windows(points, evidence.now)[2].attempts
        return passed(Note("note.too_little_mail", {"attempts": sent}) if sent else Note("note.no_mail"))
    findings = tuple(f for kind in LIMITS if (f := _finding(target, kind, points, spans, evidence.now)))
    span = spans[0]
    values: dict[str, Value] = {
        "attempts": span.attempts,
        "window": span.name,
        "bounce_percent": _rounded(span.percent("bounces")),
        "complaint_percent": _rounded(span.percent("complaints")),
    }
    if findings:
        return Judgement(findings=findings, tables=(_table(points, evidence.now),))
    return Judgement(note=Note("note.rates", values))


def _finding(
    target: Target, kind: str, points: tuple[SendPoint, ...], spans: tuple[rates.Window, ...], now: datetime
) -> Finding | None:
    """For the worst span, where its rate is above the limit by more than chance; else None."""
    review, pause = LIMITS[kind]
    high = [s for s in spans if s.percent(kind) >= review and s.count(kind) >= rates.CHANCE[kind]]
    if not high:
        return None
    worst = max(high, key=lambda span: span.percent(kind))
    values: dict[str, Value] = {
        "percent": _rounded(worst.percent(kind)),
        "count": worst.count(kind),
        "attempts": worst.attempts,
        "window": worst.name,
        "trend": rates.trend(kind, points, now),
    }
    variant = "pause" if worst.percent(kind) >= pause else "review"
    about = frozenset({f"account:{target.region}"})
    return Finding(_CODES[kind], Severity.WARN, target.region, about, values, variant)


def _table(points: tuple[SendPoint, ...], now: datetime) -> Table:
    rows = tuple(
        (span.name, span.attempts, _rounded(span.percent("bounces")), _rounded(span.percent("complaints")))
        for span in rates.windows(points, now)
    )
    return Table("rates", ("window", "attempts", "bounce_percent", "complaint_percent"), rows)


def _rounded(percent: float) -> float:
    return round(percent, 2)


CHECK = Check("ses.reputation", gather, judge, asks_region=True)
