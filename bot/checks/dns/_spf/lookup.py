"""Gathers what it takes to say whether SES passes the SPF of a domain, and says it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.checks.dns._spf.host import SES, Answers, Evaluation, Host, Question
from bot.checks.dns._spf.terms import BadTerm, is_spf, parse
from bot.core.evidence.dns import DnsAnswer

Lookup = Callable[[str, str], Awaitable[DnsAnswer]]
Everywhere = Callable[[str, str], Awaitable[tuple[DnsAnswer, ...]]]

# No record within the limits of RFC 7208 needs more than a few of these.
_MOST_ROUNDS = 12
_MOST_QUESTIONS = 80
_MOST_HOSTS = 64


@dataclass(frozen=True, slots=True)
class SpfAnswers:
    """The answers about one domain's SPF. domain: lower case. own: what each source says of its own record, all different."""

    domain: str
    answers: Answers
    own: tuple[DnsAnswer, ...]

    def by(self, own: DnsAnswer) -> Answers:
        """The answers as they are for whoever gets this one of the domain itself."""
        return {**self.answers, (self.domain, "TXT"): own}


@dataclass(frozen=True, slots=True)
class SpfVerdict:
    """ses: the evaluation for a host of SES; where its hosts fare differently, of one that fares worst.

    stranger: for a host that no term names, so that it meets every fault of the record. own: the record it is about.
    """

    ses: Evaluation
    stranger: Evaluation
    own: DnsAnswer


async def gather_answers(domain: str, lookup: Lookup, everywhere: Everywhere | None = None) -> SpfAnswers:
    """Ask what the evaluation needs, and what that leads to, round by round; each round's questions side by side."""
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
    """Pure: what the answers say, by each source's record; the worst for SES first."""
    return tuple(sorted((_verdict(seen, own) for own in seen.own), key=lambda said: _ORDER[said.ses.passes]))


def verdict(seen: SpfAnswers) -> SpfVerdict:
    """The worst."""
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
