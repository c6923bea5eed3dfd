"""Runs that an older version stored are read, and answered as that version answered them.

fixtures/stored-by-5918e07.sqlite.gz is a database that commit 5918e07 wrote: one run for each of many lab scenarios, all
with made-up values. The .json beside it holds what that commit answered from each run, in codes. Neither is ever generated
again.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.causes import all_causes
from bot.compare.snapshot import encode_snapshot, take_snapshot
from bot.core.model import RunResult
from bot.diagnosis.diagnose import diagnose
from bot.store import State, Store, StoredRun
from bot.store.codec import decode
from bot.words.build import build_report
from bot.words.report import Report

FIXTURES = Path(__file__).parent / "fixtures"
OLD: dict[str, dict[str, Any]] = json.loads((FIXTURES / "stored-by-5918e07.json").read_text("utf-8"))
_NEWER = (
    "app.mail_disabled",
    "domain.not_delegated",
    "iam.assume_role_denied",
    "identity.not_authorized",
    "network.no_egress",
)
_SEEN = ("can_send", "endpoint", "keys", "shapes", "caller", "clock", "peer", "certificate", "families", "ports")


@pytest.fixture
async def runs(tmp_path: Path) -> dict[str, StoredRun]:
    """Every run of the old database that has a result, by id."""
    store = await Store.open(f"sqlite:///{_unpacked(tmp_path)}")
    try:
        found = {run_id: await store.get(run_id) for run_id in OLD}
        left = await store.list_unfinished()
    finally:
        await store.close()
    assert [run.ask.run_id for run in left] == ["ffffff01"], "the run that was not ended is still to be taken up"
    assert (left[0].ask.region, left[0].ask.sender) == ("", ""), "nobody stored what its target was"
    return {run_id: stored for run_id, stored in found.items() if stored is not None}


async def test_every_stored_run_is_read_and_answered_as_before(runs: dict[str, StoredRun]) -> None:
    assert runs.keys() == OLD.keys()
    for run_id, stored in runs.items():
        assert stored.state is State.DELIVERED
        assert stored.result is not None, run_id
        assert _told(stored.result, build_report(stored.result, "en")) == OLD[run_id], OLD[run_id]["scenario"]


async def test_commands_still_know_the_owners_of_keys(runs: dict[str, StoredRun]) -> None:
    owners = [
        (run_id, name.removeprefix("owner."), user)
        for run_id, old in OLD.items()
        for name, user in old["context"].items()
        if name.startswith("owner.")
    ]
    assert len(owners) > 50
    for run_id, key_id, user in owners:
        result = runs[run_id].result
        assert result is not None and result.facts.owner_of(key_id) == user


async def test_the_region_and_the_sender_of_an_old_run_are_those_of_its_result(runs: dict[str, StoredRun]) -> None:
    for stored in runs.values():
        assert stored.result is not None
        assert stored.ask.region == stored.result.region
        assert stored.ask.sender == stored.result.context["sender"]


async def test_the_answer_in_the_other_language_says_the_same(runs: dict[str, StoredRun]) -> None:
    for run_id, stored in runs.items():
        assert stored.result is not None
        english, vietnamese = (build_report(stored.result, language) for language in ("en", "vi"))
        assert _told(stored.result, vietnamese) == OLD[run_id], OLD[run_id]["scenario"]
        assert vietnamese.headline and vietnamese.headline != english.headline


async def test_what_older_versions_did_not_store_yet_is_not_missed(tmp_path: Path) -> None:
    for run_id, data in _stored(tmp_path).items():
        del data["vantage"]
        for result in data["results"]:
            for name in ("disproved", "tables", "transcript"):
                del result[name]
            for finding in result["findings"]:
                del finding["records"]
        assert build_report(decode(data), "en").verdict == OLD[run_id]["verdict"]


def _then(codes: Iterable[str]) -> list[str]:
    """Those of the causes that the version which wrote the runs knew."""
    return [code for code in codes if code not in _NEWER]


def _stored(tmp_path: Path) -> dict[str, dict[str, Any]]:
    """The stored results of the old database, by run id."""
    with closing(sqlite3.connect(_unpacked(tmp_path))) as connection:
        rows = connection.execute("SELECT run_id, result FROM ses_check_runs WHERE result IS NOT NULL")
        return {run_id: json.loads(result) for run_id, result in rows}


def _unpacked(tmp_path: Path) -> Path:
    database = tmp_path / "runs.sqlite"
    database.write_bytes(gzip.decompress((FIXTURES / "stored-by-5918e07.sqlite.gz").read_bytes()))
    return database


def _told(run: RunResult, report: Report) -> dict[str, Any]:
    """The parts of an answer that the fixture holds: codes and values, no sentences. Empty parts are left out."""
    found = diagnose(run, all_causes())
    seen = encode_snapshot(take_snapshot(run, found.verdict))
    told = {
        "scenario": OLD[run.run_id]["scenario"],
        "verdict": str(report.verdict),
        "ways": list(run.ways),
        "roots": [[root.code, root.subject] for root in report.roots],
        "candidates": [
            [root.finding.code, _then([c.code for c in root.candidates]), _then(root.ruled_out)]
            for root in found.roots
            if root.candidates or root.ruled_out
        ],
        "symptoms": [[symptom.code, symptom.subject] for symptom in report.symptoms],
        "repairs": [repair.key for repair in found.repairs],
        "open": sorted(result.id for result in found.unanswered),
        "needless": [check.id for check in report.checks if check.needless],
        "silent": [check.id for check in report.checks if not check.reason],
        "context": {name: list(v) if isinstance(v, tuple) else v for name, v in run.context.items()},
        "seen": {name: seen[name] for name in _SEEN if name in seen},
        "checks": {
            name: " ".join(filter(None, (check["outcome"], check.get("reason"))))
            for name, check in seen["checks"].items()
            if check["outcome"] != "pass"
        },
    }
    return {name: value for name, value in told.items() if value not in ([], {})}
