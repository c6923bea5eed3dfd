"""How an answer was ranked, in codes: the key `ranking` of the JSON answer, which `--explain-ranking` adds."""

from __future__ import annotations

from typing import Any

from bot.core.model import Finding
from bot.diagnosis.explained_by import ExplainedSymptom
from bot.diagnosis.order import area_place
from bot.words.ranking import Ranking


def ranking_object(ranking: Ranking) -> dict[str, Any]:
    """The ranking as JSON-safe values."""
    diagnosis = ranking.result
    return {
        "roots": [
            {**_named(root.finding), "severity": str(root.finding.severity), "area_place": place, "reason": str(reason)}
            for root, reason in zip(diagnosis.roots, diagnosis.reasons, strict=True)
            for place in (area_place(root.finding.code),)
        ],
        "folds": [_fold(fold) for fold in diagnosis.explained],
        "merged": [{**_named(merge.finding), "checks": list(merge.checks)} for merge in diagnosis.merges],
        "disproved": [
            {
                **_named(proof.finding),
                "check": proof.check,
                "accepted_by": list(proof.accepted_by),
                "shared": list(proof.shared),
            }
            for proof in diagnosis.disproofs
        ],
    }


def _fold(fold: ExplainedSymptom) -> dict[str, Any]:
    roots = [_named(root) for root in fold.roots]
    return {**_named(fold.symptom), "under": _named(fold.cause), "shared": list(fold.shared), "roots": roots}


def _named(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "subject": finding.subject}
