"""Causes that somebody suspects, held against a run: which of them it found, ruled out, or left open. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.core.model import RunResult
from bot.diagnosis.diagnose import diagnose
from bot.diagnosis.explained_by import CauseFacts


class Standing(StrEnum):
    """FOUND: the run found this cause. RULED_OUT: every check that decides it looked to the end and found another or none.

    OPEN: no check decides it, or one could not look.
    """

    FOUND = "found"
    OPEN = "open"
    RULED_OUT = "ruled_out"


def standings(
    run: RunResult, suspects: Iterable[str], causes: Mapping[str, CauseFacts]
) -> tuple[tuple[str, Standing], ...]:
    """Each suspected code with where it stands, in the given order; codes that are no causes are left out."""
    diagnosis = diagnose(run, causes)
    found = {root.finding.code for root in diagnosis.roots} | {symptom.code for symptom in diagnosis.symptoms}
    return tuple((code, _standing(code, found, run, causes)) for code in suspects if code in causes)


def _standing(code: str, found: set[str], run: RunResult, causes: Mapping[str, CauseFacts]) -> Standing:
    if code in found:
        return Standing.FOUND
    results = [run.result(check) for check in causes[code].decided_by]
    # A failure outweighs an unknown part in a check's outcome, so that part is asked for too.
    looked = [r is not None and r.outcome.conclusive and not r.judgement.unknown for r in results]
    return Standing.RULED_OUT if looked and all(looked) else Standing.OPEN
