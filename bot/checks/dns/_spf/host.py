"""Evaluates SPF for a host: check_host of https://www.rfc-editor.org/rfc/rfc7208#section-4, over answers given beforehand.

Pure. A question without an answer is added to `wanted`, and the evaluation goes on without it. What cannot be decided from
here (a macro of the message, an unknown address) leaves several results possible.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.checks.dns._spf.terms import Address, BadTerm, Network, SpfRecord, Term, expanded, is_name, is_spf, parse
from bot.core.evidence.dns import DnsAnswer

Question = tuple[str, str]
Answers = Mapping[Question, DnsAnswer]

# The domain whose SPF record lists SES's hosts; also the envelope's domain where no MAIL FROM is set.
SES = "amazonses.com"
# Section 4.6.4: terms that cost a lookup, lookups without a result, names of one mx.
MOST_LOOKUPS = 10
MOST_VOID = 2
MOST_EXCHANGES = 10


@dataclass(frozen=True, slots=True)
class Host:
    """The host whose mail is evaluated: one of SES's, or a stranger, whom no term matches.

    address: None where it is not known. readable: whether SES's own record could be read.
    """

    address: Address | None = None
    stranger: bool = False
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """How an evaluation ends. result: pass, fail, softfail, neutral, none, permerror or temperror.

    problem, of an error: missing, several, syntax, lookups, void, exchanges, no_spf, loop or unanswered. domain: whose
    record it concerns. term: the one that decided, or that is wrong. top: the term of the first record that led there.
    """

    result: str
    problem: str = ""
    domain: str = ""
    term: str = ""
    top: str = ""


class _Ended(Exception):
    """Ends the whole evaluation with a decision."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision


