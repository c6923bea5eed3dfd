"""The demo as a person starts it: a process of its own, with a shell that is full of other people's variables."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp
import pytest
import yaml

from bot.cli.demo.page import CHANNEL, PERSON, SHORTCUTS, command_hints, name_group, page_words
from bot.lab.scenarios import SCENARIOS
from bot.lab.scenarios.scene import Scene
from bot.lab.slack.page import STATIC
from bot.languages import DEFAULT, LANGUAGES
from bot.words.catalogue import catalogue

ROOT = Path(__file__).parents[2]
FOREIGN = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "made-up-secret-of-the-shell-EXAMPLE",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_PROFILE": "nobody",
    "SLACK_BOT_TOKEN": "xoxb-shell-example",
    "SLACK_API_URL": "http://127.0.0.1:9/api/",
    "SES_CHECK_CONFIG": "/nowhere/ses-check.toml",
    "SES_CHECK_DATABASE_URL": "postgresql://127.0.0.1:9/nothing",
    "SES_CHECK_LOG": "DEBUG",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "ALL_PROXY": "http://127.0.0.1:9",
}


async def started(tmp_path: Path, *arguments: str, command: str = "demo") -> asyncio.subprocess.Process:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", command, *arguments,
        cwd=ROOT, env=kept | FOREIGN | {"TMPDIR": str(tmp_path), "LANG": "C.UTF-8"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def said(tmp_path: Path, *arguments: str, command: str = "demo") -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    process = await started(tmp_path, *arguments, command=command)
    try:
        out, err = await asyncio.wait_for(process.communicate(), 30)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


def left(folder: Path) -> list[Path]:
    """What the demo left in the folder for temporary files."""
    return list(folder.iterdir())


class Page:
    """The demo with its page, as a browser meets it."""

    def __init__(self, process: asyncio.subprocess.Process, address: str, since: float) -> None:
        self.process, self.address, self.since = process, address, since

    async def post(self, action: str, **body: str) -> None:
        async with (
            aiohttp.ClientSession() as browser,
            browser.post(f"{self.address}/page/{action}", json=body) as answer,
        ):
            assert answer.status == 200, await answer.text()

    async def send(self, text: str) -> None:
        await self.post("send", text=text, user=PERSON, channel=CHANNEL)

    async def answer(self, words: str, seconds: float) -> None:
        """Wait until the newest card of the channel holds these words."""
        async with asyncio.timeout(seconds), aiohttp.ClientSession() as browser:
            while True:
                async with browser.get(
                    f"{self.address}/page/state", params={"user": PERSON, "channel": CHANNEL}
                ) as got:
                    state: Any = await got.json()
                if state["messages"] and words in json.dumps(state["messages"][-1], ensure_ascii=False):
                    return
                await asyncio.sleep(0.05)

    async def ended(self, number: int) -> tuple[int | None, float, str]:
        """Exit code, seconds and standard error after a signal."""
        began = time.monotonic()
        self.process.send_signal(number)
        _out, err = await asyncio.wait_for(self.process.communicate(), 5)
        return self.process.returncode, time.monotonic() - began, err.decode()


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    since = time.monotonic()
    process = await started(tmp_path, "--port", "0", "--scenario", "smtp-wrong-region")
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
    yield Page(process, address, since)
    if process.returncode is None:
        process.kill()
        await process.communicate()


@pytest.mark.parametrize("language", ["en", "vi"])
async def test_list_names_every_scenario_with_its_summary(tmp_path: Path, language: str) -> None:
    code, out, err = await said(tmp_path, "--list", "--lang", language)
    assert (code, err) == (0, "")
    listed = dict(row.split(maxsplit=1) for row in out.splitlines())
    assert listed == {name: scenario.summary(language) for name, scenario in SCENARIOS.items()}


async def test_once_prints_the_answer_and_leaves_nothing_behind(tmp_path: Path) -> None:
    code, out, err = await said(tmp_path, "--once", "--scenario", "sandbox", "--format", "json", "--lang", "vi")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert [cause["code"] for cause in answer["root_causes"]] == ["account.sandbox"]
    assert "người nhận" in answer["root_causes"][0]["title"]
    assert left(tmp_path) == []


async def test_render_prints_the_card_its_blocks_and_an_address_that_holds_them(tmp_path: Path) -> None:
    code, out, err = await said(tmp_path, "sandbox", "--lang", "vi", command="render")
    assert (code, err) == (0, "")
    text, rest = out.split("\n\n", 1)
    blocks, address = rest.rsplit("\n\n", 1)
    assert "sandbox" in text
    shown = json.loads(blocks)["blocks"]
    assert any(block["type"] == "actions" for block in shown)
    server, _, held = address.strip().partition("#")
    assert server == "https://app.slack.com/block-kit-builder/"
    assert json.loads(unquote(held))["blocks"] == shown
    assert left(tmp_path) == []


async def test_once_prints_everything_where_it_is_asked_to(tmp_path: Path) -> None:
    _, short, _ = await said(tmp_path, "--once", "--scenario", "smtp-wrong-region")
    code, whole, err = await said(tmp_path, "--once", "--scenario", "smtp-wrong-region", "--details")
    assert (code, err) == (0, "") and "--details" in short
    assert len(whole) > 2 * len(short)


async def test_render_names_the_nearest_scenario(tmp_path: Path) -> None:
    code, out, err = await said(tmp_path, "sandbix", command="render")
    assert (code, out) == (2, "") and "sandbox" in err


async def test_once_for_slack_prints_what_the_bot_sent(tmp_path: Path) -> None:
    code, out, err = await said(tmp_path, "--once", "--scenario", "smtp-wrong-region", "--format", "slack")
    assert (code, err) == (0, "")
    payloads = [json.loads(line) for line in out.splitlines()]
    assert all(payload["channel"] == CHANNEL and payload["text"] for payload in payloads)
    assert "us-east-1" in json.dumps(payloads[-1]["blocks"])
    assert not [secret for secret in Scene().secrets.values() if secret in out]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--scenario", "sandbix"), "sandbox"),
        (("--scenario", "zzz"), "--list"),
        (("--format", "json"), "--once"),
        (("--details",), "--once"),
        (("--port", "99999"), "--port"),
    ],
)
async def test_a_mistake_is_told(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    code, _out, err = await said(tmp_path, *arguments)
    assert code == 2
    assert words in err
    assert "Traceback" not in err


async def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, out, err = await said(tmp_path, "--port", port)
    assert (code, out) == (2, "")
    assert port in err
    assert re.search(rf"{re.escape(sys.executable)} -m bot demo --scenario \S+ --port \d+$", err.strip())
    assert "Traceback" not in err
    assert left(tmp_path) == []


async def test_the_first_command_is_answered(page: Page) -> None:
    # How fast, benchmarks/demo.py says; a test that is timed only says how busy the machine is.
    await page.send("/ses-check prod")
    await page.answer("us-east-1", 30)


async def test_a_change_of_scenario_is_taken_up(page: Page) -> None:
    await page.post("scenario", scenario="sending-paused")
    await page.send("/ses-check production")
    await page.answer("has paused sending", 30)
    await page.post("scenario", scenario="api-only")
    await page.send("/ses-check prod lang:vi")
    await page.answer(catalogue("vi")("verdict.yes"), 30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_in_the_middle_of_a_run(page: Page, tmp_path: Path, number: int) -> None:
    await page.send("/ses-check prod")
    code, _seconds, err = await page.ended(number)
    assert (code, err) == (0, "")
    assert left(tmp_path) == []


def test_the_page_suggests_what_the_manifest_says() -> None:
    features = yaml.safe_load((ROOT / "manifest.yml").read_text())["features"]
    listed = [(c["command"], c["usage_hint"]) for c in features["slash_commands"]]
    assert [hint[:2] for hint in command_hints()] == listed
    assert [(s["callback_id"], s["name"]) for s in features["shortcuts"]] == SHORTCUTS


def test_the_page_has_words_for_every_text_in_its_files() -> None:
    english = set(page_words(DEFAULT))
    script = "".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    page = (STATIC / "index.html").read_text("utf-8")
    said = set(re.findall(r'\bsay\("([^"]+)"', script))
    said |= set(re.findall(r"data-say>([^<]+)<", page)) | set(re.findall(r'data-label="([^"]+)"', page))
    assert said == english
    for language in LANGUAGES:
        words = page_words(language)
        assert all(re.findall(r"\{\d\}", text) == re.findall(r"\{\d\}", words[text]) for text in english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scenario_stands_in_a_group(language: str) -> None:
    groups = {name_group(scenario, language) for scenario in SCENARIOS.values()}
    assert all(groups) and len(groups) >= 12
