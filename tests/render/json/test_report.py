"""The object "ses-check/1" has exactly the documented keys, and docs/json.md shows a real one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.compare.diff import compare_snapshots
from bot.compare.snapshot import encode_snapshot
from bot.render.json.comparison import comparison_object
from bot.render.json.document import dump, error_object
from bot.render.json.report import render, report_object
from bot.words.comparison import build_comparison
from tests.render.places import PROBED, SEEN
from tests.render.samples import KEY, report

DOCUMENT = Path(__file__).parents[3] / "docs" / "json.md"
TOP = {
    "schema",
    "target",
    "region",
    "language",
    "run_id",
    "can_send",
    "root_causes",
    "symptoms",
    "checks",
    "vantage",
    "seen",
    "started_at",
    "ms",
}
CAUSE = {"code", "severity", "subject", "values", "title", "why", "fix", "verify", "caution", "links"}
CHECK = {"id", "outcome", "causes", "blocked_by", "reason", "missing_permission", "ms"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_keys_are_those_that_are_documented(language: str) -> None:
    said = json.loads(render(report(language)))
    assert set(said) == TOP
    assert all(set(cause) == CAUSE for cause in (*said["root_causes"], *said["symptoms"]))
    assert {frozenset(step) for step in said["root_causes"][0]["fix"]} == {
        frozenset({"text", "risk", "undo", "commands"})
    }
    assert set(said["root_causes"][0]["fix"][0]["commands"][0]) == {"form", "text"}
    assert set(said["root_causes"][0]["links"][0]) == {"title", "url"}
    for check in said["checks"]:
        assert set(check) == (CHECK | {"stages"} if check["id"].startswith("smtp.") else CHECK)
    assert set(said["checks"][-1]["stages"][0]) == {"name", "outcome", "ms", "reply"}


def test_values_are_codes_numbers_and_lists() -> None:
    said = report_object(report())
    assert (said["schema"], said["can_send"], said["ms"]) == ("ses-check/1", "no", 2345)
    root = said["root_causes"][0]
    assert root["severity"] == "fail"
    assert root["values"] == {
        "key_id": KEY,
        "password_region": "us-east-1",
        "regions": ["us-east-1", "eu-central-1"],
        "port": 587,
    }
    assert [step["undo"] for step in root["fix"]] == [None, "Set the new access key to Inactive, then delete it.", None]
    assert said["checks"][2]["missing_permission"] == "iam:GetUser"
    assert said["checks"][0]["blocked_by"] is None


def test_times_are_utc_whatever_the_zone() -> None:
    saigon = timezone(timedelta(hours=7))
    said = report_object(replace(report(), started_at=datetime(2026, 11, 21, 20, 5, 7, 999, tzinfo=saigon)))
    assert said["started_at"] == "2026-11-21T13:05:07Z"


def test_control_characters_are_removed() -> None:
    text = dump(error_object("a\x1b[31m\u202eb\ud800\x9b", ["x\x00y"]))
    assert json.loads(text) == {"schema": "ses-check/1", "error": {"message": "a[31mb", "places": ["xy"]}}
    text.encode("utf-8")


def test_the_documented_example_is_a_real_answer() -> None:
    examples = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)]
    compared = build_comparison(compare_snapshots(SEEN, PROBED), "en")
    mistake = error_object("There is no command chek. Did you mean check?", ["chek"])
    assert examples == [report_object(report()), mistake, encode_snapshot(PROBED), comparison_object(compared)]


def test_every_documented_key_is_explained() -> None:
    words = DOCUMENT.read_text()
    compared = comparison_object(build_comparison(compare_snapshots(SEEN, PROBED), "en"))
    keys = TOP | CAUSE | CHECK | {"stages", "error", "message", "places"} | set(encode_snapshot(SEEN)) | set(compared)
    assert [key for key in keys if f"`{key}`" not in words] == []
