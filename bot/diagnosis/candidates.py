"""What may be behind a generic root cause: which causes the checks have ruled out, and which are still possible. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.model import CheckResult, Finding, Note, Outcome, RunResult
from bot.diagnosis.explained_by import CauseFacts


@dataclass(frozen=True, slots=True)
class Open:
    """A cause that may be behind a generic one. check: the one that would decide it. outcome, note: how that check ended.

    blocked_by: the failed check that it depends on, None where there is none.
    """

    code: str
    check: str
    outcome: Outcome
    note: Note | None = None
    blocked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """A root cause. candidates: what may be behind it, most likely first. ruled_out: codes that the checks excluded."""

    finding: Finding
    candidates: tuple[Open, ...] = ()
    ruled_out: tuple[str, ...] = ()


def root_of(finding: Finding, findings: Sequence[Finding], run: RunResult, causes: Mapping[str, CauseFacts]) -> Root:
    """A root with the causes that explain it and that no check has excluded."""
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
            left = next(r for r in results if not r.outcome.conclusive)
            candidates.append(Open(code, left.id, left.outcome, left.judgement.note, left.blocked_by))
    candidates.sort(key=lambda o: (o.outcome is not Outcome.UNKNOWN, _likelihood(o.code)))
    return Root(finding, tuple(candidates), tuple(sorted(ruled_out, key=_likelihood)))


def _excluded(results: list[CheckResult], about: frozenset[str]) -> bool:
    """True where the checks that decide a cause got an answer about this very thing and did not find it."""
    if all(r.outcome.conclusive for r in results):
        return True
    return any(
        r.outcome.conclusive if r.judgement.decided is None else bool(r.judgement.decided & about) for r in results
    )


# The most frequent mistakes first, by the cases that the causes' guides cite.
_LIKELY = (
    "smtp.password_not_smtp", "smtp.password_wrong_region", "credentials.key_inactive", "smtp.password_other_key",
    "credentials.invalid_key_id", "credentials.malformed", "smtp.temporary_key", "credentials.session_token_missing",
    "region.not_enabled", "credentials.smtp_used_as_api", "credentials.clock_skew",
)  # fmt: skip


def _likelihood(code: str) -> int:
    return _LIKELY.index(code) if code in _LIKELY else len(_LIKELY)
