"""A submitted dialog: only now is the run stored and started, once per dialog."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.app.reply import Reply, harmless
from handlers.check.send_dialog import unpacked
from handlers.check.start import accept_check
from handlers.slack.requester import from_action, read


async def confirmed(desk: Desk, body: Any) -> Reply:
    """The reply to a submitted dialog. Its view's id is the run's trigger: a second submission of it starts nothing."""
    asker = from_action(body)
    said = unpacked(read(body, "view", "private_metadata"))
    if said is None or said.request.target is None:
        return await harmless(desk, asker, lambda language: line(language, "slack.send.gone"))
    asker = replace(asker, channel_id=said.channel_id, trigger=asker.view_id or asker.trigger)
    return await accept_check(desk, asker, said.request.target, said.request, confirmed=True)
