"""Help and version do not load what they do not need; `check` loads neither Slack nor the database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "boto3",
    "botocore",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "aiohttp",
    "typer",
    "rich",
    "alembic",
    "structlog",
)
LOADED = "import json, sys; from bot.cli.running import run; run({typed!r}); print(json.dumps(sorted(sys.modules)))"


def _loaded(typed: list[str]) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(typed=typed)],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize("typed", [["--version"], ["--help"], ["check", "--help"], ["chek"]])
def test_help_and_version_are_light(typed: list[str]) -> None:
    assert _loaded(typed) & set(HEAVY) == set()


def test_a_check_needs_neither_slack_nor_the_database() -> None:
    assert _loaded(["check", "prod"]) & {"slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp", "alembic"} == set()


def test_init_needs_no_aws() -> None:
    assert _loaded(["init", "--output", "/dev/null"]) & {"boto3", "slack_bolt", "sqlalchemy"} == set()


def test_a_comparison_loads_nothing_that_connects_to_a_server() -> None:
    assert (
        _loaded(["compare", "a.json", "b.json", "--format", "json"]) & {"boto3", "slack_bolt", "sqlalchemy", "aiohttp"}
        == set()
    )


def test_a_probe_needs_neither_slack_nor_the_database() -> None:
    assert (
        _loaded(["probe", "prod", "--format", "json"]) & {"slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp"} == set()
    )
