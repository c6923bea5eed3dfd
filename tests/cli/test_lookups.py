"""`regions` and `trace` as processes against the lab: what they print, in each form, and their exit codes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.lab.stage import Stage
from tests.cli.conftest import Start

LONG = 30


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    await stage.start("message-trace")
    yield stage
    await stage.stop()


async def said(start: Start, stage: Stage, *arguments: str) -> tuple[int, str, str]:
    process = start(*arguments, environment={"SES_CHECK_CONFIG": str(stage.config_path)})
    out, err = await asyncio.to_thread(process.communicate, timeout=LONG)
    assert "Traceback" not in out + err
    return process.returncode, out, err


async def test_regions_as_text(start: Start, stage: Stage) -> None:
    code, out, err = await said(start, stage, "regions", "prod")
    assert (code, err) == (0, "")
    assert out.startswith("✔ example.com is verified in eu-central-1, the region that prod uses.\n")
    assert "  us-east-1     not there  sandbox     on       0 / 200\n" in out
    assert "\x1b" not in out


async def test_regions_as_json(start: Start, stage: Stage) -> None:
    code, out, _ = await said(start, stage, "regions", "production", "example.net", "--format", "json", "--lang", "vi")
    told = json.loads(out)
    assert (code, told["schema"], told["verified_here"]) == (1, "ses-regions/1", False)
    assert [(each["region"], each["identity"]) for each in told["regions"]] == [
        ("eu-central-1", "absent"),
        ("us-east-1", "absent"),
    ]
    assert told["regions"][0]["max_24h"] == 50000
    assert "chưa verify ở region nào" in told["headline"]


async def test_regions_as_markdown(start: Start, stage: Stage) -> None:
    code, out, _ = await said(start, stage, "regions", "prod", "--format", "markdown")
    assert code == 0
    assert "| eu-central-1 | yes | production | on | 1,234 / 50,000 |" in out


async def test_trace_as_text(start: Start, stage: Stage) -> None:
    code, out, err = await said(start, stage, "trace", "prod", f"<{EXAMPLE_ID}@eu-central-1.amazonses.com>")
    assert (code, err) == (1, "")
    assert out.startswith("✖ 4 recipients")
    assert "no-one@example.net · hard bounce" in out


async def test_trace_as_json(start: Start, stage: Stage) -> None:
    code, out, _ = await said(start, stage, "trace", "prod", EXAMPLE_ID, "--format", "json")
    told = json.loads(out)
    assert (code, told["schema"], told["outcome"], told["sender"]) == (1, "ses-trace/1", "fail", "noreply@example.com")
    bounced = told["recipients"][1]
    assert (bounced["destination"], bounced["state"], bounced["isp"]) == ("no-one@example.net", "BOUNCE", None)
    assert [event["type"] for event in bounced["events"]] == ["SEND", "BOUNCE"]
    assert bounced["events"][1]["kind"] == "PERMANENT"


async def test_trace_as_markdown(start: Start, stage: Stage) -> None:
    code, out, _ = await said(start, stage, "trace", "prod", EXAMPLE_ID, "--format", "markdown", "--lang", "vi")
    assert code == 1
    assert "## an@example.net · Gmail · đã giao" in out


async def test_without_events_the_answer_is_unknown(start: Start, stage: Stage) -> None:
    await stage.switch("healthy")
    code, out, _ = await said(start, stage, "trace", "prod", EXAMPLE_ID, "--format", "json")
    assert (code, json.loads(out)["outcome"]) == (3, "skipped")


async def test_a_missing_permission_is_named(start: Start, stage: Stage) -> None:
    await stage.switch("healthy")
    (stage.folder / "inspect.secret").write_text("made-up-and-wrong-secret-of-the-reader00", encoding="utf-8")
    code, out, _ = await said(start, stage, "regions", "prod")
    assert code == 3
    assert out.startswith("? The regions of prod were not asked")


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("regions", "prod", "not a domain"), "DOMAIN"),
        (("regions", "nowhere"), "nowhere"),
        (("regions",), "TARGET"),
        (("trace", "prod", "12345"), "MESSAGE-ID"),
        (("trace", "prod"), "MESSAGE"),
        (("trace", "prod", EXAMPLE_ID, "--format", "xml"), "--format"),
    ],
)
async def test_what_does_not_fit_is_refused_with_its_place(
    start: Start, stage: Stage, arguments: tuple[str, ...], place: str
) -> None:
    extra = () if "--format" in arguments else ("--format", "json")
    code, out, err = await said(start, stage, *arguments, *extra)
    assert code == 2
    if extra:
        assert json.loads(out)["error"]["places"] == [place]
    assert err


@pytest.mark.parametrize("name", ["regions", "trace"])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_has_a_help_page(start: Start, folder: Path, name: str, language: str) -> None:
    out, err = start(name, "--help", "--lang", language).communicate(timeout=LONG)
    assert f"ses-check {name} TARGET" in out and err == ""
    assert max(map(len, out.splitlines())) <= 80
