"""Carries out the faults that AWS itself would not answer: on an answer's members, its bytes, its connection."""

import socket
import struct
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from bot.lab.aws.answers import Outbound, write_refusal
from bot.lab.aws.faults import (
    Dropped,
    Effect,
    EmptyBody,
    HtmlError,
    Refused,
    ServerError,
    Throttled,
    Truncated,
    WrongContentType,
)
from bot.lab.aws.refusals import Problem, Protocol, Refusal, refuse

_HTML = b"<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
_SAME_PAGE = "YWZ0ZXI6MA=="


def replacement(effects: Iterable[Effect], protocol: Protocol, request_id: str) -> Outbound | None:
    """Returns the answer that replaces the normal one; None where no effect asks for one."""
    for effect in effects:
        if isinstance(effect, HtmlError):
            return Outbound(effect.status, "text/html", _HTML)
        if isinstance(effect, EmptyBody):
            return Outbound(200, "text/xml" if protocol == "query" else "application/json", b"")
        if (refusal := _refusal(effect, protocol)) is not None:
            return write_refusal(protocol, "", refusal, request_id)
    return None


def _refusal(effect: Effect, protocol: Protocol) -> Refusal | None:
    if isinstance(effect, Refused):
        return Refusal(effect.code, effect.message, effect.status)
    if isinstance(effect, Throttled):
        return refuse(Problem.THROTTLED, protocol, "Rate exceeded")
    if isinstance(effect, ServerError) and effect.status == 503:
        return Refusal("ServiceUnavailable", "Service Unavailable", 503)
    if isinstance(effect, ServerError):
        message = "We encountered an internal error. Please try again."
        return Refusal(refuse(Problem.INTERNAL, protocol, message).code, message, effect.status)
    return None


def drop_mark(params: dict[str, Any]) -> dict[str, Any]:
    """Returns the parameters without the mark of a page, which ask for a list's first page."""
    return {name: value for name, value in params.items() if name not in {"NextToken", "Marker"}}


def repeat_page(service: str, answer: dict[str, Any]) -> None:
    """Changes a list's answer so that it promises another page."""
    if service == "iam":
        answer |= {"IsTruncated": True, "Marker": _SAME_PAGE}
    else:
        answer["NextToken"] = _SAME_PAGE


async def send_spoiled(request: web.Request, outbound: Outbound, effects: Iterable[Effect]) -> web.StreamResponse:
    """Sends an answer whole, or damaged as the effects ask."""
    body, content_type = outbound.body, outbound.content_type
    drop: Dropped | None = None
    for effect in effects:
        if isinstance(effect, Truncated):
            body = body[: len(body) // 2]
        elif isinstance(effect, WrongContentType):
            content_type = effect.content_type
        elif isinstance(effect, Dropped):
            drop = effect
    headers = outbound.headers | {"Content-Type": content_type}
    if drop is None:
        return web.Response(status=outbound.status, headers=headers, body=body)
    response = web.StreamResponse(status=outbound.status, headers=headers)
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport:
        if drop.reset:
            # Closing a socket with a linger time of zero sends RST.
            linger = struct.pack("ii", 1, 0)
            request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        request.transport.close()
    return response
