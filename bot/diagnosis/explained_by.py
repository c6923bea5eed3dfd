"""Joins findings that are one, drops those that are disproved, and finds which finding explains which. Pure.

One finding explains another where its cause lists the other's code and both share a token. A cause is as severe as what it
explains, so no warning ever hides a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.core.model import CheckResult, Finding, Severity

Key = tuple[str, str]


class CauseFacts(Protocol):
    """What the diagnosis has to know of a cause."""

    @property
    def explains(self) -> frozenset[str]:
        """The codes of its symptoms."""

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The ids of the checks that decide it."""


@dataclass(frozen=True, slots=True)
class ExplainedSymptom:
    """A symptom and the nearest cause that explains it. shared: tokens of both. roots: where the chain of explanations
    ends.
    """

    symptom: Finding
    cause: Finding
    shared: tuple[str, ...]
    roots: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """One finding that several checks made. checks: their ids, in the order of the results."""

    finding: Finding
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disproof:
    """A finding that `check` presumed from shape, and the checks that saw a server accept it. shared: the tokens of both."""

    finding: Finding
    check: str
    accepted_by: tuple[str, ...]
    shared: tuple[str, ...]


def drop_disproved(results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """The results without findings that were presumed from shape alone where a server accepted that credential."""
    accepted = frozenset(token for r in results for token in r.judgement.accepted)
    return tuple(_settle(result, accepted) for result in results)


def _settle(result: CheckResult, accepted: frozenset[str]) -> CheckResult:
    dropped = tuple(f for f in result.findings if f.presumed and f.about & accepted)
    if not dropped:
        return result
    kept = tuple(f for f in result.findings if f not in dropped)
    judgement = replace(result.judgement, findings=kept, disproved=(*result.judgement.disproved, *dropped))
    return replace(result, judgement=judgement, outcome=judgement.outcome)


def list_disproofs(results: tuple[CheckResult, ...]) -> tuple[Disproof, ...]:
    """The findings that `drop_disproved` dropped, and why."""
    found = []
    for result in results:
        for finding in result.judgement.disproved:
            by = [r for r in results if finding.about & r.judgement.accepted]
            shared = finding.about & frozenset(token for r in by for token in r.judgement.accepted)
            found.append(Disproof(finding, result.id, tuple(r.id for r in by), tuple(sorted(shared))))
    return tuple(found)


def merge_findings(results: Iterable[CheckResult]) -> list[Finding]:
    """All findings, one for each code and subject."""
    by_key: dict[Key, Finding] = {}
    for finding in (f for r in results for f in r.findings):
        known = by_key.get(key_of(finding))
        by_key[key_of(finding)] = finding if known is None else _join(known, finding)
    return list(by_key.values())


def list_merges(results: Iterable[CheckResult], findings: Iterable[Finding]) -> tuple[Merge, ...]:
    """Which of the merged findings more than one check made."""
    makers: dict[Key, list[str]] = {}
    for result in results:
        for key in dict.fromkeys(map(key_of, result.findings)):
            makers.setdefault(key, []).append(result.id)
    return tuple(Merge(f, tuple(makers[key_of(f)])) for f in findings if len(makers[key_of(f)]) > 1)


def key_of(finding: Finding) -> Key:
    """Findings with the same code and subject are one."""
    return finding.code, finding.subject


def _join(first: Finding, second: Finding) -> Finding:
    """Two findings as one. The certain one's values win over the presumed one's, then the failure's over the warning's.

    Between two alike, the later check's wording wins: it runs after what it needs, so it knows more. Records of both stay.
    """
    better, other = sorted((first, second), key=_weight)
    severity = Severity.FAIL if Severity.FAIL in (first.severity, second.severity) else Severity.WARN
    values = {**other.values, **better.values}
    alike = _weight(first) == _weight(second)
    variant = (second.variant or first.variant) if alike else better.variant
    records = tuple(dict.fromkeys((*first.records, *second.records)))
    about = first.about | second.about
    return replace(better, severity=severity, about=about, values=values, variant=variant, records=records)


def _weight(finding: Finding) -> tuple[bool, bool]:
    return finding.presumed, finding.severity is not Severity.FAIL


def explain_away(findings: list[Finding], causes: Mapping[str, CauseFacts]) -> tuple[ExplainedSymptom, ...]:
    """Every symptom with the cause that explains it directly. In a chain, only the nearest cause."""
    above = {key_of(f): [o for o in findings if o is not f and explains(o, f, causes)] for f in findings}
    return tuple(
        ExplainedSymptom(f, cause, tuple(sorted(cause.about & f.about)), _roots(cause, above))
        for f in findings
        for cause in _nearest(above[key_of(f)], above)
    )


def _nearest(explaining: list[Finding], above: Mapping[Key, list[Finding]]) -> list[Finding]:
    """Those that explain none of the others, so that a chain is told link by link."""
    farther = {key_of(o) for f in explaining for o in above[key_of(f)]}
    return [f for f in explaining if key_of(f) not in farther]


def _roots(finding: Finding, above: Mapping[Key, list[Finding]]) -> tuple[Finding, ...]:
    explaining = above[key_of(finding)]
    found = [root for other in explaining for root in _roots(other, above)] if explaining else [finding]
    return tuple({key_of(root): root for root in found}.values())


def explains(cause: Finding, symptom: Finding, causes: Mapping[str, CauseFacts]) -> bool:
    """True where the symptom follows from the cause."""
    facts = causes.get(cause.code)
    return facts is not None and symptom.code in facts.explains and bool(cause.about & symptom.about)


def raise_severity(findings: Iterable[Finding], causes: Mapping[str, CauseFacts]) -> list[Finding]:
    """The findings, each as severe as the severest finding that it explains.

    A missing DKIM record alone is a warning; it is a failure where the domain's DMARC policy rejects unsigned mail.
    """
    found = list(findings)
    failed = [f for f in found if f.severity is Severity.FAIL]
    while failed:
        raised = [
            replace(f, severity=Severity.FAIL)
            for f in found
            if f.severity is Severity.WARN and any(explains(f, symptom, causes) for symptom in failed)
        ]
        by_key = {key_of(f): f for f in raised}
        found = [by_key.get(key_of(f), f) for f in found]
        failed = raised
    return found
