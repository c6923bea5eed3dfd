"""A submitted dialog: only now is the run stored and started, once per dialog."""

from __future__ import annotations

from dataclasses import replace

from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.app.reply import Reply, harmless
from handlers.check.send_dialog import unpacked
from handlers.check.start import accept_check
from handlers.slack.requester import SubmittedView


async def confirmed(desk: Desk, view: SubmittedView) -> Reply:
    """The reply to a submitted dialog. Its view's id is the run's trigger: a second submission of it starts nothing."""
    said = unpacked(view.metadata)
    if said is None or said.request.target is None:
        return await harmless(desk, view, lambda language: line(language, "slack.send.gone"))
    asker = replace(view, channel_id=said.channel_id, trigger=view.view_id or view.trigger)
    return await accept_check(desk, asker, said.request.target, said.request, confirmed=True)
