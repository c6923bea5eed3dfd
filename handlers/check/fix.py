"""The button "Fix": the whole fix of a stored run, in a dialog of one or several pages."""

from __future__ import annotations

from typing import Any

from bot.core.model import RunResult
from bot.render.slack.card import fix_modal
from bot.render.slack.steps_modal import pick_page
from bot.store import StoredRun
from bot.words.build import build_report
from handlers.app.choices import choose_form
from handlers.app.context import HandlerContext
from handlers.app.modal import open_modal
from handlers.app.reply import Reply
from handlers.check.stored_run import read_run
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl


async def open_fix(context: HandlerContext, requester: Requester) -> Reply:
    """Open the dialog, or show another of its pages. The button's value: "<run id>" or "<run id> <page> <form>"."""
    run = await read_run(context, requester)
    if isinstance(run, Reply):
        return run
    stored, result = run, run.result
    if not requester.view_id:
        context.opened_from.remember(requester, run.ask.run_id)

    async def show(url: ResponseUrl) -> None:
        if result is not None:
            await _open(context, requester, stored, result, url)

    return Reply(requester, after=show)


async def _open(
    context: HandlerContext, requester: Requester, run: StoredRun, result: RunResult, url: ResponseUrl
) -> None:
    _, number, clicked = f"{requester.text}  ".split(" ")[:3]
    form = await choose_form(context.store, requester, clicked)

    def view(language: str) -> dict[str, Any]:
        return pick_page(fix_modal(build_report(result, language), form), number)

    flag = run.ask.language if run.ask.user_id == requester.user_id else None
    await open_modal(context, requester, url, view, flag=flag, target_language=run.ask.target_language)
