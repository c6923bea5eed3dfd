"""A DNS server on loopback: static records, wildcards, and the ways in which name service fails.

UDP and TCP use one port. A query with recursion desired (RD=1) is answered as by a resolver that knows only these
zones: other names do not exist. A query without (RD=0) is answered as by the zone's own server: authoritatively for
names below a SOA record, without following aliases out of the zone; all other names are refused.

One difference from RFC 4592 keeps scenarios short: `*.amazonaws.com` covers every name below that has no records of its
own, even where a name further below has some.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Literal

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdatatype
import dns.rrset

from bot.lab.zones import TTL, Records, Zones, narrowest

Fault = Literal[
    "servfail",
    "refused",
    "nxdomain",
    "no_answer",
    "silence",
    "truncated",
    "truncated_without_tcp",
    "cname_loop",
    "garbage",
]
"""`truncated`: UDP sends only the TC flag, TCP everything. `truncated_without_tcp`: TCP ends without an answer."""

Transport = Literal["udp", "tcp"]

_RCODES: Mapping[Fault, dns.rcode.Rcode] = {
    "servfail": dns.rcode.SERVFAIL,
    "refused": dns.rcode.REFUSED,
    "nxdomain": dns.rcode.NXDOMAIN,
    "no_answer": dns.rcode.NOERROR,
}
_MOST_ALIASES = 16
_PLAIN_UDP = 512
_BIND_ATTEMPTS = 20


@dataclass(frozen=True)
class Query:
    """One question. name: in the client's upper and lower case, without the final dot."""

    name: str
    rdtype: str
    transport: Transport


