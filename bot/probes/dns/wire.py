"""Sends one question to one name server and reads its answer.

dnspython's resolver raises NoNameservers for SERVFAIL, REFUSED, a truncated answer without TCP and a loop of aliases
alike. This module reads the messages itself, to tell them apart. It never raises, whatever the server sends.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.TXT
import dns.rrset

from bot.core.evidence.dns import DnsAnswer

# (seconds, EDNS payload) of each attempt, over UDP, and over TCP where the answer is truncated. The first offers EDNS,
# so that a DKIM key fits. The second does not, because some servers and firewalls drop EDNS (RFC 6891, 6.2.2).
ATTEMPTS = ((1.2, 1232), (1.8, -1))
MOST_ALIASES = 10
_MOST_VALUES = 200
_PROBLEMS = {dns.rcode.REFUSED: "refused", dns.rcode.NOTAUTH: "refused"}
_RETRY_PLAIN = (dns.rcode.FORMERR, dns.rcode.NOTIMP, dns.rcode.BADVERS)


@dataclass(frozen=True, slots=True)
class Server:
    """A server to ask. name: what a person calls it. recurse: False asks only for what the server itself holds."""

    address: str
    port: int = 53
    name: str = ""
    recurse: bool = True

    @property
    def label(self) -> str:
        """Its name, or its address and port."""
        return self.name or f"{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. onward: the alias whose target the server did not send, "" where nothing is left to follow."""

    answer: DnsAnswer
    onward: str = ""


async def ask(server: Server, name: str, kind: str) -> Reply:
    """Returns a server's answer about a name.

    A text that cannot be a name gets the problem nxdomain, without a query.
    """
    try:
        asked = dns.name.from_text(name.strip().rstrip(".") + ".")
    except (dns.exception.DNSException, UnicodeError):
        asked = dns.name.root
    source = "resolver" if server.recurse else "zone"
    if asked == dns.name.root:
        return Reply(DnsAnswer(name, kind, problem="nxdomain", source=source, server=server.label))
    rdtype = dns.rdatatype.from_text(kind)
    problem = "timeout"
    for seconds, payload in ATTEMPTS:
        query = dns.message.make_query(asked, rdtype)
        if payload > 0:
            query.use_edns(0, payload=payload)
        if not server.recurse:
            query.flags &= ~dns.flags.RD
        response, problem = await _exchange(query, server, seconds, problem)
        if response is not None and response.rcode() not in _RETRY_PLAIN:
            return _read(response, asked, name, kind, server)
        # Many networks block queries to a zone's own servers, so do not wait for those a second time.
        if problem == "refused" or (problem == "timeout" and not server.recurse):
            break
    return Reply(DnsAnswer(name, kind, problem=problem, source=source, server=server.label))


async def _exchange(
    query: dns.message.Message, server: Server, seconds: float, before: str
) -> tuple[dns.message.Message | None, str]:
    """Returns the response, or None and the problem. On a timeout the problem of the attempt before is kept."""
    try:
        async with asyncio.timeout(seconds):
            response, _tcp = await dns.asyncquery.udp_with_fallback(
                query, server.address, None, server.port, ignore_unexpected=True
            )
    except (TimeoutError, dns.exception.Timeout):
        return None, before
    except ConnectionRefusedError:
        return None, "refused"
    except (dns.exception.DNSException, OSError, EOFError, ValueError):
        return None, "servfail"
    return response, "servfail"


def _read(response: dns.message.Message, asked: dns.name.Name, name: str, kind: str, server: Server) -> Reply:
    source = "resolver" if server.recurse else "zone"

    def make_answer(problem: str, ttl: int = -1, aliases: tuple[str, ...] = ()) -> DnsAnswer:
        return DnsAnswer(name, kind, (), problem, ttl, aliases, (), source, server.label)

    rcode = response.rcode()
    if rcode not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return Reply(make_answer(_PROBLEMS.get(rcode, "servfail")))
    if not server.recurse and not response.flags & dns.flags.AA:
        # The server does not hold this zone, or something in between answered in its place.
        return Reply(make_answer("refused"))
    rdtype = dns.rdatatype.from_text(kind)
    at, ttl, aliases = asked, -1, []
    while (found := _rrset(response, at, rdtype)) is None:
        alias = _rrset(response, at, dns.rdatatype.CNAME)
        if alias is None:
            break
        ttl, at = _shorter(ttl, alias.ttl), alias[0].target
        aliases.append(_text(at))
        if len(aliases) > MOST_ALIASES or len(set(map(str.lower, aliases))) < len(aliases) or at == asked:
            return Reply(make_answer("servfail", aliases=tuple(aliases[:2])))
    if found is not None:
        return Reply(_values(found, name, kind, _shorter(ttl, found.ttl), tuple(aliases), source, server.label))
    soa = next((r for r in response.authority if r.rdtype == dns.rdatatype.SOA), None)
    if soa is not None:
        ttl = _shorter(ttl, min(soa.ttl, soa[0].minimum))
    if rcode == dns.rcode.NXDOMAIN:
        return Reply(make_answer("nxdomain", ttl, tuple(aliases)))
    if aliases and soa is None:
        return Reply(make_answer("no_answer", ttl, tuple(aliases)), onward=at.to_text())
    referred = soa is None and any(r.rdtype == dns.rdatatype.NS for r in response.authority)
    if referred and not response.flags & dns.flags.AA:
        # The answer only refers to other servers.
        return Reply(make_answer("refused"))
    return Reply(make_answer("no_answer", ttl, tuple(aliases)))


def _rrset(
    response: dns.message.Message, name: dns.name.Name, rdtype: dns.rdatatype.RdataType
) -> dns.rrset.RRset | None:
    return next(
        (
            r
            for r in response.answer
            if r.name == name and r.rdtype == rdtype and r.rdclass == dns.rdataclass.IN and len(r) > 0
        ),
        None,
    )


def _values(
    found: dns.rrset.RRset, name: str, kind: str, ttl: int, aliases: tuple[str, ...], source: str, server: str
) -> DnsAnswer:
    records = sorted(found, key=lambda record: record.to_text())[:_MOST_VALUES]
    strings = tuple(len(r.strings) for r in records if isinstance(r, dns.rdtypes.ANY.TXT.TXT))
    return DnsAnswer(name, kind, tuple(map(_value, records)), "", ttl, aliases, strings, source, server)


def _value(record: dns.rdata.Rdata) -> str:
    if isinstance(record, dns.rdtypes.ANY.TXT.TXT):
        return _printable(b"".join(record.strings))
    return " ".join(word if word == "." else word.removesuffix(".") for word in record.to_text().split(" "))


def _printable(raw: bytes) -> str:
    """Returns the text of a TXT record.

    Control characters and bytes that are not UTF-8 are escaped as in a zone file.
    """
    text = raw.decode("utf-8", "surrogateescape")
    return "".join(
        c if c.isprintable() else "".join(f"\\{byte:03d}" for byte in c.encode("utf-8", "surrogateescape"))
        for c in text
    )


def _text(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True)


def _shorter(known: int, other: int) -> int:
    return other if known < 0 else min(known, other)
