"""Every fault gets the answer that the facts require: the root cause first, UNKNOWN with its reason, no false alarm."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby

import pytest

from bot.causes import all_causes
from bot.core.options import Options
from bot.lab.smtp.faults import FAULTS, MESSAGE_FAULTS
from bot.lab.stage import Stage
from bot.service import CHECKS, Service
from bot.shell import isolate
from bot.targets import load
from bot.words.catalogue import catalogue
from tests.matrix.aws import ASKED
from tests.matrix.every import all_rows
from tests.matrix.row import Row
from tests.matrix.runner import run_all
from tests.matrix.smtp import EXPECTED, OF_A_MAIL
from tests.matrix.table import PAGE, row_start
from tests.matrix.world import DEMO

ROWS = all_rows()
# A group's rows mostly wait, so running them at once takes as long as the slowest one.
# tests/lab/test_scenarios.py runs the demo's scenarios.
MANY = 30
GROUPS = {group: tuple(rows) for group, rows in groupby(ROWS, key=lambda row: row.group)}


def sample(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Returns every third of many rows.

    No table's width is a multiple of three, so each effect meets other operations.
    """
    return rows if len(rows) < MANY else rows[::3]


@pytest.fixture
def alone() -> Iterator[None]:
    """Removes the shell's environment variables during a test."""
    before = dict(os.environ)
    isolate()
    yield
    os.environ.clear()
    os.environ |= before


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("group", sorted(GROUPS.keys() - {DEMO}))
async def test_every_fault_is_answered_as_the_facts_demand(group: str) -> None:
    results = await run_all(sample(GROUPS[group]))
    assert {p.row.name: p.wrong for p in results if p.wrong} == {}


@pytest.mark.usefixtures("alone")
async def test_every_operation_of_a_healthy_run_meets_every_effect() -> None:
    stage, service = Stage(), Service()
    try:
        await stage.start()
        target = load(stage.config_path).get("prod")
        assert target is not None
        await service.run(target, run_id="3a7213a7")
    finally:
        await service.close()
        await stage.stop()
    called = {call.name for call in stage.aws.calls}
    assert called == {asked.operation for asked in ASKED}, "tests/matrix/aws.py: ASKED"


def test_every_fault_of_the_smtp_server_has_its_line() -> None:
    assert set(FAULTS) == set(EXPECTED)
    assert set(MESSAGE_FAULTS) == set(OF_A_MAIL)


def test_rows_can_be_told_apart_and_name_what_there_is() -> None:
    assert len({(row.group, row.name) for row in ROWS}) == len(ROWS)
    assert sum(map(len, GROUPS.values())) == len(ROWS), "the rows of a group stand together"
    for row in ROWS:
        assert set(row.expect.roots) <= all_causes().keys(), row.name
        assert row.expect.unknown in {"", *(check.id for check in CHECKS)}, row.name
        assert set(row.expect.reasons) <= catalogue("en").keys, row.name
        assert bool(row.expect.unknown) == bool(row.expect.reasons), row.name


def test_every_cause_that_a_check_decides_is_the_first_root_of_a_row() -> None:
    first = {row.expect.roots[0] for row in ROWS if row.expect.roots}
    # A row is a whole run. What only a probe finds has tests of its own.
    in_a_run = {check.id for check in CHECKS if check.asked(Options("a@example.com", "success"))}
    assert {code for code, cause in all_causes().items() if in_a_run.intersection(cause.decided_by)} - first == set()


def test_the_page_lists_these_rows() -> None:
    def is_listed(row: Row) -> bool:
        return any(line.startswith(row_start(row)) for line in written)

    written = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert [row.name for row in ROWS if not is_listed(row)] == [], "run make matrix"
    assert len(written) == len(ROWS) + len(GROUPS), "run make matrix"
