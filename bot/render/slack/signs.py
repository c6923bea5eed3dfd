"""The emoji for verdicts and outcomes in Slack. Sentences of the locales contain no emoji."""

from __future__ import annotations

from bot.core.model import Outcome, Severity, Verdict

VERDICTS = {
    Verdict.YES: ":white_check_mark:",
    Verdict.NO: ":x:",
    Verdict.AT_RISK: ":warning:",
    Verdict.UNKNOWN: ":grey_question:",
}
OUTCOMES = {
    Outcome.PASS: ":white_check_mark:",
    Outcome.WARN: ":warning:",
    Outcome.FAIL: ":x:",
    Outcome.UNKNOWN: ":grey_question:",
    Outcome.SKIPPED: ":heavy_minus_sign:",
}
SEVERITIES = {Severity.FAIL: ":x:", Severity.WARN: ":warning:"}
WAITING = ":white_circle:"
REPAIR = ":wrench:"
