"""A format is a package of bot.render: what it offers is found, and adding one edits no file."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.render.formats import find_renderer, formats
from bot.render.json.snapshot import write_snapshot
from tests.render.places import PROBED, SEEN

ROOT = Path(__file__).parents[2]
KINDS = ("report", "explanation", "comparison", "snapshot", "regions", "trace")
# A format of one module, made by hand, and what a newcomer would type to see it.
MADE_UP = {
    "__init__.py": 'FORMAT = "shout"\n',
    "comparison.py": "def render(report, screen):\n    return report.headline.upper() + '\\n'\n",
}
PLANTED = """
import sys, bot.render
bot.render.__path__.append(sys.argv[1])
from bot.cli.running import run
sys.exit(run(sys.argv[2:]))
"""


def test_the_formats_of_each_kind_of_answer() -> None:
    assert {kind: formats(kind) for kind in KINDS} == {
        **dict.fromkeys(KINDS, ("text", "json", "markdown")),
        "snapshot": ("text", "json"),
    }
    assert formats("no_such_kind") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_all_formats_render_a_kind_of_answer_alike(kind: str) -> None:
    signatures = {
        str(inspect.signature(find_renderer(kind, name))).replace("_screen", "screen") for name in formats(kind)
    }
    assert len(signatures) == 1
    assert signatures.pop().endswith("screen: 'Screen' = Screen(width=80, colours=False, details=False)) -> 'str'")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PLANTED, str(folder), *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "SES_CHECK_CONFIG": str(folder / "none.toml")},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_new_package_is_a_new_format_at_once(tmp_path: Path) -> None:
    package = tmp_path / "shouting"
    package.mkdir()
    for name, text in MADE_UP.items():
        (package / name).write_text(text, encoding="utf-8")
    a, b = tmp_path / "a.json", tmp_path / "b.json"
    a.write_text(write_snapshot(SEEN), encoding="utf-8")
    b.write_text(write_snapshot(PROBED), encoding="utf-8")
    plain = json.loads(_run(tmp_path, "compare", str(a), str(b), "--format", "json").stdout)
    shouted = _run(tmp_path, "compare", str(a), str(b), "--format", "shout")
    assert (shouted.stdout, shouted.returncode) == (plain["says"][0]["text"].upper() + "\n", 1)
    assert "print as text, json, markdown, shout (text)" in _run(tmp_path, "compare", "--help").stdout
    assert "text, json, markdown, shout." in _run(tmp_path, "compare", str(a), str(b), "--format", "x").stderr
    # What it has no module for is not offered.
    assert "print as text, json, markdown (text)" in _run(tmp_path, "check", "--help").stdout
