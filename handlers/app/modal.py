"""Opens a modal for the person who asked, in their language, while their trigger is still good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core.target import Target
from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.slack.client import Done, Refused, ask
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl

# Slack takes a trigger for three seconds: https://docs.slack.dev/interactivity/handling-user-interaction#payloads
_LATE = frozenset({"trigger_expired", "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})


async def open_modal(
    desk: Desk,
    asker: Asker,
    url: ResponseUrl,
    view: Callable[[str], dict[str, Any]],
    *,
    flag: str | None,
    target: Target | None,
) -> None:
    """Open the view, or show it in place of the one that was clicked in; where that fails, say so privately."""
    closed = await desk.people.closed(asker)
    language = await desk.languages.private(asker, flag, target)
    if closed:
        await tell(desk.slack, asker, url, line(language, closed))
        return
    await show_modal(desk, asker, url, view(language), language)


async def show_modal(desk: Desk, asker: Asker, url: ResponseUrl, view: dict[str, Any], language: str) -> None:
    """The same for whoever asked, also from another organisation."""
    web = desk.slack.web
    if asker.view_id:
        answer = await ask(web.views_update(view_id=asker.view_id, view=view))
    else:
        answer = await ask(web.views_open(trigger_id=asker.trigger_id, view=view))
    if not isinstance(answer, Done):
        late = isinstance(answer, Refused) and answer.code in _LATE
        await tell(desk.slack, asker, url, line(language, "slack.modal_late" if late else "slack.modal_failed"))
