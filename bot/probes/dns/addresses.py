"""Resolves host names, by the system's resolver or by only the name servers that the target lists."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import dns.asyncresolver
import dns.exception
import dns.rdatatype
import dns.resolver

from bot.core.evidence.aws import Resolution

LIFETIME = 5.0
_PROBLEMS = {
    socket.EAI_NONAME: "nxdomain",
    getattr(socket, "EAI_NODATA", -5): "no_answer",
    getattr(socket, "EAI_ADDRFAMILY", -9): "no_answer",
    socket.EAI_AGAIN: "timeout",
    socket.EAI_FAIL: "servfail",
}


async def resolve(host: str, nameservers: tuple[tuple[str, int], ...]) -> Resolution:
    """Returns the addresses of a host name, or why there are none. An IP address resolves to itself without a query.

    nameservers: (address, port) pairs; () for the system's resolver.
    """
    try:
        return Resolution(host, (str(ipaddress.ip_address(host.strip("[]"))),))
    except ValueError:
        pass
    if nameservers:
        return await _ask_servers(host, nameservers)
    return await _ask_system(host)


async def _ask_system(host: str) -> Resolution:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(LIFETIME):
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except TimeoutError:
        return Resolution(host, problem="timeout", detail=f"no answer within {LIFETIME:g} s")
    except socket.gaierror as error:
        return Resolution(host, problem=_PROBLEMS.get(error.errno or 0, "servfail"), detail=error.strerror or "")
    except UnicodeError:
        return Resolution(host, problem="nxdomain", detail="not a valid host name")
    return Resolution(host, tuple(dict.fromkeys(str(info[4][0]) for info in found)))


async def _ask_servers(host: str, nameservers: tuple[tuple[str, int], ...]) -> Resolution:
    servers = ", ".join(f"{address}:{port}" for address, port in nameservers)
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [dns.nameserver.Do53Nameserver(address, port) for address, port in nameservers]
    resolver.lifetime = LIFETIME
    resolver.timeout = 2.0
    resolver.cache = None
    name = host if host.endswith(".") else host + "."
    answers = await asyncio.gather(_ask(resolver, name, dns.rdatatype.AAAA), _ask(resolver, name, dns.rdatatype.A))
    addresses = tuple(address for found, _problem in answers for address in found)
    if addresses:
        return Resolution(host, addresses, servers=servers)
    problems = [problem for _found, problem in answers]
    # One family without records is usual. nxdomain is reported only where neither family failed for another reason.
    for problem in ("timeout", "servfail", "refused", "nxdomain", "no_answer"):
        if problem in problems:
            return Resolution(host, problem=problem, servers=servers)
    return Resolution(host, problem="no_answer", servers=servers)


async def _ask(resolver: dns.asyncresolver.Resolver, name: str, kind: dns.rdatatype.RdataType) -> tuple[list[str], str]:
    try:
        answer = await resolver.resolve(name, kind)
    except dns.resolver.NXDOMAIN:
        return [], "nxdomain"
    except dns.resolver.NoAnswer:
        return [], "no_answer"
    except dns.resolver.NoNameservers as error:
        return [], "refused" if "REFUSED" in str(error) else "servfail"
    except dns.exception.Timeout:
        return [], "timeout"
    except (dns.exception.DNSException, OSError, ValueError):
        return [], "servfail"
    return [str(record) for record in answer], ""
