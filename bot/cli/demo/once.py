"""One scenario without the page: its run, or the messages that the bot sends to Slack for it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

from bot.app import build
from bot.cli.demo.page import CHANNEL, PERSON, TARGET, wait_for_bot
from bot.core.model import RunResult
from bot.core.options import Options
from bot.lab.lab import Lab
from bot.lab.slack.api import ApiRequest
from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import Message
from bot.request.commands import CHECK
from bot.request.flags import LANG, TO
from bot.service import Service
from bot.settings import load_settings
from bot.targets import load

# Seconds. Longer than the longest run, which the bot ends by itself.
_LONGEST = 40.0


async def run_scenario(scenario: str) -> RunResult:
    """Run a scenario's target once."""
    lab, service = Lab(slack=False), Service()
    try:
        await lab.start(scenario)
        target = load(lab.config_path).targets[TARGET]
        options = Options(lab.stage.scene.recipient)
        return await service.run(target, run_id=secrets.token_hex(4), options=options)
    finally:
        await service.close()
        await lab.stop()


async def collect_payloads(scenario: str, language: str | None) -> list[str]:
    """Send /ses-check in a channel and collect what the bot sends to Slack: JSON texts, in the order of sending."""
    lab = Lab(slack=True)
    try:
        await lab.start(scenario, port=0)
        slack = lab.slack
        assert slack is not None
        bot = await build(load_settings(lab.environment()))
        try:
            await bot.start()
            await wait_for_bot(slack)
            flags = f" {LANG.typed(language)}" if language else ""
            if recipient := lab.stage.scene.recipient:
                flags += f" {TO.typed(recipient)}"
            await slack.command(f"{CHECK.name} {TARGET}{flags}", user=PERSON, channel=CHANNEL)
            await slack.wait_for(lambda: _answer(slack), timeout=_LONGEST)
        finally:
            # Sends what is still to be sent, such as messages in the thread, before it returns.
            await bot.stop()
        return [json.dumps(payload, ensure_ascii=False) for payload in _sent(slack.requests)]
    finally:
        await lab.stop()


def _answer(slack: SlackLab) -> Message | None:
    """The card once it holds the answer: a card without an answer has no buttons."""
    cards = (message for message in slack.messages(CHANNEL) if message.by_bot)
    return next((card for card in cards if any(block["type"] == "actions" for block in card.blocks)), None)


def _sent(requests: list[ApiRequest]) -> Iterator[dict[str, Any]]:
    """The messages among the API calls. In a form their parts are JSON texts."""
    for request in requests:
        if "blocks" in request.params or "text" in request.params:
            yield {name: _part(name, value) for name, value in request.params.items()}


def _part(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("blocks", "attachments", "metadata") and isinstance(value, str) else value
