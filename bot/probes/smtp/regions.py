"""Tries the SMTP login in other regions of SES, one after the other, one AUTH each, until one accepts it.

It connects only to SES's host names, with a TLS certificate that is verified for that name, so that the password goes
to nobody else.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.evidence.aws import Resolution
from bot.core.evidence.smtp import RegionLogin
from bot.core.redact import Redactor
from bot.core.target import Security, Smtp
from bot.probes.secrets import Login
from bot.probes.smtp.greeting import is_foreign
from bot.probes.smtp.session import Reply, Session, StepFailed

REGION_LIMIT = 6.0
_ANSWERS = {"resolve": "no_name", "connect": "unreachable", "tls": "tls", "starttls": "tls"}


async def try_regions(
    smtp: Smtp,
    regions: tuple[str, ...],
    login: Login,
    resolve: Callable[[str], Awaitable[Resolution]],
    context: ssl.SSLContext,
    ends: float,
    redactor: Redactor,
) -> tuple[RegionLogin, ...]:
    """Returns one result a region, in order. Regions for which less than a second is left are missing.

    ends: the end of the time for all of them, on the clock of time.monotonic().
    """
    answers: list[RegionLogin] = []
    for region in regions:
        started = time.monotonic()
        if ends - started < 1:
            break
        there = replace(smtp, host=f"email-smtp.{region}.amazonaws.com")
        found = await resolve(there.host)
        session = Session(there.host, there.port, min(ends, started + REGION_LIMIT))
        try:
            reply = await _log_in(there, session, found.addresses, login, context)
            answer = {235: "accepted", 535: "rejected"}.get(reply.code, "other_reply")
            line = redactor.server_text(reply.line)
        except StepFailed as failed:
            answer, line = _ANSWERS.get(failed.trouble.stage, "silent"), ""
        finally:
            session.abort()
        answers.append(RegionLogin(region, answer, round((time.monotonic() - started) * 1000), line))
        if answer == "accepted":
            break
    return tuple(answers)


async def _log_in(
    smtp: Smtp, session: Session, addresses: tuple[str, ...], login: Login, context: ssl.SSLContext
) -> Reply:
    await session.connect(addresses)
    wrapped = smtp.security is Security.TLS
    await session.open(context if wrapped else None)
    banner = await session.banner()
    if banner.code != 220 or is_foreign(smtp, banner):
        return banner
    await session.ehlo()
    if not wrapped:
        await session.starttls(context)
        await session.ehlo()
    if not {"plain", "login"} & set(session.mechanisms):
        return Reply(0, "")
    reply = await session.auth(login.username, login.password.reveal())
    session.quit()
    return reply
