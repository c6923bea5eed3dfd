"""Before a simulated mail: whether the target allows it, and the dialog in which a person confirms it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.core.target import Target
from bot.render.slack.mrkdwn import Line, code
from bot.render.slack.send_dialog import send_dialog
from bot.render.slack.sentence import sentence
from bot.request.check import CheckRequest
from bot.words.catalogue import catalogue
from handlers.app.context import Desk
from handlers.app.messages import Message, channel, line
from handlers.app.modal import open_modal
from handlers.app.reply import Reply, private
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the dialog was opened for: it comes back when the dialog is submitted. channel_id: where it was asked."""

    channel_id: str
    request: CheckRequest


async def forbidden(desk: Desk, asker: Asker, target: Target, flag: str | None) -> Reply | None:
    """The private line that says why no mail may be sent for this target; None where it may."""
    table = f"[targets.{target.name}]"

    def switched_off(language: str) -> Message:
        switch = code("allow_simulator_send = true")
        return line(language, "slack.send.switched_off", target=code(target.name), switch=switch, table=code(table))

    def no_login(language: str) -> Message:
        return line(language, "slack.send.no_login", target=code(target.name), table=code(f"{table[:-1]}.smtp]"))

    if not target.allow_simulator_send:
        return await private(desk, asker, switched_off, flag=flag, target=target)
    if target.smtp is None or target.smtp.username is None or target.smtp.password is None:
        return await private(desk, asker, no_login, flag=flag, target=target)
    return None


def dialog(desk: Desk, asker: Asker, target: Target, request: CheckRequest) -> Reply:
    """Open the dialog; nothing is stored and nothing starts before it is submitted."""
    carried = packed(Confirmed(asker.channel_id, request))

    async def show(url: ResponseUrl) -> None:
        def view(language: str) -> dict[str, Any]:
            answer = _answer(asker.channel_id, request, language)
            return send_dialog(target, request.simulate, answer, language, carried=carried)

        await open_modal(desk, asker, url, view, flag=request.language, target=target)

    return Reply(asker, after=show)


def packed(confirmed: Confirmed) -> str:
    """The dialog's private_metadata. Slack allows 3000 characters: addresses are the longest part, 320 at most."""
    return json.dumps({"channel_id": confirmed.channel_id, "request": asdict(confirmed.request)})


def unpacked(value: str) -> Confirmed | None:
    """What a submitted dialog was opened for; None where it is none of ours, or of another version."""
    try:
        raw = json.loads(value)
        return Confirmed(str(raw["channel_id"]), CheckRequest(**raw["request"]))
    except (ValueError, KeyError, TypeError):
        return None


def _answer(channel_id: str, request: CheckRequest, language: str) -> Line:
    say = catalogue(language)
    if request.private or channel_id.startswith("D"):
        return sentence(say, "slack.send.answer_private")
    return sentence(say, "slack.send.answer", channel=channel(channel_id))
