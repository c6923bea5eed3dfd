"""Gathers the answers that an SPF evaluation needs, and evaluates."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.checks.dns._spf.host import SES, Answers, Evaluation, Host, Question
from bot.checks.dns._spf.terms import BadTerm, is_spf, parse
from bot.core.evidence.dns import DnsAnswer

Lookup = Callable[[str, str], Awaitable[DnsAnswer]]
Everywhere = Callable[[str, str], Awaitable[tuple[DnsAnswer, ...]]]

# A record within the limits of RFC 7208 needs far fewer.
_MOST_ROUNDS = 12
_MOST_QUESTIONS = 80
_MOST_HOSTS = 64


@dataclass(frozen=True, slots=True)
class SpfAnswers:
    """The answers about one domain's SPF. domain: lower case. own: the domain's own record, once for each different
    answer.
    """

    domain: str
    answers: Answers
    own: tuple[DnsAnswer, ...]

    def by(self, own: DnsAnswer) -> Answers:
        """The answers for a receiver that gets this version of the domain's own record."""
        return {**self.answers, (self.domain, "TXT"): own}


@dataclass(frozen=True, slots=True)
class SpfVerdict:
    """ses: the evaluation for a host of SES. Where its hosts fare differently, the worst one.

    stranger: the evaluation for a host that no term matches, which meets every fault of the record. own: the record
    evaluated.
    """

    ses: Evaluation
    stranger: Evaluation
    own: DnsAnswer


async def gather_answers(domain: str, lookup: Lookup, everywhere: Everywhere | None = None) -> SpfAnswers:
    """Asks in rounds: each asks, at the same time, what the evaluation still wants after the round before."""
    domain = domain.lower().removesuffix(".")
    asked = everywhere(domain, "TXT") if everywhere else asyncio.gather(lookup(domain, "TXT"))
    sources, ses = await asyncio.gather(asked, lookup(SES, "TXT"))
    known = [answer for answer in sources if not answer.failed] or list(sources[:1])
    own = tuple({frozenset(answer.values): answer for answer in reversed(known)}.values())
    answers: dict[Question, DnsAnswer] = {(SES, "TXT"): ses}
    for _ in range(_MOST_ROUNDS):
        seen = SpfAnswers(domain, answers, own)
        wanted: set[Question] = set().union(*(e.wanted for answer in own for e in _evaluations(seen, answer)))
        if not wanted or len(answers) + len(wanted) > _MOST_QUESTIONS:
            break
        questions = sorted(wanted)
        found = await asyncio.gather(*(lookup(*question) for question in questions))
        answers.update(zip(questions, found, strict=True))
    return SpfAnswers(domain, answers, own)


def verdicts(seen: SpfAnswers) -> tuple[SpfVerdict, ...]:
    """The evaluations for each version of the domain's own record, the worst for SES first. Pure."""
    return tuple(sorted((_verdict(seen, own) for own in seen.own), key=lambda said: _ORDER[said.ses.passes]))


def verdict(seen: SpfAnswers) -> SpfVerdict:
    """The worst of them."""
    return verdicts(seen)[0]


_ORDER = {False: 0, None: 1, True: 2}


def _verdict(seen: SpfAnswers, own: DnsAnswer) -> SpfVerdict:
    stranger, *ses = _evaluations(seen, own)
    return SpfVerdict(min(ses, key=lambda evaluation: _ORDER[evaluation.passes]), stranger, own)


def _evaluations(seen: SpfAnswers, own: DnsAnswer) -> list[Evaluation]:
    ses = ses_hosts(seen.answers.get((SES, "TXT")))
    hosts = (Host(stranger=True, readable=ses[0].readable), *ses)
    answers = seen.by(own)
    return [Evaluation(seen.domain, host, answers).run() for host in hosts]


def ses_hosts(answer: DnsAnswer | None) -> tuple[Host, ...]:
    """One host for each network in SES's own record. One with an unknown address where that record cannot be read."""
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
