"""The button "All steps" of an explanation and of a guide: a dialog of one or several pages, one form at a time."""

from __future__ import annotations

from bot.causes import all_causes
from bot.render.slack.guide import guide_steps
from bot.render.slack.mrkdwn import code
from bot.render.slack.steps_modal import pick_page
from bot.request.commands import GUIDE
from handlers.app.choices import choose_form
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.app.modal import show_modal
from handlers.app.reply import Reply, reply_to_anyone
from handlers.explain.payload import build_steps
from handlers.explain.share_token import decode
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl


async def open_steps(context: HandlerContext, requester: Requester) -> Reply:
    """Open the dialog, or show another of its pages.

    The button's value: the token of an explanation, or the code of a guide's cause; in the dialog "<key> <page> <form>",
    with the explanation's token in the dialog's metadata.
    """
    key, number, clicked = requester.text, "", ""
    if requester.view_id:
        key, number, clicked = f"{requester.text}  ".split(" ")[:3]
    token = requester.metadata or key
    shared = decode(token)
    if shared is None and key not in all_causes():
        return await reply_to_anyone(
            context, requester, lambda language: line(language, "slack.guide.gone", command=code(GUIDE.name))
        )

    async def show(url: ResponseUrl) -> None:
        language = await context.languages.for_person(requester, shared.language if shared else None)
        form = await choose_form(context.store, requester, clicked)
        pages = build_steps(shared, language, form, token) if shared else guide_steps(key, language, form)
        await show_modal(context, requester, url, pick_page(pages, number), language)

    return Reply(requester, after=show)
