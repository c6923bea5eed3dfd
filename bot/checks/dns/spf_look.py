"""Gathers what it takes to say whether SES passes the SPF of a domain, and says it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.checks.dns.spf_host import SES, Answers, Evaluation, Host, Question
from bot.checks.dns.spf_terms import BadTerm, is_spf, parse
from bot.core.evidence_dns import DnsAnswer

Lookup = Callable[[str, str], Awaitable[DnsAnswer]]

# No record within the limits of RFC 7208 needs more than a few of these.
_MOST_ROUNDS = 12
_MOST_QUESTIONS = 80
_MOST_HOSTS = 64


@dataclass(frozen=True, slots=True)
class SpfLook:
    """The answers about one domain's SPF. domain: lower case."""

    domain: str
    answers: Answers

    @property
    def own(self) -> DnsAnswer:
        """The domain's own TXT records."""
        return self.answers[(self.domain, "TXT")]


@dataclass(frozen=True, slots=True)
class SpfVerdict:
    """ses: the evaluation for a host of SES; where its hosts fare differently, of one that fares worst.

    stranger: for a host that no term names, so that it meets every fault of the record.
    """

    ses: Evaluation
    stranger: Evaluation


async def look(domain: str, lookup: Lookup) -> SpfLook:
    """Ask what the evaluation needs, and what that leads to, round by round; each round's questions side by side."""
    domain = domain.lower().removesuffix(".")
    answers: dict[Question, DnsAnswer] = {}
    wanted: set[Question] = {(domain, "TXT"), (SES, "TXT")}
    for _ in range(_MOST_ROUNDS):
        if not wanted or len(answers) + len(wanted) > _MOST_QUESTIONS:
            break
        questions = sorted(wanted)
        found = await asyncio.gather(*(lookup(*question) for question in questions))
        answers.update(zip(questions, found, strict=True))
        evaluations = _evaluations(SpfLook(domain, answers))
        wanted = set().union(*(evaluation.wanted for evaluation in evaluations))
    return SpfLook(domain, answers)


def verdict(seen: SpfLook) -> SpfVerdict:
    """Pure: what the answers say."""
    stranger, *ses = _evaluations(seen)
    worst = next((e for e in ses if e.passes is False), None) or next((e for e in ses if e.passes is None), ses[0])
    return SpfVerdict(worst, stranger)


def _evaluations(seen: SpfLook) -> list[Evaluation]:
    ses = ses_hosts(seen.answers.get((SES, "TXT")))
    hosts = (Host(stranger=True, readable=ses[0].readable), *ses)
    return [Evaluation(seen.domain, host, seen.answers).run() for host in hosts]


def ses_hosts(answer: DnsAnswer | None) -> tuple[Host, ...]:
    """One host of each network that SES's own record passes; one of an unknown address where that cannot be read."""
    unknown = (Host(readable=False),)
    values = [value for value in answer.values if is_spf(value)] if answer else []
    if len(values) != 1:
        return unknown
    try:
        record = parse(values[0])
    except BadTerm:
        return unknown
    networks = [term.network for term in record.terms if term.network is not None and term.result == "pass"]
    if not networks or record.redirect or any(term.network is None and term.kind != "all" for term in record.terms):
        return unknown
    return tuple(Host(network[min(1, network.num_addresses - 1)]) for network in networks[:_MOST_HOSTS])
