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
class Excluded:
    """A cause that a check excluded. check: which looked. about: the tokens of the thing it looked at, as in Finding.about;
    empty where the check asks about one thing only, this one.
    """

    code: str
    check: str
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Root:
    """A root cause. candidates: what may be behind it, most likely first. excluded: what cannot be, and by which look."""

    finding: Finding
    candidates: tuple[Open, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def ruled_out(self) -> tuple[str, ...]:
        """The codes of the causes that are excluded, most likely first."""
        return tuple(each.code for each in self.excluded)


def root_of(finding: Finding, findings: Sequence[Finding], run: RunResult, causes: Mapping[str, CauseFacts]) -> Root:
    """A root with the causes that explain it and that no check has excluded."""
    found = {f.code for f in findings}
    candidates, excluded = [], []
    for code, facts in causes.items():
        if finding.code not in facts.explains or code in found:
            continue
        results = [r for check in facts.decided_by if (r := run.result(check)) is not None]
        if not results:
            if run.only is not None and facts.decided_by:
                candidates.append(Open(code, facts.decided_by[0], Outcome.SKIPPED, Note("reason.not_run")))
            continue
        answered = all(r.outcome.conclusive for r in results)
        looked = next((r for r in results if _looked_at(code, r, finding.about, all_answered=answered)), None)
        if looked is not None:
            about = (looked.judgement.decided or frozenset()) & finding.about
            excluded.append(Excluded(code, looked.id, about))
        else:
            candidates.append(_open(code, results))
    candidates.sort(key=lambda o: (o.outcome is not Outcome.UNKNOWN, _likelihood(o.code)))
    return Root(finding, tuple(candidates), tuple(sorted(excluded, key=lambda each: _likelihood(each.code))))


def _open(code: str, results: list[CheckResult]) -> Open:
    """The cause with the check that would decide it: one without an answer, else one that looked at something else."""
    left = next((r for r in results if not r.outcome.conclusive), None)
    if left is None:
        return Open(code, results[0].id, Outcome.SKIPPED, Note("reason.other_thing"))
    return Open(code, left.id, left.outcome, left.judgement.note, left.blocked_by)


def _looked_at(code: str, result: CheckResult, about: frozenset[str], *, all_answered: bool) -> bool:
    """True where a check got an answer about this very thing, and did not find the cause.

    all_answered: every check that decides the cause got an answer.
    """
    decided = result.judgement.decided
    if decided is None:
        return result.outcome.conclusive
    credential = frozenset(token for token in about if token.startswith(_OF_A_CREDENTIAL))
    if credential and code.startswith(_ABOUT_CREDENTIALS):
        # That the host or another key was looked at says nothing about this login.
        return bool(decided & credential)
    return bool(decided & about) or all_answered


# The beginnings of tokens of one credential, and of the codes of causes that lie in a credential.
_OF_A_CREDENTIAL = ("credential:", "key:")
_ABOUT_CREDENTIALS = ("credentials.", "smtp.")
# The most frequent mistakes first, by the cases that the causes' guides cite.
_LIKELY = (
    "smtp.password_not_smtp", "smtp.password_wrong_region", "credentials.key_inactive", "smtp.password_other_key",
    "credentials.invalid_key_id", "credentials.malformed", "smtp.temporary_key", "credentials.session_token_missing",
    "region.not_enabled", "credentials.smtp_used_as_api", "credentials.clock_skew",
)  # fmt: skip


def _likelihood(code: str) -> int:
    return _LIKELY.index(code) if code in _LIKELY else len(_LIKELY)
