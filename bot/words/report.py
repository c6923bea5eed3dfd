"""The answer in one language: finished words beside the stable codes and values. Built by bot.words.build."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.compare.snapshot import Snapshot
from bot.core.model import NOWHERE, Outcome, Severity, Stage, Vantage, Verdict
from bot.core.values import Values
from bot.words.ranking import Ranking
from bot.words.text import Text

_OPEN = re.compile(r"<([a-z][a-z0-9-]*)>")


@dataclass(frozen=True, slots=True)
class Command:
    """form: console (a URL), cli, terraform, dns (name, type, value) or bind. text: filled in, to be pasted.

    hints: where to find the values that the text leaves open, unless an earlier step of the same form has said so.
    """

    form: str
    text: str
    hints: tuple[Text, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The values that a person must fill in: "hosted-zone-id" where `<hosted-zone-id>` stands in the text."""
        return tuple(dict.fromkeys(_OPEN.findall(self.text)))


@dataclass(frozen=True, slots=True)
class Step:
    """One fix step. risk: none, brief, breaks_senders; risk_label: in words ("" for none). undo: None where there is none."""

    id: str
    text: Text
    risk: str
    risk_label: str
    undo: Text | None
    commands: tuple[Command, ...]

    @property
    def hints(self) -> tuple[Text, ...]:
        """Where to find the values that the commands leave open, in all forms, each once."""
        return tuple(dict.fromkeys(hint for command in self.commands for hint in command.hints))


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A page to read. title in its own language."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cause that could not be ruled out. decides: one sentence that says what would decide it."""

    code: str
    title: str
    decides: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A DNS record as it should be and as it is. name, type, expected and found are values; found "" where nothing is.

    mistake: what is wrong, a few words, "" where nothing is to be said. ttl: how long caches may still give what was
    found, in words, "" where not known. found_at: the other name under which it was found.
    """

    name: str
    type: str
    expected: str
    found: tuple[str, ...]
    mistake: str
    ttl: str = ""
    found_at: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in words. columns: headings. rows: as many cells each."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One cause in words. candidates: what is still possible under a generic cause, most likely first. ruled_out: titles.

    differences: the DNS records that are wrong.
    here: True where it holds only from where the bot stands (network, TLS). who: who can fix it, in words.
    """

    code: str
    severity: Severity
    subject: str
    values: Values
    title: Text
    why: Text
    fix: tuple[Step, ...]
    verify: Text
    caution: Text
    links: tuple[ReportLink, ...]
    who: str
    here: bool = False
    candidates: tuple[Candidate, ...] = ()
    ruled_out: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in words. label: what it asks. reason: evidence, or why not; "" if there is nothing to say.

    needless: skipped because nothing called for it, so that people are not told of it. on_request: asked because
    the person who started the run asked for it by name.
    """

    id: str
    group: str
    outcome: Outcome
    label: str
    reason: str
    ms: int
    causes: tuple[str, ...]
    blocked_by: str | None
    missing_permission: str | None
    stages: tuple[Stage, ...] = ()
    tables: tuple[Grid, ...] = ()
    needless: bool = False
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class Undecided:
    """For UNKNOWN. reason: why nothing was decided. next: the one thing that decides it. A sentence each."""

    reason: str
    next: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole answer. headline: "CAN SEND: NO - <title of the root cause>". verdict_label: "CAN SEND: NO".

    repairs: what to repair in the bot itself. unsure: for UNKNOWN, one sentence that says what could not be looked at.
    vantage: where it was asked from. snapshot: what was found there, for a comparison. transcript: of the SMTP dialogue.
    """

    language: str
    verdict: Verdict
    verdict_label: str
    headline: str
    target: str
    region: str
    run_id: str
    only: str | None
    started_at: datetime
    ms: int
    roots: tuple[Advice, ...]
    symptoms: tuple[Advice, ...]
    checks: tuple[CheckLine, ...]
    repairs: tuple[str, ...]
    unsure: str = ""
    undecided: Undecided | None = None
    vantage: Vantage = NOWHERE
    snapshot: Snapshot | None = None
    transcript: tuple[str, ...] = ()
    ranking: Ranking | None = None
    asked_again: tuple[str, ...] = ()
    rest_at: datetime | None = None

    @property
    def unsaid(self) -> str:
        """The reason for UNKNOWN where the headline does not give it, since it names a root cause; "" otherwise."""
        return "" if self.unsure in self.headline else self.unsure

    @property
    def explained_checks(self) -> tuple[CheckLine, ...]:
        """The checks to show to people, without needless ones. One without a reason gets the titles of its causes."""
        titles = {advice.code: str(advice.title) for advice in (*self.symptoms, *self.roots)}
        return tuple(
            check
            if check.reason or not check.causes
            else replace(check, reason=" · ".join(titles.get(code, code) for code in check.causes))
            for check in self.checks
            if not check.needless
        )

    @property
    def tables(self) -> tuple[Grid, ...]:
        """Of all checks."""
        return tuple(table for check in self.checks for table in check.tables)
