"""Plays rows through the whole product and says what came of each."""

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

# Few at once where the processor is busy, so that no time limit passes because of the others; many where all wait.
BUSY, WAITING = 3, 16
MOST_REGIONS = 6


@dataclass(frozen=True)
class Played:
    """What came of a row. wrong: everything that is not as it must be, "" if nothing."""

    row: Row
    got: Expect
    seconds: float
    wrong: str


async def play_all(rows: Sequence[Row]) -> list[Played]:
    """All rows, those that mostly wait beside each other; in the order given.

    What went wrong in the crowd is played once more by itself: a machine that is too busy is no wrong answer.
    """
    busy, waiting = asyncio.Semaphore(BUSY), asyncio.Semaphore(WAITING)
    shared = Service()

    async def one(row: Row) -> Played:
        if row.waits:
            async with waiting:
                return await alone(row)
        async with busy:
            return await play(row, shared)

    try:
        played = await asyncio.gather(*map(one, rows))
    finally:
        await shared.close()
    return [await alone(p.row) if p.wrong else p for p in played]


async def alone(row: Row) -> Played:
    """One row with a service of its own, whose threads nobody else waits for."""
    service = Service()
    try:
        return await play(row, service)
    finally:
        await service.close()


async def play(row: Row, service: Service) -> Played:
    """One row on a stage of its own."""
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
    got = _got(row.expect, run)
    return Played(row, got, run.ms / 1000, "; ".join(_wrong(row, got, run, stage)))


async def _granted() -> bool:
    return True


def _got(expected: Expect, run: RunResult) -> Expect:
    found = diagnose(run, all_causes())
    roots = tuple(root.finding.code for root in found.roots)
    # Which check could not look: the one that is expected, else the first that `yes` lacks.
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
