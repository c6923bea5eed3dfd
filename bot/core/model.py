"""What a check hands on to the answer: Finding, Note, Judgement, CheckResult, RunResult.

All are frozen. They hold codes and values, no sentences: bot.words chooses these later, in one language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.facts import NO_FACTS, Facts, merge_facts
from bot.core.repair import Repair
from bot.core.role import NO_ROLE, Role
from bot.core.values import Value, Values


class Outcome(StrEnum):
    """How a check or a stage ended. UNKNOWN: the lookup failed. SKIPPED: nothing was asked."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"

    @property
    def conclusive(self) -> bool:
        """True where the check got an answer and judged it."""
        return self in (Outcome.PASS, Outcome.WARN, Outcome.FAIL)


class Severity(StrEnum):
    """FAIL stops mail; WARN limits or endangers it."""

    FAIL = "fail"
    WARN = "warn"


class Verdict(StrEnum):
    """Can this target send mail?"""

    YES = "yes"
    NO = "no"
    AT_RISK = "at_risk"
    UNKNOWN = "unknown"


class NoteKind(StrEnum):
    """The first part of a note's key. EVIDENCE: what was found. REASON: why a check has no answer.

    TRACE: why a mail has no events.
    """

    EVIDENCE = "note"
    REASON = "reason"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence still to be worded. key: of the locales, "<kind>.<code>". values: what the sentence names."""

    key: str
    values: Values = field(default_factory=dict)

    @property
    def kind(self) -> NoteKind:
        """Raises ValueError for a key of another kind."""
        return NoteKind(self.key.partition(".")[0])

    @property
    def code(self) -> str:
        """The key without its kind."""
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Record:
    """A DNS record as it should be and as it was found.

    name: full, without the final dot. type: CNAME, MX or TXT. expected: the value to publish as a zone file writes it,
    without quotes or final dot ("10 feedback-smtp.eu-west-1.amazonses.com"); "" where found must go and nothing takes
    its place. found: the values that DNS gives now, as they are. keep: other values of the same name and type that stay.
    mistake: what is wrong, a code with words `value.mistake.<code>`; "" where nothing is. ttl: seconds for which the found
    answer may still be handed out from caches; -1 where not known. found_at: the other name under which it was found.
    """

    name: str
    type: str
    expected: str
    found: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    mistake: str = ""
    ttl: int = -1
    found_at: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Evidence as a table. Words: `table.<key>` is its title, `table.<key>.<column>` each heading.

    A cell is worded as a value with its column's name (`value.<column>.<code>`).
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause found by live evidence.

    code: of bot.causes. subject: what it concerns, as a person names it (a key id, a host, a region). about: tokens
    such as "key:AKIA…" or "credential:smtp"; a cause explains another only where they share a token. variant: the
    wording of the guide that fits, "" for the default. presumed: judged from shape alone; dropped where a server
    accepted the same credential (Judgement.accepted). records: the DNS records that differ.
    """

    code: str
    severity: Severity
    subject: str
    about: frozenset[str]
    values: Values = field(default_factory=dict)
    variant: str = ""
    presumed: bool = False
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the SMTP dialogue. ms: whole milliseconds. reply: the server's answer, redacted, "" if none."""

    name: str
    outcome: Outcome
    ms: int
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check concludes from evidence.

    note: one line of evidence, or the reason. unknown: a part could not be asked. skipped: nothing was asked. needless:
    nothing called for asking, so no answer mentions the check. repair: what is wrong with the bot itself.
    missing_permission: the IAM action that the inspector lacks. accepted: tokens of credentials that a server accepted,
    and of key ids that it knows. decided: tokens of the things that this check could decide about, where it asks about
    several; None: about all. facts: what else it learned, for other modules. disproved: presumed findings that an
    accepted credential refuted (bot.diagnosis.explained_by).
    """

    findings: tuple[Finding, ...] = ()
    note: Note | None = None
    unknown: bool = False
    skipped: bool = False
    needless: bool = False
    repair: Repair | None = None
    missing_permission: str | None = None
    accepted: frozenset[str] = frozenset()
    decided: frozenset[str] | None = None
    facts: Facts = NO_FACTS
    stages: tuple[Stage, ...] = ()
    tables: tuple[Table, ...] = ()
    transcript: tuple[str, ...] = ()
    disproved: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The worst of what was found. A failure outweighs an unknown part, which outweighs a warning."""
        if any(f.severity is Severity.FAIL for f in self.findings):
            return Outcome.FAIL
        if self.unknown:
            return Outcome.UNKNOWN
        if self.findings:
            return Outcome.WARN
        return Outcome.SKIPPED if self.skipped else Outcome.PASS


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check ended in one run. ms: whole milliseconds. role: the check's.

    blocked_by: the failed check that this one depends on, directly or through others. incident: the id of a crash in
    the log.
    """

    id: str
    outcome: Outcome
    ms: int
    judgement: Judgement
    blocked_by: str | None = None
    incident: str | None = None
    role: Role = NO_ROLE

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The causes that this check found."""
        return self.judgement.findings

    @property
    def group(self) -> str:
        """config, aws, ses, dns or smtp."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Vantage:
    """Where a run was made. host: the machine's own name. address: its end of the SMTP connection. version: SES Check's.

    "" where not known.
    """

    host: str = ""
    address: str = ""
    version: str = ""


NOWHERE = Vantage()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The SMTP endpoint that a target names."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class RunResult:
    """All that one run found: enough to build the answer in any language, also later.

    only: the group that was asked, None for all. ways: the configured ways of sending, "smtp" and "app". context: the
    values that every guide may use. ms: whole milliseconds. started_at: UTC. smtp: None where the target has no SMTP.
    asked_again: the ids of the checks that were asked, where the other results are those of an earlier run; else empty.
    rest_at: when the oldest of those others was asked, UTC; None where there are none.
    """

    run_id: str
    target: str
    region: str
    only: str | None
    ways: tuple[str, ...]
    started_at: datetime
    ms: int
    results: tuple[CheckResult, ...]
    context: Values = field(default_factory=dict)
    vantage: Vantage = NOWHERE
    smtp: Endpoint | None = None
    asked_again: tuple[str, ...] = ()
    rest_at: datetime | None = None

    def result(self, check_id: str) -> CheckResult | None:
        """The result of one check, or None where it was not part of the run."""
        return next((r for r in self.results if r.id == check_id), None)

    @property
    def facts(self) -> Facts:
        """What all checks learned together."""
        return merge_facts(result.judgement.facts for result in self.results)


def passed(note: Note | None = None, facts: Facts = NO_FACTS) -> Judgement:
    """A judgement without findings."""
    return Judgement(note=note, facts=facts)


def skipped(key: str, **values: Value) -> Judgement:
    """Nothing was asked, because something is not configured or not needed. key: of the reason."""
    return Judgement(note=Note(key, values), skipped=True)


def unknown(
    key: str, *, repair: Repair | None = None, missing_permission: str | None = None, **values: Value
) -> Judgement:
    """The check could not find out. key: of the reason."""
    return Judgement(note=Note(key, values), unknown=True, repair=repair, missing_permission=missing_permission)
