"""`probe` and `compare` as processes against the lab."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from bot.lab.lab import Lab
from bot.render.json.snapshot import write_snapshot
from tests.cli.conftest import Start
from tests.render.places import PROBED, SEEN

# What one message of Slack's dialog takes is 3,000.
SMALL = 2_800


async def _probed(scenario: str, *arguments: str) -> tuple[int, str, Lab]:
    """`probe` in a lab's world, as in the application's own container: no inspector is at hand."""
    lab = Lab(slack=False)
    try:
        await lab.start(scenario)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "probe", "prod", "--config", str(lab.config_path), *arguments,
            stdout=asyncio.subprocess.PIPE, env={"PATH": "/usr/bin:/bin", "HOME": str(lab.folder)},
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        out, _ = await process.communicate()
        return process.returncode or 0, out.decode(), lab
    finally:
        await lab.stop()


async def test_a_probe_is_one_small_object_without_secrets() -> None:
    code, out, lab = await _probed("smtp-wrong-region", "--format", "json")
    said = json.loads(out)
    assert code == 1
    assert len(out) < SMALL
    assert said["schema"] == "ses-check-probe/1"
    assert said["vantage"]["host"] and said["vantage"]["address"] == "127.0.0.1"
    assert said["checks"]["smtp.password"]["causes"] == ["smtp.password_wrong_region"]
    assert said["checks"]["smtp.auth"]["outcome"] == "fail"
    auth = next(stage for stage in said["stages"] if stage["name"] == "auth")
    assert auth["code"] == 535
    assert said["caller"].startswith("arn:aws:iam::") and abs(said["clock"]) < 5
    assert said["certificate"]["days"] > 0
    assert not [secret for secret in lab.stage.scene.secrets.values() if secret and secret in out]


async def test_nothing_is_asked_of_the_inspector() -> None:
    code, out, lab = await _probed("healthy", "--format", "json")
    assert code == 0
    assert {call.operation for call in lab.stage.aws.calls} == {"GetAccount", "GetCallerIdentity"}
    assert not [call for call in lab.stage.aws.calls if call.operation == "GetAccount" and call.authorised]
    assert json.loads(out)["checks"]["aws.endpoint"] == {"outcome": "pass"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "nothing is wrong as seen from here"), ("vi", "nhìn từ đây không thấy lỗi gì")]
)
async def test_its_text_never_says_that_mail_can_be_sent(language: str, words: str) -> None:
    _, out, _ = await _probed("healthy", "--lang", language)
    assert words in " ".join(out.split())
    assert out.startswith("? ")


async def test_a_blocked_port_shows_which_other_one_answers() -> None:
    _, out, _ = await _probed("port-blocked", "--format", "json")
    assert [port["answer"] for port in json.loads(out)["ports"]] == ["refused", "ok"]


def _files(folder: Path) -> None:
    (folder / "a.json").write_text(write_snapshot(SEEN), encoding="utf-8")
    (folder / "b.json").write_text(write_snapshot(PROBED), encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Only web-5d8f cannot reach port 587."),
        (("--lang", "vi"), "Chỉ web-5d8f không kết nối được tới port 587."),
        (("--format", "markdown"), "# Only web-5d8f cannot reach port 587"),
    ],
)
def test_two_files_are_compared(folder: Path, start: Start, arguments: tuple[str, ...], words: str) -> None:
    _files(folder)
    process = start("compare", "a.json", "b.json", *arguments)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (1, "")
    assert out.startswith(words)


def test_a_file_against_itself_is_equal(folder: Path, start: Start) -> None:
    _files(folder)
    process = start("compare", "a.json", "a.json", "--format", "json")
    said = json.loads(process.communicate(timeout=20)[0])
    assert (process.returncode, said["equal"], said["says"][0]["code"]) == (0, True, "both")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "c.json cannot be read: No such file or directory"),
        ("", "c.json is empty."),
        ('{"schema": "ses-check-probe/1", "tar', "c.json is damaged: its JSON breaks off or is wrong at line 1"),
        ('{"schema": "other/1"}', "c.json is another kind of JSON: its schema is other/1"),
        (write_snapshot(SEEN) + write_snapshot(SEEN), "c.json holds 2 objects, one is needed."),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    folder: Path, start: Start, text: str | None, told: str
) -> None:
    _files(folder)
    if text is not None:
        (folder / "c.json").write_text(text, encoding="utf-8")
    process = start("compare", "a.json", "c.json", "--format", "json")
    out, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.startswith(told)
    assert json.loads(out)["error"]["places"] == ["c.json"]
