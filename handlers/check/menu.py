"""The menu of a card. Each entry has a handler of its own."""

from __future__ import annotations

from dataclasses import replace

from bot.render.slack.card import AGAIN, EXPORT, TRANSCRIPT
from handlers.app.context import HandlerContext
from handlers.app.reply import Reply
from handlers.check.export import export_run
from handlers.check.stored_run import run_again
from handlers.check.transcript import send_transcript
from handlers.fallback import explain_button
from handlers.slack.requester import Requester

_ENTRIES = {AGAIN: run_again, TRANSCRIPT: send_transcript, EXPORT: export_run}


async def choose_entry(context: HandlerContext, requester: Requester) -> Reply:
    """Do what the chosen entry stands for. Its value: "<action> <run id>"."""
    action, _, rest = requester.text.partition(" ")
    handle = _ENTRIES.get(action, explain_button)
    return await handle(context, replace(requester, text=rest, action_id=action))
