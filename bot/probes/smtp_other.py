"""Further connections that explain a failed one: other ports, the other TLS mode, the certificate that was refused.

None of them carries a credential.
"""

from __future__ import annotations

import asyncio
import time

from bot.core.evidence import Banner, Certificate
from bot.core.target import TLS_PORTS, Security, Smtp
from bot.probes import tls
from bot.probes.smtp_session import Session, StepFailed


async def try_ports(smtp: Smtp, addresses: tuple[str, ...], limit: float) -> tuple[Banner, ...]:
    """TCP and banner on the alternative ports, in parallel."""
    results = await asyncio.gather(*(_port(smtp.host, port, addresses, limit) for port in smtp.alternative_ports))
    return tuple(results)


async def _port(host: str, port: int, addresses: tuple[str, ...], limit: float) -> Banner:
    started = time.monotonic()
    session = Session(host, port, started + limit)
    try:
        sock = await session.connect(addresses)
        await session.open(sock, tls.unverified_context() if port in TLS_PORTS else None)
        reply = await session.banner()
    except StepFailed as failed:
        problem = failed.trouble.kind if failed.trouble.stage == "connect" else "silent"
        return Banner(port, _ms(started), "no_smtp" if failed.trouble.kind == "malformed" else problem)
    finally:
        session.abort()
    problem = "" if reply.code == 220 else "no_smtp"
    return Banner(port, _ms(started), problem, reply.line[:200])


async def other_mode_answers(smtp: Smtp, addresses: tuple[str, ...], limit: float) -> bool:
    """True where the same port greets as a mail server in the TLS mode that was not configured."""
    session = Session(smtp.host, smtp.port, time.monotonic() + max(limit, 0.5))
    try:
        sock = await session.connect(addresses)
        await session.open(sock, tls.unverified_context() if smtp.security is Security.STARTTLS else None)
        return 200 <= (await session.banner()).code < 600
    except StepFailed:
        return False
    finally:
        session.abort()


async def certificate_seen(smtp: Smtp, addresses: tuple[str, ...], limit: float) -> Certificate | None:
    """The certificate that verification refused, read over a connection that is closed at once."""
    session = Session(smtp.host, smtp.port, time.monotonic() + max(limit, 0.5))
    try:
        sock = await session.connect(addresses)
        if smtp.security is Security.TLS:
            await session.open(sock, tls.unverified_context())
        else:
            await session.open(sock, None)
            await session.banner()
            await session.ehlo()
            await session.starttls(tls.unverified_context())
        return tls.of_connection(session.ssl_object)
    except StepFailed:
        return None
    finally:
        session.abort()


def _ms(since: float) -> int:
    return round((time.monotonic() - since) * 1000)
