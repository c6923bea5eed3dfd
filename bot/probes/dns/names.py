"""Queries DNS records at the system's or the target's resolvers, and at the name servers of the zone itself.

No public resolver is built in. Equal questions are asked once a run. Failures are returned as the answer's `problem`.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import dns.exception
import dns.resolver

from bot.core.context import Context
from bot.core.evidence.dns import DnsAnswer
from bot.probes.dns.wire import MOST_ALIASES, Server, ask

LIFETIME = 4.0
# Seconds without an answer after which the next server is asked too.
PATIENCE = 1.0
DNS_PORT = 53
_MOST_SERVERS = 3  # glibc asks as many
_ZONE_SERVERS = 2
_DEEPEST = 8
_SEVERITY = ("servfail", "refused", "timeout")


class Names:
    """The DNS queries of one run. zone_port: the port of zones' name servers; only the lab uses another than 53."""

    def __init__(self, context: Context[Any], zone_port: int = DNS_PORT) -> None:
        self._context, self._zone_port = context, zone_port
        self._listed = tuple(Server(address, port) for address, port in context.target.nameservers)

    async def lookup(self, name: str, kind: str) -> DnsAnswer:
        """Returns the first conclusive answer of the resolvers, with aliases followed. kind: a record type, "TXT"."""
        question = ("dns", _key(name), kind)
        return await self._context.once(question, lambda: self._ask_resolvers(name, kind))

    async def lookup_all(self, name: str, kind: str) -> tuple[DnsAnswer, ...]:
        """Returns the resolvers' answer, then those of two name servers of the zone, as far as they could be reached.

        Where the target lists name servers: the answer of each of them, and no others.
        """
        if self._listed:
            return tuple(await asyncio.gather(*(self._ask_server(server, name, kind) for server in self._listed)))
        resolved, own = await asyncio.gather(self.lookup(name, kind), self._ask_zone(name, kind))
        return (resolved, *own)

    async def _ask_resolvers(self, name: str, kind: str) -> DnsAnswer:
        servers = self._listed or _system_servers()
        if not servers:
            return DnsAnswer(name, kind, problem="refused")
        pending: set[asyncio.Task[DnsAnswer]] = set()
        failed: list[DnsAnswer] = []
        waiting = list(servers)
        try:
            async with asyncio.timeout(LIFETIME):
                while waiting or pending:
                    if waiting:
                        pending.add(asyncio.ensure_future(self._ask_server(waiting.pop(0), name, kind)))
                    done, pending = await asyncio.wait(
                        pending, timeout=PATIENCE if waiting else None, return_when=asyncio.FIRST_COMPLETED
                    )
                    for answer in [task.result() for task in done]:
                        if not answer.failed:
                            return answer
                        failed.append(answer)
        except TimeoutError:
            pass
        finally:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
        if not failed:
            return DnsAnswer(name, kind, problem="timeout", server=servers[0].label)
        return min(failed, key=lambda a: _SEVERITY.index(a.problem))

    async def _ask_server(self, server: Server, name: str, kind: str) -> DnsAnswer:
        """Returns one server's answer. Aliases are followed at the same server."""
        return await self._context.once(("dns", server, _key(name), kind), lambda: _follow(server, name, kind))

    async def _ask_zone(self, name: str, kind: str) -> tuple[DnsAnswer, ...]:
        """Returns the answers of the zone's own servers. Many networks block such queries, so failures are left out."""
        try:
            async with asyncio.timeout(LIFETIME):
                servers = await self._zone_servers(name)
                answers = await asyncio.gather(*(self._ask_zone_server(server, name, kind) for server in servers))
        except TimeoutError:
            return ()
        return tuple(answer for answer in answers if not answer.failed)

    async def _ask_zone_server(self, server: Server, name: str, kind: str) -> DnsAnswer:
        async def once() -> DnsAnswer:
            reply = await ask(server, name, kind)
            if not reply.onward:
                return reply.answer
            # The alias points out of the zone, so ask the resolvers for its target.
            beyond = await self.lookup(reply.onward, kind)
            return _join_alias(reply.answer, beyond)

        return await self._context.once(("dns", server, _key(name), kind), once)

    async def _zone_servers(self, name: str) -> tuple[Server, ...]:
        """Returns up to two name servers of a name's zone, which is the deepest name above it that has NS records."""
        labels = _key(name).split(".")
        above = [".".join(labels[i:]) for i in range(len(labels) - 1)][-_DEEPEST:]
        found = await asyncio.gather(*(self.lookup(zone, "NS") for zone in above))
        hosts = next((a.values for a in found if a.values and not a.aliases), ())[:_MOST_SERVERS]
        addresses = await asyncio.gather(*(self._addresses(host) for host in hosts))
        reachable = [(host, address[0]) for host, address in zip(hosts, addresses, strict=True) if address]
        return tuple(
            Server(address, self._zone_port, host, recurse=False) for host, address in reachable[:_ZONE_SERVERS]
        )

    async def _addresses(self, host: str) -> tuple[str, ...]:
        four = await self.lookup(host, "A")
        return four.values or (await self.lookup(host, "AAAA")).values


async def _follow(server: Server, name: str, kind: str) -> DnsAnswer:
    try:
        async with asyncio.timeout(LIFETIME):
            reply = await ask(server, name, kind)
            answer = reply.answer
            seen = {_key(name)}
            while reply.onward:
                if _key(reply.onward) in seen or len(seen) > MOST_ALIASES:
                    return replace(answer, values=(), problem="servfail")
                seen.add(_key(reply.onward))
                reply = await ask(server, reply.onward, kind)
                answer = _join_alias(answer, reply.answer)
    except TimeoutError:
        return DnsAnswer(name, kind, problem="timeout", server=server.label)
    return answer


def _join_alias(first: DnsAnswer, beyond: DnsAnswer) -> DnsAnswer:
    """Merges an alias and the answer for its target into one answer for the first name."""
    known = [ttl for ttl in (first.ttl, beyond.ttl) if ttl >= 0]
    return replace(
        beyond,
        name=first.name,
        ttl=min(known, default=-1),
        aliases=(*first.aliases, *beyond.aliases),
        source=first.source,
        server=first.server,
    )


def _system_servers() -> tuple[Server, ...]:
    """Returns the servers of /etc/resolv.conf. Each run reads it again, because a machine may change networks."""
    try:
        resolver = dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError):
        return ()
    servers = [s if isinstance(s, str) else getattr(s, "address", "") for s in resolver.nameservers]
    return tuple(Server(address, DNS_PORT, address) for address in servers if address)[:_MOST_SERVERS]


def _key(name: str) -> str:
    return name.strip().rstrip(".").lower()
