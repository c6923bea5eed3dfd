"""Runs rows through the whole product and compares their outcomes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.causes import all_causes
from bot.core.engine import RUN_DEADLINE
from bot.core.model import Outcome, RunResult
from bot.core.options import Options
from bot.diagnosis.diagnose import diagnose
from bot.lab.scenarios import Scenario
from bot.lab.stage import Stage
from bot.render.json.report import render
from bot.service import Service
from bot.store.codec import encode
from bot.targets import load
from bot.words.build import build_report
from tests.matrix.row import Expect, Row

# Rows that run at once. Few where the processor is busy, so that they do not delay each other past a time limit; many
# where all of them wait.
BUSY, WAITING = 3, 16
MOST_REGIONS = 6


@dataclass(frozen=True)
class RowResult:
    """The result of a row. wrong: all differences from what is expected, "" where there is none."""

    row: Row
    got: Expect
    seconds: float
    wrong: str


async def run_all(rows: Sequence[Row]) -> list[RowResult]:
    """Returns the results of all rows, in the order given. Rows that mostly wait run at once.

    A row that fails is run once more alone, because a busy machine may have delayed it.
    """
    busy, waiting = asyncio.Semaphore(BUSY), asyncio.Semaphore(WAITING)
    shared = Service()

    async def one(row: Row) -> RowResult:
        if row.waits:
            async with waiting:
                return await run_alone(row)
        async with busy:
            return await run_row(row, shared)

    try:
        results = await asyncio.gather(*map(one, rows))
    finally:
        await shared.close()
    return [await run_alone(p.row) if p.wrong else p for p in results]


async def run_alone(row: Row) -> RowResult:
    """Runs one row with a service of its own, whose threads no other row occupies."""
    service = Service()
    try:
        return await run_row(row, service)
    finally:
        await service.close()


async def run_row(row: Row, service: Service) -> RowResult:
    """Runs one row with servers of its own."""
    stage = Stage()
    try:
        await stage.start(Scenario(row.name, row.expect.roots, "unknown", "", "", row.prepare))
        targets = load(stage.config_path)
        target = targets.get("prod")
        assert target is not None and not targets.mistakes, (row.name, targets.mistakes)
        await service.warm(target)
        options = Options(recipient=stage.scene.recipient, simulate=stage.scene.simulate)
        run = await service.run(target, run_id="3a7213a7", options=options, claim=_granted)
    finally:
        await stage.stop()
    got = _outcome(row.expect, run)
    return RowResult(row, got, run.ms / 1000, "; ".join(_wrong(row, got, run, stage)))


async def _granted() -> bool:
    return True


def _outcome(expected: Expect, run: RunResult) -> Expect:
    found = diagnose(run, all_causes())
    roots = tuple(root.finding.code for root in found.roots)
    # The check that could not look: the expected one, else the first one that the verdict `yes` lacks.
    unanswered = [r.id for r in found.unanswered if r.outcome is Outcome.UNKNOWN] or [r.id for r in found.unanswered]
    check = expected.unknown or (unanswered[0] if unanswered and not roots else "")
    result = run.result(check)
    if result is None or not (result.outcome is Outcome.UNKNOWN or result.judgement.unknown):
        return Expect(str(found.verdict), roots)
    note = result.judgement.note
    return Expect(str(found.verdict), roots, check, (note.key,) if note else ())


def _wrong(row: Row, got: Expect, run: RunResult, stage: Stage) -> Iterable[str]:
    if not any(_fits(expected, got) for expected in (row.expect, row.also) if expected):
        yield f"expected {row.expect}, got {got}"
    if run.ms > (RUN_DEADLINE + 1) * 1000:
        yield f"took {run.ms} ms"
    yield from (f"{r.id} crashed" for r in run.results if r.incident)
    logins = MOST_REGIONS if stage.scene.target.get("allow_region_auth_sweep") else 1
    if sum(d.auth_attempts for d in stage.dialogues) > logins:
        yield "signed in too often"
    if any(d.tls_at_auth is False or (d.messages and not stage.scene.simulate) for d in stage.dialogues):
        yield "signed in without TLS, or sent mail"
    kept = json.dumps(encode(run))
    for language in ("en", "vi"):
        report = build_report(run, language)
        kept += render(report)
        if [root.code for root in report.roots] != list(got.roots) or not report.headline:
            yield f"the report in {language} says something else"
    yield from (f"{name} is shown" for name, value in stage.scene.secrets.items() if value.strip() and value in kept)


def _fits(expected: Expect, got: Expect) -> bool:
    if expected.unknown and not set(got.reasons) & set(expected.reasons):
        return False
    return (got.verdict, got.roots) == (expected.verdict, expected.roots)