class DnsServer:
    """Serves `zones`. Change records with `replace`, `set` and `remove`; set `faults` and `latency` directly.

    Keys of `faults` and `zones.ttls` are `name TYPE`, a name, `*.name` for all names below it, or `*`. The most
    specific key applies. latency: seconds before each answer. queries: every question so far. Changes apply from the
    next query on.
    """

    def __init__(
        self, zones: Records | None = None, *, faults: Mapping[str, Fault] | None = None, latency: float = 0.0
    ) -> None:
        self.queries: list[Query] = []
        self.faults: dict[str, Fault] = dict(faults or {})
        self.latency = latency
        self.port = 0
        self.zones = Zones(zones or {})
        self._udp: asyncio.DatagramTransport | None = None
        self._tcp: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def replace(self, zones: Records) -> None:
        """Serves these records and no others. Raises dns.exception.DNSException for a malformed value."""
        self.zones.replace(zones)

    def set(self, name: str, rdtype: str, *values: str) -> None:
        """Replaces a name's records of one type; without values, removes them. Raises as `replace` does."""
        self.zones.set(name, rdtype, *values)

    def remove(self, name: str) -> None:
        """Removes a name with all its records, so that it does not exist."""
        self.zones.remove(name)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens on UDP and TCP. port: 0 takes one that is free for both. Raises OSError if the port is in use."""
        udp, tcp = _bind_both(host, port)
        self.port = udp.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._udp, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(self), sock=udp)
        self._tcp = await asyncio.start_server(lambda r, w: self._spawn(self._serve_stream(r, w)), sock=tcp)

    async def stop(self) -> None:
        """Stops at once; pending queries get no answer. May be called twice."""
        if self._udp is not None:
            self._udp.abort()
        if self._tcp is not None:
            self._tcp.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._tcp is not None:
            await self._tcp.wait_closed()
        self._udp = self._tcp = None
        await asyncio.sleep(0)  # asyncio closes an aborted transport's socket in the loop's next turn

    def answer_datagram(self, wire: bytes, sender: tuple[str, int]) -> None:
        """Answers one UDP query in a task of its own."""

        async def answer() -> None:
            answered = await self._answer(wire, "udp")
            if answered and self._udp is not None:
                self._udp.sendto(answered, sender)

        self._spawn(answer())

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve_stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    (length,) = struct.unpack("!H", await reader.readexactly(2))
                    answered = await self._answer(await reader.readexactly(length), "tcp")
                    if answered is None:
                        continue
                    if not answered:
                        break
                    writer.write(struct.pack("!H", len(answered)) + answered)
                    await writer.drain()
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
        finally:
            writer.transport.abort()

    async def _answer(self, wire: bytes, transport: Transport) -> bytes | None:
        """Returns the answer to send, None to send nothing, b"" to close a TCP connection."""
        try:
            query = dns.message.from_wire(wire)
        except dns.exception.DNSException:
            return None
        if not query.question or query.flags & dns.flags.QR:
            return None
        name, rdtype = query.question[0].name, dns.rdatatype.to_text(query.question[0].rdtype)
        self.queries.append(Query(name.to_text(omit_final_dot=True), rdtype, transport))
        await asyncio.sleep(self.latency)
        fault = narrowest(self.faults, name, rdtype)
        if fault == "silence":
            return None
        if fault == "garbage":  # the right id and flags, then a name that points outside the message
            return wire[:2] + b"\x81\x80\x00\x01\x00\x00\x00\x00\x00\x00\xff\xff"
        if fault == "truncated_without_tcp" and transport == "tcp":
            return b""
        recursive = bool(query.flags & dns.flags.RD)
        response = dns.message.make_response(query, recursion_available=recursive)
        if query.opcode() != dns.opcode.QUERY:
            response.set_rcode(dns.rcode.NOTIMP)
            return response.to_wire()
        if fault in ("truncated", "truncated_without_tcp") and transport == "udp":
            response.flags |= dns.flags.TC
            return response.to_wire()
        if fault == "cname_loop":
            other = dns.name.from_text("loop", origin=name)
            response.answer = [_alias(name, other), _alias(other, name)]
            return response.to_wire()
        if recursive:
            self._resolve(response, name, rdtype, dns.name.root)
        elif (soa := self.zones.soa(name)) is None:
            response.set_rcode(dns.rcode.REFUSED)
        else:
            response.flags |= dns.flags.AA
            self._resolve(response, name, rdtype, soa.name)
        return _to_wire(query, response, transport)

    def _resolve(self, response: dns.message.Message, name: dns.name.Name, rdtype: str, zone: dns.name.Name) -> None:
        """Adds the records of a name to the response. Follows its aliases as long as they stay in the zone."""
        for _ in range(_MOST_ALIASES):
            fault = narrowest(self.faults, name, rdtype)
            if fault is not None and fault in _RCODES:
                response.set_rcode(_RCODES[fault])
                if fault in ("servfail", "refused"):
                    response.answer.clear()
                return
            by_type = self.zones.find(name)
            if texts := (by_type or {}).get(rdtype):
                response.answer.append(self.zones.rrset(name, rdtype, texts))
                return
            alias = (by_type or {}).get("CNAME")
            if not alias:
                if by_type is None:
                    response.set_rcode(dns.rcode.NXDOMAIN)
                if (soa := self.zones.soa(name)) is not None:
                    response.authority.append(soa)
                return
            followed = self.zones.rrset(name, "CNAME", alias[:1])
            response.answer.append(followed)
            name = followed[0].target
            if not name.is_subdomain(zone):
                return


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: DnsServer) -> None:
        self._server = server

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._server.answer_datagram(data, addr)


def _alias(name: dns.name.Name, target: dns.name.Name) -> dns.rrset.RRset:
    return dns.rrset.from_text(name, TTL, "IN", "CNAME", target.to_text())


def _to_wire(query: dns.message.Message, response: dns.message.Message, transport: Transport) -> bytes:
    if transport == "tcp":
        return response.to_wire()
    try:
        return response.to_wire(max_size=max(query.payload, _PLAIN_UDP))
    except dns.exception.TooBig:
        short = dns.message.make_response(query, recursion_available=True)
        short.flags |= dns.flags.TC
        return short.to_wire()


def _bind_both(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """Returns a UDP and a TCP socket that are bound to the same port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for attempt in range(_BIND_ATTEMPTS):
        udp = socket.socket(family, socket.SOCK_DGRAM)
        tcp = socket.socket(family, socket.SOCK_STREAM)
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            udp.bind((host, port))
            tcp.bind((host, udp.getsockname()[1]))
        except OSError:
            udp.close()
            tcp.close()
            if port or attempt == _BIND_ATTEMPTS - 1:
                raise
        else:
            return udp, tcp
    raise AssertionError("the last attempt returns or raises")
