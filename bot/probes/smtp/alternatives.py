"""Makes further connections that explain why the first one failed. None of them carries a credential.

They try other ports, the other TLS mode, the other address family, and read a certificate that was refused.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time

from bot.core.evidence.smtp import Banner, Certificate, Reach
from bot.core.target import TLS_PORTS, Security, Smtp
from bot.probes import tls
from bot.probes.smtp.session import Session, StepFailed

# In seconds. TCP repeats a lost SYN after one and after three seconds.
FAMILY_LIMIT = 4.0


async def try_ports(smtp: Smtp, addresses: tuple[str, ...], limit: float) -> tuple[Banner, ...]:
    """Connects to all alternative ports at once and reads their banners. Returns one result a port. limit: seconds."""
    asked = (_try_port(smtp, port, addresses, limit, wrapped=port in TLS_PORTS) for port in smtp.alternative_ports)
    return tuple(await asyncio.gather(*asked))


async def _try_port(smtp: Smtp, port: int, addresses: tuple[str, ...], limit: float, *, wrapped: bool) -> Banner:
    started = time.monotonic()
    session = Session(smtp.host, port, started + limit)
    try:
        await session.connect(addresses)
        await session.open(tls.unverified_context() if wrapped else None)
        reply = await session.banner()
    except StepFailed as failed:
        return Banner(port, _ms(started), _problem(failed))
    finally:
        session.abort()
    problem = "" if reply.code == 220 else "no_smtp"
    return Banner(port, _ms(started), problem, reply.line[:200])


def _problem(failed: StepFailed) -> str:
    trouble = failed.trouble
    if trouble.stage == "connect":
        return trouble.kind
    return {"timeout": "silent", "dropped": "dropped"}.get(trouble.kind, "no_smtp")


async def other_mode_answers(smtp: Smtp, addresses: tuple[str, ...], limit: float) -> bool:
    """Returns True where the same port works in the TLS mode that is not configured.

    That is so where a port configured for TLS replies in plain text, or one configured for STARTTLS completes a TLS
    handshake from the first byte. limit: seconds.
    """
    session = Session(smtp.host, smtp.port, time.monotonic() + max(limit, 0.5))
    try:
        await session.connect(addresses)
        if smtp.security is Security.STARTTLS:
            await session.open(tls.unverified_context())
            return True
        await session.open(None)
        return 200 <= (await session.banner()).code < 600
    except StepFailed:
        return False
    finally:
        session.abort()


async def read_refused_certificate(smtp: Smtp, addresses: tuple[str, ...], limit: float) -> Certificate | None:
    """Returns the certificate that was refused, read over a connection that is closed at once. limit: seconds."""
    session = Session(smtp.host, smtp.port, time.monotonic() + max(limit, 0.5))
    try:
        await session.connect(addresses)
        if smtp.security is Security.TLS:
            await session.open(tls.unverified_context())
        else:
            await session.open(None)
            await session.banner()
            await session.ehlo()
            await session.starttls(tls.unverified_context())
        return tls.read_certificate(session.ssl_object)
    except StepFailed:
        return None
    finally:
        session.abort()


def other_family(address: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the addresses of the other family (IPv4 or IPv6) than `address`."""
    return tuple(a for a in addresses if (":" in a) != (":" in address))


async def try_family(smtp: Smtp, reached: str, addresses: tuple[str, ...]) -> Reach:
    """Connects to one address of the other family and reads its banner. reached: the first family, "ipv4" or "ipv6"."""
    family = "ipv4" if reached == "ipv6" else "ipv6"
    address = next((a for a in addresses if (":" in a) == (family == "ipv6")), "")
    if not address:
        return Reach(family)
    if not has_route(address, smtp.port):
        return Reach(family, address, problem="no_route")
    started = time.monotonic()
    banner = await _try_port(smtp, smtp.port, (address,), FAMILY_LIMIT, wrapped=smtp.security is Security.TLS)
    return Reach(family, address, _ms(started), banner.problem)


def has_route(address: str, port: int) -> bool:
    """Returns True where this machine has a route to an address. It reads the routing table and sends no packets.

    A machine with only private IPv6 addresses (RFC 4193) has no route to a public one, and prefers IPv4 (RFC 6724).
    """
    there = ipaddress.ip_address(address)
    with socket.socket(socket.AF_INET6 if there.version == 6 else socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, port))
        except OSError:
            return False
        here = ipaddress.ip_address(str(probe.getsockname()[0]).partition("%")[0])
    return here.version == 4 or here.is_global or not there.is_global


def _ms(since: float) -> int:
    return round((time.monotonic() - since) * 1000)
