"""How an answer came about, as text, Markdown and JSON: what --explain-ranking adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.core.model import Finding
from bot.diagnosis.explained_by import ExplainedSymptom
from bot.diagnosis.order import area_place
from bot.render.markdown.report import prose
from bot.render.terminal.report import WIDTH, drawn, heading, styled
from bot.render.terminal.rows import Hanging
from bot.words.ranking import Line, Ranking

_STEP = 3


def text(ranking: Ranking, *, width: int = WIDTH, colours: bool = False) -> str:
    """After a blank line a heading, then the roots by number with what follows from each below it."""
    return "\n" + drawn(_page(ranking), width=width, colours=colours)


def _page(ranking: Ranking) -> Iterator[RenderableType]:
    yield from heading(ranking.title)
    for line in ranking.lines:
        if line.heading:
            yield from heading(line.text)
        else:
            yield Hanging(Styled(_sign(line)), styled(line.text), _STEP * line.depth)


def markdown(ranking: Ranking) -> str:
    """The same as lists, after a blank line."""
    rows = ["", f"## {prose(ranking.title)}", ""]
    for line in ranking.lines:
        said = prose(line.text)
        rows += ["", f"### {said}", ""] if line.heading else [f"{' ' * _STEP * line.depth}{_sign(line)}{said}"]
    return "\n".join(rows) + "\n"


def _sign(line: Line) -> str:
    return f"{line.number}. " if line.number else "- "


def values(ranking: Ranking) -> dict[str, Any]:
    """In codes, for the key `ranking` of the JSON answer."""
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
