"""`ses-check render`: prints the card that the bot would post for a scenario. It needs no Slack and no AWS."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated
from urllib.parse import quote

import typer

from bot.cli.demo.once import collect_payloads
from bot.cli.demo.scenario import refuse_unknown
from bot.cli.leaving import put
from bot.cli.options import LanguageOption, answer_language
from bot.logs import log_to_stderr
from bot.shell import isolate

# Slack's page that draws blocks. It reads them behind the "#", which a browser sends to no server.
# https://docs.slack.dev/block-kit
_BUILDER = "https://app.slack.com/block-kit-builder/#"


def render(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO")],
    language: LanguageOption = None,
) -> int:
    """Print the card's fallback text, its blocks as JSON, and their address in Block Kit Builder."""
    spoken = answer_language(language)
    refuse_unknown(scenario, spoken)
    isolate()
    log_to_stderr("ERROR")
    payloads = (
        json.loads(line) for line in asyncio.new_event_loop().run_until_complete(collect_payloads(scenario, spoken))
    )
    # The last one with buttons is the answer: the first shows the start of the run.
    card = [one for one in payloads if any(block["type"] == "actions" for block in one.get("blocks", ()))][-1]
    blocks = {"blocks": card["blocks"]}
    address = _BUILDER + quote(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")), safe="")
    put(f"{card['text']}\n\n{json.dumps(blocks, ensure_ascii=False, indent=2)}\n\n{address}\n")
    return 0
