"""From a run's results to the diagnosis: the verdict, the root causes and their symptoms. Pure.

What is wrong with the bot itself is a Repair, never a finding, so it can be neither root nor symptom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.core.model import CheckResult, Finding, Outcome, RunResult, Severity, Verdict
from bot.core.repair import Repair, RepairKind
from bot.core.role import Requirement
from bot.diagnosis.candidates import Root, root_of
from bot.diagnosis.explained_by import (
    CauseFacts,
    Disproof,
    ExplainedSymptom,
    Merge,
    drop_disproved,
    explain_away,
    key_of,
    list_disproofs,
    list_merges,
    merge_findings,
    raise_severity,
)
from bot.diagnosis.order import Reason, rank, reasons


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer in codes.

    roots and symptoms: sorted by rank. repairs: what to repair in the bot itself. unanswered: results without which the
    verdict cannot be YES. reasons: of each root, why it stands at its place. explained, merges, disproofs: how findings
    became symptoms, were joined, and were dropped.
    """

    verdict: Verdict
    roots: tuple[Root, ...]
    symptoms: tuple[Finding, ...]
    repairs: tuple[Repair, ...]
    unanswered: tuple[CheckResult, ...]
    reasons: tuple[Reason, ...] = ()
    explained: tuple[ExplainedSymptom, ...] = ()
    merges: tuple[Merge, ...] = ()
    disproofs: tuple[Disproof, ...] = ()


def diagnose(run: RunResult, causes: Mapping[str, CauseFacts]) -> Diagnosis:
    """The diagnosis of one run. causes: by code."""
    run = replace(run, results=drop_disproved(run.results))
    findings = sorted(raise_severity(merge_findings(run.results), causes), key=rank)
    explained = explain_away(findings, causes)
    symptoms = {key_of(each.symptom) for each in explained}
    roots = [f for f in findings if key_of(f) not in symptoms]
    unanswered = _unanswered(run)
    return Diagnosis(
        verdict=_verdict(run, findings, unanswered),
        roots=tuple(root_of(f, findings, run, causes) for f in roots),
        symptoms=tuple(f for f in findings if key_of(f) in symptoms),
        repairs=_repairs(run.results, findings),
        unanswered=unanswered,
        reasons=reasons(roots),
        explained=explained,
        merges=list_merges(run.results, findings),
        disproofs=list_disproofs(run.results),
    )


def _unanswered(run: RunResult) -> tuple[CheckResult, ...]:
    return tuple(result for result in run.results if _is_missed(result, run))


def _is_missed(result: CheckResult, run: RunResult) -> bool:
    """True where the verdict cannot be YES because this result has no answer."""
    role = result.role
    if result.outcome is Outcome.UNKNOWN and role.counts_only_when_unknown:
        return True
    if result.outcome.conclusive or (role.proven_by_mail and run.facts.ses_took_mail and "app" not in run.ways):
        return False
    return any(need is Requirement.ANY_MAIL or need in run.ways for need in role.required_for)


def _verdict(run: RunResult, findings: list[Finding], unanswered: tuple[CheckResult, ...]) -> Verdict:
    if any(f.severity is Severity.FAIL for f in findings):
        return Verdict.NO
    # A part of the checks, or no way of sending, cannot prove that mail can be sent.
    if unanswered or run.only is not None or not run.ways:
        return Verdict.UNKNOWN
    return Verdict.AT_RISK if findings else Verdict.YES


def _repairs(results: Iterable[CheckResult], findings: list[Finding]) -> tuple[Repair, ...]:
    """Each fault once: STS, IAM and SES report the same one with different codes. Each missing permission is one of its
    own.
    """
    seen: dict[tuple[RepairKind, str], Repair] = {}
    # A region that is not enabled refuses every key, also the bot's, which then needs no repair.
    excused = {RepairKind.INVALID_KEY} if any(f.code == "region.not_enabled" for f in findings) else set()
    for result in results:
        if (repair := result.judgement.repair) is not None and repair.kind not in excused:
            seen.setdefault((repair.kind, str(repair.values.get("action", ""))), repair)
    return tuple(seen.values())
