"""Runs made by hand: every check passed, except those that a test replaces."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import checks
from bot.core.model import CheckResult, Finding, Judgement, RunResult
from bot.core.registry import checks_in
from bot.core.role import Role

ROLES = {check.id: check.role for check in checks_in(checks)}
STARTED = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CHECK_IDS = (
    "config.credentials",
    "aws.access_key",
    "aws.identity",
    "aws.permissions",
    "ses.account",
    "ses.identity",
    "ses.configuration_set",
    "ses.authorization",
    "ses.entities",
    "ses.recipient",
    "ses.recommendations",
    "ses.reputation",
    "ses.region",
    "dns.dkim",
    "dns.dmarc",
    "dns.host",
    "dns.mail_from",
    "dns.spf",
    "smtp.auth",
    "smtp.connect",
    "smtp.password",
    "smtp.tls",
)


def result(check_id: str, judgement: Judgement | None = None, **more: str) -> CheckResult:
    """One check's result."""
    judged = judgement or Judgement()
    return CheckResult(check_id, judged.outcome, 5, judged, role=ROLES.get(check_id, Role()), **more)


def found(*findings: Finding) -> Judgement:
    """A judgement with findings."""
    return Judgement(findings=findings)


def run_of(
    judged: dict[str, Judgement] | None = None,
    *,
    ways: tuple[str, ...] = ("smtp",),
    only: str | None = None,
) -> RunResult:
    """A run of all checks, or of the group `only`, with the given judgements. Every other check passed."""
    judged = judged or {}
    ids = [c for c in dict.fromkeys((*CHECK_IDS, *judged)) if only is None or c.startswith(f"{only}.")]
    results = tuple(result(check_id, judged.get(check_id)) for check_id in ids)
    return RunResult("0123abcd", "prod", "eu-central-1", only, ways, STARTED, 1234, results, {"target": "prod"})
