"""How an answer came about, in words: why each root stands where it stands, and what was put under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.model import Finding, Severity
from bot.diagnosis.diagnose import Diagnosis
from bot.diagnosis.explained_by import key_of
from bot.diagnosis.order import AREAS, Reason, area_place
from bot.words.catalogue import Catalogue, catalogue


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One sentence, backticks around code. depth: how many folds lie between it and its root.

    number: of a root, from 1; 0 where it is none. heading: it stands above others.
    """

    text: str
    depth: int = 0
    number: int = 0
    heading: bool = False

    @property
    def sign(self) -> str:
        """What stands before the sentence in a list: a root's number, else a dash."""
        return f"{self.number}. " if self.number else "- "


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole explanation. result: the same in codes."""

    title: str
    lines: tuple[RankingLine, ...]
    result: Diagnosis


def build_ranking(diagnosis: Diagnosis, language: str) -> Ranking:
    """Why the answer leads with what it leads with."""
    words = catalogue(language)
    lines = tuple(_lines(diagnosis, words))
    return Ranking(words("ranking.title"), lines or (RankingLine(words("ranking.none")),), diagnosis)


def _lines(diagnosis: Diagnosis, words: Catalogue) -> Iterator[RankingLine]:
    before: Finding | None = None
    for number, (root, reason) in enumerate(zip(diagnosis.roots, diagnosis.reasons, strict=True), 1):
        why = _why(root.finding, reason, before, words)
        yield RankingLine(words("ranking.root", finding=_named(root.finding), why=why), number=number)
        yield from _under(root.finding, diagnosis, 1, words)
        before = root.finding
    if diagnosis.merges:
        yield RankingLine(words("ranking.merged"), heading=True)
        for merge in diagnosis.merges:
            yield RankingLine(words("ranking.merge", finding=_named(merge.finding), checks=_listed(merge.checks)))
    if diagnosis.disproofs:
        yield RankingLine(words("ranking.disproved"), heading=True)
        for proof in diagnosis.disproofs:
            values = {"check": f"`{proof.check}`", "accepted_by": _listed(proof.accepted_by)}
            shared = _listed(proof.shared)
            yield RankingLine(words("ranking.disproof", finding=_named(proof.finding), shared=shared, **values))


def _under(cause: Finding, diagnosis: Diagnosis, depth: int, words: Catalogue) -> Iterator[RankingLine]:
    for fold in diagnosis.explained:
        if key_of(fold.cause) == key_of(cause):
            yield RankingLine(words("ranking.fold", finding=_named(fold.symptom), shared=_listed(fold.shared)), depth)
            yield from _under(fold.symptom, diagnosis, depth + 1, words)


def _why(root: Finding, reason: Reason, before: Finding | None, words: Catalogue) -> str:
    place = {"area": f"`{_area(root)}`", "place": area_place(root.code), "places": len(AREAS)}
    if reason is Reason.ONLY:
        return words("ranking.only")
    if before is None:
        key = "ranking.first.fail" if root.severity is Severity.FAIL else "ranking.first.warn"
        return words(key, **place)
    if reason is Reason.AREA:
        earlier = {"before": f"`{_area(before)}`", "before_place": area_place(before.code)}
        return words("ranking.area", **earlier, **place)
    return words(f"ranking.{reason}")


def _area(finding: Finding) -> str:
    return finding.code.partition(".")[0]


def _named(finding: Finding) -> str:
    return f"`{finding.code}` ({finding.subject})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
