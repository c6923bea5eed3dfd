"""Before a simulated mail is sent: whether the target allows it, and the dialog in which a person confirms it."""

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
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, line, mention_channel
from handlers.app.modal import open_modal
from handlers.app.reply import Reply, reply_to_member
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl


@dataclass(frozen=True, slots=True)
class PendingSend:
    """What the dialog carries until it is submitted. channel_id: where the command was typed."""

    channel_id: str
    request: CheckRequest


async def refuse_send(context: HandlerContext, requester: Requester, target: Target, flag: str | None) -> Reply | None:
    """A private line that says why no mail may be sent for this target; None where one may."""
    table = f"[targets.{target.name}]"

    def switched_off(language: str) -> Message:
        switch = code("allow_simulator_send = true")
        return line(language, "slack.send.switched_off", target=code(target.name), switch=switch, table=code(table))

    def no_login(language: str) -> Message:
        return line(language, "slack.send.no_login", target=code(target.name), table=code(f"{table[:-1]}.smtp]"))

    if not target.allow_simulator_send:
        return await reply_to_member(context, requester, switched_off, flag=flag, target=target)
    if target.smtp is None or target.smtp.username is None or target.smtp.password is None:
        return await reply_to_member(context, requester, no_login, flag=flag, target=target)
    return None


def open_send_dialog(context: HandlerContext, requester: Requester, target: Target, request: CheckRequest) -> Reply:
    """Open the dialog. Nothing is stored and nothing starts until it is submitted."""
    metadata = encode_request(PendingSend(requester.channel_id, request))

    async def show(url: ResponseUrl) -> None:
        def view(language: str) -> dict[str, Any]:
            answer = _answer(requester.channel_id, request, language)
            return send_dialog(target, request.simulate, answer, language, carried=metadata)

        await open_modal(context, requester, url, view, flag=request.language, target=target)

    return Reply(requester, after=show)


def encode_request(pending: PendingSend) -> str:
    """The dialog's private_metadata. Slack allows 3000 characters; the longest part, an address, has 320 at most."""
    return json.dumps({"channel_id": pending.channel_id, "request": asdict(pending.request)})


def decode_request(value: str) -> PendingSend | None:
    """What a submitted dialog carries; None where another version opened it."""
    try:
        raw = json.loads(value)
        return PendingSend(str(raw["channel_id"]), CheckRequest(**raw["request"]))
    except (ValueError, KeyError, TypeError):
        return None


def _answer(channel_id: str, request: CheckRequest, language: str) -> Line:
    say = catalogue(language)
    if request.private or channel_id.startswith("D"):
        return sentence(say, "slack.send.answer_private")
    return sentence(say, "slack.send.answer", channel=mention_channel(channel_id))
