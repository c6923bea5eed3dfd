"""Compares causes that a person suspects with a run: which it found, which it ruled out, and which are still open. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.core.model import RunResult
from bot.diagnosis.diagnose import diagnose
from bot.diagnosis.explained_by import CauseFacts


class Standing(StrEnum):
    """FOUND: the run found this cause. RULED_OUT: every check that decides it has an answer, and none of them found it.

    OPEN: no check decides it, or a check has no answer.
    """

    FOUND = "found"
    OPEN = "open"
    RULED_OUT = "ruled_out"


def standings(
    run: RunResult, suspects: Iterable[str], causes: Mapping[str, CauseFacts]
) -> tuple[tuple[str, Standing], ...]:
    """Each suspected code with its standing, in the given order. Codes that are no causes are left out."""
    diagnosis = diagnose(run, causes)
    found = {root.finding.code for root in diagnosis.roots} | {symptom.code for symptom in diagnosis.symptoms}
    return tuple((code, _standing(code, found, run, causes)) for code in suspects if code in causes)


def _standing(code: str, found: set[str], run: RunResult, causes: Mapping[str, CauseFacts]) -> Standing:
    if code in found:
        return Standing.FOUND
    results = [run.result(check) for check in causes[code].decided_by]
    # A check that found a failure may have an unknown part, which its outcome does not show.
    answered = [r is not None and r.outcome.conclusive and not r.judgement.unknown for r in results]
    return Standing.RULED_OUT if answered and all(answered) else Standing.OPEN
