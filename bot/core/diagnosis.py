"""From results to one answer: the verdict, the root causes, and the symptoms that each explains. Pure.

Rules: a cause explains another where its facts say so and both are about the same thing; what nothing explains is a root.
A fault of the bot's own is never a finding, so it can be no root.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.core.model import CheckResult, Finding, Note, Outcome, RunResult, Severity, Verdict

# Nearer to the foundation first: nothing above works while something below is broken.
AREAS = (
    "credentials", "region", "endpoint", "account", "identity", "smtp", "iam", "config_set",
    "mail_from", "quota", "network", "tls", "dkim", "spf", "dmarc", "service",
)  # fmt: skip


class CauseFacts(Protocol):
    """What the diagnosis needs to know of a cause."""

    @property
    def explains(self) -> frozenset[str]:
        """Codes of its symptoms."""

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Check ids."""


@dataclass(frozen=True, slots=True)
class Open:
    """A cause that may be behind a generic one. check: the one that would decide, and how it ended here."""

    code: str
    check: str
    outcome: Outcome
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """A root cause. candidates: what is still possible under it. ruled_out: codes that the checks excluded."""

    finding: Finding
    candidates: tuple[Open, ...] = ()
    ruled_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer in codes. repairs: what to repair in the bot itself. open_looks: looks that `yes` needs and lacks."""

    verdict: Verdict
    roots: tuple[Root, ...]
    symptoms: tuple[Finding, ...]
    repairs: tuple[Note, ...]
    open_looks: tuple[CheckResult, ...]


def diagnose(run: RunResult, causes: Mapping[str, CauseFacts]) -> Diagnosis:
    """The diagnosis of one run."""
    run = replace(run, results=settled(run.results))
    findings = merged(run.results)
    symptoms = tuple(f for f in findings if any(_explains(o, f, causes) for o in findings if o is not f))
    roots = sorted((f for f in findings if f not in symptoms), key=rank)
    open_looks = _open_looks(run)
    return Diagnosis(
        verdict=_verdict(run, findings, open_looks),
        roots=tuple(_root(f, findings, run, causes) for f in roots),
        symptoms=tuple(sorted(symptoms, key=rank)),
        repairs=_repairs(run.results, findings),
        open_looks=open_looks,
    )


def settled(results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """The results without what was presumed from shape alone and then disproved: a server accepted the credential."""
    accepted = frozenset(token for r in results for token in r.judgement.accepted)
    return tuple(_settle(result, accepted) for result in results)


def _settle(result: CheckResult, accepted: frozenset[str]) -> CheckResult:
    kept = tuple(f for f in result.findings if not (f.presumed and f.about & accepted))
    if kept == result.findings:
        return result
    judgement = replace(result.judgement, findings=kept)
    return replace(result, judgement=judgement, outcome=judgement.outcome)


def merged(results: Iterable[CheckResult]) -> list[Finding]:
    """All findings, one per code and subject."""
    by_key: dict[tuple[str, str], Finding] = {}
    for finding in (f for r in results for f in r.findings):
        key = (finding.code, finding.subject)
        known = by_key.get(key)
        by_key[key] = finding if known is None else _join(known, finding)
    return list(by_key.values())


def rank(finding: Finding) -> tuple[bool, int, str, str]:
    """Failures before warnings, foundations before what stands on them."""
    area = finding.code.partition(".")[0]
    order = AREAS.index(area) if area in AREAS else len(AREAS)
    return finding.severity is not Severity.FAIL, order, finding.code, finding.subject


def _join(first: Finding, second: Finding) -> Finding:
    """The more certain of two keeps its values; the severer severity holds, and the records of both.

    Of two wordings the later check's: checks come in the order of what they stand on, so it has looked further.
    """
    better, other = (second, first) if first.presumed and not second.presumed else (first, second)
    severity = Severity.FAIL if Severity.FAIL in (first.severity, second.severity) else Severity.WARN
    values = {**other.values, **better.values}
    same = first.presumed == second.presumed
    variant = (second.variant or first.variant) if same else better.variant
    records = tuple(dict.fromkeys((*first.records, *second.records)))
    about = first.about | second.about
    return replace(better, severity=severity, about=about, values=values, variant=variant, records=records)


def _explains(cause: Finding, symptom: Finding, causes: Mapping[str, CauseFacts]) -> bool:
    facts = causes.get(cause.code)
    return facts is not None and symptom.code in facts.explains and bool(cause.about & symptom.about)


def _root(finding: Finding, findings: list[Finding], run: RunResult, causes: Mapping[str, CauseFacts]) -> Root:
    """A generic root with what could be behind it: every refining cause that no check has excluded."""
    found = {f.code for f in findings}
    candidates, ruled_out = [], []
    for code, facts in causes.items():
        if finding.code not in facts.explains or code in found:
            continue
        results = [r for check in facts.decided_by if (r := run.result(check)) is not None]
        if not results:
            if run.only is not None and facts.decided_by:
                candidates.append(Open(code, facts.decided_by[0], Outcome.SKIPPED, Note("reason.not_run")))
            continue
        if _excluded(results, finding.about):
            ruled_out.append(code)
        else:
            open_look = next(r for r in results if not r.outcome.conclusive)
            candidates.append(Open(code, open_look.id, open_look.outcome, open_look.judgement.note))
    candidates.sort(key=lambda o: (o.outcome is not Outcome.UNKNOWN, _likelihood(o.code)))
    return Root(finding, tuple(candidates), tuple(sorted(ruled_out, key=_likelihood)))


def _excluded(results: list[CheckResult], about: frozenset[str]) -> bool:
    """True where the checks that decide a cause looked at this very thing and did not find it."""
    if all(r.outcome.conclusive for r in results):
        return True
    return any(
        r.outcome.conclusive if r.judgement.decided is None else bool(r.judgement.decided & about) for r in results
    )


# What people most often turn out to have done, first. Known cases: the sources named in the causes' guides.
_LIKELY = (
    "smtp.password_not_smtp", "smtp.password_wrong_region", "credentials.key_inactive", "smtp.password_other_key",
    "credentials.invalid_key_id", "credentials.malformed", "smtp.temporary_key", "credentials.session_token_missing",
    "region.not_enabled", "credentials.smtp_used_as_api", "credentials.clock_skew",
)  # fmt: skip


def _likelihood(code: str) -> int:
    return _LIKELY.index(code) if code in _LIKELY else len(_LIKELY)


def _open_looks(run: RunResult) -> tuple[CheckResult, ...]:
    """The looks that `yes` needs and that ended UNKNOWN or SKIPPED."""
    needed = ["ses.account", "ses.identity"]
    if "smtp" in run.ways:
        needed += ["smtp.auth", "aws.permissions"]
    if "app" in run.ways:
        needed += ["aws.identity", "aws.permissions"]
    results = [run.result(check) for check in dict.fromkeys(needed)]
    return tuple(r for r in results if r is not None and not r.outcome.conclusive)


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
