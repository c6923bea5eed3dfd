"""From results to one answer: the verdict, the root causes, and the symptoms that each explains. Pure.

bot.diagnosis.explained_by says what is one finding and what follows from another, bot.diagnosis.order their order, and
bot.diagnosis.candidates what may still be behind a generic cause. A fault of the bot's own is never a finding, so it can
be no root.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.core.model import CheckResult, Finding, Note, Outcome, RunResult, Severity, Verdict
from bot.diagnosis.candidates import Root, root_of
from bot.diagnosis.explained_by import (
    CauseFacts,
    Disproof,
    Fold,
    Merge,
    disproofs,
    folds,
    key_of,
    merged,
    merges,
    settled,
    weighed,
)
from bot.diagnosis.order import Reason, rank, reasons


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer in codes. repairs: what to repair in the bot itself. open_looks: looks that `yes` needs and lacks.

    How it came about: reasons (why each root stands where it stands, one a root), folds, merges, disproofs.
    """

    verdict: Verdict
    roots: tuple[Root, ...]
    symptoms: tuple[Finding, ...]
    repairs: tuple[Note, ...]
    open_looks: tuple[CheckResult, ...]
    reasons: tuple[Reason, ...] = ()
    folds: tuple[Fold, ...] = ()
    merges: tuple[Merge, ...] = ()
    disproofs: tuple[Disproof, ...] = ()


def diagnose(run: RunResult, causes: Mapping[str, CauseFacts]) -> Diagnosis:
    """The diagnosis of one run."""
    run = replace(run, results=settled(run.results))
    findings = sorted(weighed(merged(run.results), causes), key=rank)
    folded = folds(findings, causes)
    under = {key_of(fold.symptom) for fold in folded}
    roots = [f for f in findings if key_of(f) not in under]
    open_looks = _open_looks(run)
    return Diagnosis(
        verdict=_verdict(run, findings, open_looks),
        roots=tuple(root_of(f, findings, run, causes) for f in roots),
        symptoms=tuple(f for f in findings if key_of(f) in under),
        repairs=_repairs(run.results, findings),
        open_looks=open_looks,
        reasons=reasons(roots),
        folds=folded,
        merges=merges(run.results, findings),
        disproofs=disproofs(run.results),
    )


def _open_looks(run: RunResult) -> tuple[CheckResult, ...]:
    """The looks that `yes` needs and that ended UNKNOWN or SKIPPED."""
    needed = ["ses.account", "ses.identity", "ses.configuration_set"]
    if "smtp" in run.ways:
        needed += ["smtp.auth", "aws.permissions"]
    if "app" in run.ways:
        needed += ["aws.identity", "aws.permissions"]
    sent = run.result("smtp.send")
    # SES took a whole mail of this sender: that is more than any look at its permission and identity can say.
    proven = ("smtp.auth", "aws.permissions", "ses.identity") if run.facts.ses_took_mail else ()
    needed = [check for check in needed if check not in proven or "app" in run.ways]
    results = [run.result(check) for check in dict.fromkeys(needed)]
    looks = [r for r in results if r is not None and not r.outcome.conclusive]
    # What is only asked where there is something to ask, and a mail that was sent: skipped, it is no gap.
    asked = [*(run.result(check) for check in ("ses.recipient", "ses.authorization")), sent]
    return (*looks, *(r for r in asked if r is not None and r.outcome is Outcome.UNKNOWN))


def _verdict(run: RunResult, findings: list[Finding], open_looks: tuple[CheckResult, ...]) -> Verdict:
    if any(f.severity is Severity.FAIL for f in findings):
        return Verdict.NO
    # Part of the checks, or no way of sending: nothing proves that mail can be sent.
    if open_looks or run.only is not None or not run.ways:
        return Verdict.UNKNOWN
    return Verdict.AT_RISK if findings else Verdict.YES


def _repairs(results: Iterable[CheckResult], findings: list[Finding]) -> tuple[Note, ...]:
    """One a fault: STS, IAM and SES name the same one by different codes. Every missing permission is one of its own."""
    seen: dict[tuple[str, str], Note] = {}
    # A region that is not enabled refuses every key, the bot's own too: nothing of the bot's is to be repaired then.
    excused = {"repair.invalid_key"} if any(f.code == "region.not_enabled" for f in findings) else set()
    for result in results:
        if (repair := result.judgement.repair) is not None and repair.key not in excused:
            seen.setdefault((repair.key, str(repair.values.get("action", ""))), repair)
    return tuple(seen.values())