@dataclass
class Evaluation:
    """One evaluation. decisions: all possible ones, by result; a single one is certain. wanted: questions that have no
    answer yet.
    """

    domain: str
    host: Host
    answers: Answers
    decisions: dict[str, Decision] = field(default_factory=dict)
    wanted: set[Question] = field(default_factory=set)
    lookups: int = 0
    void: int = 0
    _top: str = ""
    _chain: list[str] = field(default_factory=list)

    @property
    def passes(self) -> bool | None:
        """True or False where certain, None where it cannot be told."""
        if self.wanted or "temperror" in self.decisions:
            return None
        if set(self.decisions) == {"pass"}:
            return True
        return None if "pass" in self.decisions else False

    @property
    def decision(self) -> Decision:
        """The decision where no undecidable term matches. Only after `run`."""
        return list(self.decisions.values())[-1]

    def run(self) -> Evaluation:
        """Evaluates, once."""
        self.decisions = self._check(self.domain)
        return self

    def _check(self, domain: str) -> dict[str, Decision]:
        """check_host of one domain: the possible decisions. The last one holds where no undecidable term matches."""
        possible: dict[str, Decision] = {}
        self._chain.append(domain)
        try:
            self._terms(domain, possible)
        except _Ended as end:
            possible.pop(end.decision.result, None)
            possible[end.decision.result] = end.decision
        finally:
            self._chain.pop()
        return possible

    def _terms(self, domain: str, possible: dict[str, Decision]) -> None:
        record = self._record(domain)
        if record is None:
            return
        for term in record.terms:
            if len(self._chain) == 1:
                self._top = term.text
            match = self._matches(term, domain, possible)
            if match is True:
                raise _Ended(Decision(term.result, domain=domain, term=term.text, top=self._top))
            if match is None:
                possible.setdefault(term.result, Decision(term.result, domain=domain, term=term.text, top=self._top))
        if record.redirect is None:
            raise _Ended(Decision("neutral", domain=domain, top=""))
        self._redirect(record.redirect, domain, possible)

    def _redirect(self, term: Term, domain: str, possible: dict[str, Decision]) -> None:
        if len(self._chain) == 1:
            self._top = term.text
        self._count(term, domain)
        name = self._name(term, domain)
        if name is None:
            possible.setdefault("pass", Decision("pass", domain=domain, term=term.text, top=self._top))
            raise _Ended(Decision("neutral", domain=domain, term=term.text, top=self._top))
        if self._is_ses(name):
            result = "neutral" if self.host.stranger else "pass"
            raise _Ended(Decision(result, domain=domain, term=term.text, top=self._top))
        self._not_again(name, term, domain)
        inner = self._check(name)
        for decision in inner.values():
            found = self._no_spf(term, domain) if decision.result == "none" else decision
            possible.pop(found.result, None)
            possible[found.result] = found

    def _record(self, domain: str) -> SpfRecord | None:
        answer = self._answer(domain, "TXT") if is_name(domain) else DnsAnswer(domain, "TXT", problem="nxdomain")
        if answer is None:
            return None
        values = [value for value in answer.values if is_spf(value)]
        if not values:
            raise _Ended(Decision("none", "missing", domain, top=self._top))
        if len(values) > 1:
            raise _Ended(Decision("permerror", "several", domain, top=self._top))
        try:
            return parse(values[0])
        except BadTerm as bad:
            top = self._top if len(self._chain) > 1 else str(bad)
            raise _Ended(Decision("permerror", "syntax", domain, str(bad), top)) from bad

    def _matches(self, term: Term, domain: str, possible: dict[str, Decision]) -> bool | None:
        """Whether the term matches the host, None where it cannot be told."""
        if term.kind == "all":
            return True
        if term.network is not None:
            return self._within([term.network])
        self._count(term, domain)
        name = self._name(term, domain)
        if name is None:
            return None if not self.host.stranger else False
        if term.kind == "include":
            return self._include(term, name, domain, possible)
        if term.kind == "ptr":
            # The reverse names of SES's hosts are below its own domain, and no others are.
            return None if (name == SES or SES.endswith(f".{name}")) and not self.host.stranger else False
        if not is_name(name):
            return False
        if term.kind == "exists":
            return self._exists(name, term, domain)
        return self._addresses(term, name, domain)

    def _include(self, term: Term, name: str, domain: str, possible: dict[str, Decision]) -> bool | None:
        if self._is_ses(name):
            return not self.host.stranger
        self._not_again(name, term, domain)
        inner = self._check(name)
        for decision in inner.values():
            if decision.result not in ("none", "permerror", "temperror"):
                continue
            error = self._no_spf(term, domain) if decision.result == "none" else decision
            if len(inner) == 1:
                raise _Ended(error)
            possible.setdefault(error.result, error)
        if "pass" not in inner:
            return False
        return True if len(inner) == 1 else None

    def _no_spf(self, term: Term, domain: str) -> Decision:
        return Decision("permerror", "no_spf", domain, term.text, self._top)

    def _not_again(self, name: str, term: Term, domain: str) -> None:
        """Raises at a loop: a record that matched nothing the first time would be looked up until the limit is reached."""
        if name in self._chain:
            raise _Ended(Decision("permerror", "loop", domain, term.text, self._top))

    def _exists(self, name: str, term: Term, domain: str) -> bool | None:
        answer = self._answer(name, "A")
        if answer is None:
            return None
        self._void(answer, term, domain)
        return bool(answer.values) and not self.host.stranger

    def _addresses(self, term: Term, name: str, domain: str) -> bool | None:
        kind = "AAAA" if isinstance(self.host.address, ipaddress.IPv6Address) else "A"
        names = [name]
        if term.kind == "mx":
            exchanges = self._answer(name, "MX")
            if exchanges is None:
                return None
            self._void(exchanges, term, domain)
            names = [value.rpartition(" ")[2].lower().removesuffix(".") for value in exchanges.values]
            if len(names) > MOST_EXCHANGES:
                raise _Ended(Decision("permerror", "exchanges", domain, term.text, self._top))
            if self.host.stranger:
                return False
        found: list[str] = []
        for each in filter(is_name, names):
            answer = self._answer(each, kind)
            if answer is None:
                return None
            if term.kind == "a":
                self._void(answer, term, domain)
            found += answer.values
        length = term.cidr6 if kind == "AAAA" else term.cidr4
        return self._within(_networks(found, length))

    def _within(self, networks: list[Network]) -> bool | None:
        if self.host.stranger or not networks:
            return False
        if self.host.address is None:
            return None
        return any(self.host.address in network for network in networks)

    def _is_ses(self, name: str) -> bool:
        """True for SES's own record where it cannot be read. By definition it passes SES's hosts and no others."""
        return name == SES and not self.host.readable

    def _name(self, term: Term, domain: str) -> str | None:
        return expanded(term.domain, domain, self.domain) if term.domain else domain

    def _count(self, term: Term, domain: str) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise _Ended(Decision("permerror", "lookups", domain, term.text, self._top))

    def _void(self, answer: DnsAnswer, term: Term, domain: str) -> None:
        if not answer.values and answer.missing:
            self.void += 1
            if self.void > MOST_VOID:
                raise _Ended(Decision("permerror", "void", domain, term.text, self._top))

    def _answer(self, name: str, kind: str) -> DnsAnswer | None:
        """The answer, None where there is none yet. A failed lookup ends the evaluation."""
        answer = self.answers.get((name, kind))
        if answer is None:
            self.wanted.add((name, kind))
        elif answer.failed:
            raise _Ended(Decision("temperror", "unanswered", name, top=self._top))
        return answer


def _networks(addresses: list[str], length: int) -> list[Network]:
    found: list[Network] = []
    for address in addresses:
        try:
            found.append(ipaddress.ip_network(f"{address}/{length}", strict=False))
        except ValueError:
            continue
    return found
