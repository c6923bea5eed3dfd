"""Opens dialogs, which Slack allows for three seconds after a click or a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers.app.context import HandlerContext
from handlers.app.messages import audience_refusal, line
from handlers.slack.client import Done, Refused, ask
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

# How Slack says that those seconds are over:
# https://docs.slack.dev/interactivity/handling-user-interaction#payloads
_LATE = frozenset({"trigger_expired", "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})


async def open_modal(
    context: HandlerContext,
    requester: Requester,
    url: ResponseUrl,
    view: Callable[[str], dict[str, Any]],
    *,
    flag: str | None,
    target_language: str,
) -> None:
    """Show a view that may name targets: people of other organisations get a private line instead."""
    refusal = await context.people.find_refusal(requester)
    language = await context.languages.for_person(requester, flag, target_language)
    if refusal:
        await send_private(context.slack, requester, url, audience_refusal(language, refusal))
        return
    await show_modal(context, requester, url, view(language), language)


async def show_modal(
    context: HandlerContext, requester: Requester, url: ResponseUrl, view: dict[str, Any], language: str
) -> None:
    """Open a view, or replace the one that was clicked in. A private line says where Slack refuses it."""
    web = context.slack.web
    if requester.view_id:
        answer = await ask(web.views_update(view_id=requester.view_id, view=view))
    else:
        answer = await ask(web.views_open(trigger_id=requester.trigger_id, view=view))
    if not isinstance(answer, Done):
        late = isinstance(answer, Refused) and answer.code in _LATE
        key = "slack.modal_late" if late else "slack.modal_failed"
        await send_private(context.slack, requester, url, line(language, key))
