"""Before a simulated mail is sent: the dialog in which a person confirms it, or the line that says why none may be sent."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.intake.start import ConfirmFirst, SendForbidden, SendRefusal
from bot.render.slack.mrkdwn import Line, code
from bot.render.slack.send_dialog import send_dialog
from bot.render.slack.sentence import sentence
from bot.request.check import CheckRequest
from bot.words.catalogue import catalogue
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, line, mention_channel, target_buttons
from handlers.app.modal import open_modal
from handlers.app.reply import Reply, reply_to_member
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl


@dataclass(frozen=True, slots=True)
class PendingSend:
    """What the dialog carries until it is submitted. channel_id, thread_ts: where it was asked."""

    channel_id: str
    request: CheckRequest
    thread_ts: str = ""


async def refuse_send(
    context: HandlerContext, requester: Requester, forbidden: SendForbidden, flag: str | None
) -> Reply:
    """A private line that says why no mail may be sent for this target, and what to change in the targets file."""
    target = forbidden.target
    table = f"targets.{target.name}"

    def say(language: str) -> Message:
        if forbidden.reason is SendRefusal.NO_LOGIN:
            return line(language, "slack.send.no_login", target=code(target.name), table=code(f"[{table}.smtp]"))
        switch = code("allow_simulator_send = true")
        name = code(target.name)
        return line(language, "slack.send.switched_off", target=name, switch=switch, table=code(f"[{table}]"))

    return await reply_to_member(context, requester, say, flag=flag, target_language=target.language)


def open_send_dialog(context: HandlerContext, requester: Requester, plan: ConfirmFirst) -> Reply:
    """Open the dialog. Nothing is stored and nothing starts until it is submitted."""
    request, target = plan.request, plan.target
    carried = encode_request(PendingSend(requester.channel_id, request, requester.origin.thread_ts))

    async def show(url: ResponseUrl) -> None:
        def view(language: str) -> dict[str, Any]:
            answer = _describe_answer(requester, request, language)
            return send_dialog(target, request.simulate, answer, language, carried=carried)

        await open_modal(context, requester, url, view, flag=request.language, target_language=target.language)

    return Reply(requester, after=show)


async def offer_send_dialog(context: HandlerContext, requester: Requester, plan: ConfirmFirst) -> Reply:
    """A private button that opens the dialog. Slack opens none after a message, only after a click or a command."""
    request, names = plan.request, [plan.target.name]

    def say(language: str) -> Message:
        return target_buttons(language, names, request.typed_flags, head_key="slack.send.by_button")

    return await reply_to_member(context, requester, say, flag=request.language, target_language=plan.target.language)


def encode_request(pending: PendingSend) -> str:
    """The dialog's private_metadata. Slack allows 3000 characters; the longest part, an address, has 320 at most."""
    return json.dumps(asdict(pending))


def decode_request(value: str) -> PendingSend | None:
    """What a submitted dialog carries; None where another version opened it."""
    try:
        raw = json.loads(value)
        return PendingSend(str(raw["channel_id"]), CheckRequest(**raw["request"]), str(raw.get("thread_ts", "")))
    except (ValueError, KeyError, TypeError):
        return None


def _describe_answer(requester: Requester, request: CheckRequest, language: str) -> Line:
    """Where the answer will be shown."""
    say = catalogue(language)
    if request.private or requester.origin.direct:
        return sentence(say, "slack.send.answer_private")
    return sentence(say, "slack.send.answer", channel=mention_channel(requester.channel_id))
