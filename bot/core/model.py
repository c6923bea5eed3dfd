"""The nouns that travel from a check to the answer: Finding, Note, Judgement, CheckResult, RunResult.

All are frozen. They hold codes and values, never words: words are chosen later, in one language, by bot.words.
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
    """How a check or a stage ended. UNKNOWN: could not look. SKIPPED: was not asked, and says why."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"

    @property
    def conclusive(self) -> bool:
        """True where the check really looked and decided."""
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
    """What a note tells: the first part of its key. EVIDENCE: what was seen. REASON: why a check did not look.

    TRACE: why a mail has no events.
    """

    EVIDENCE = "note"
    REASON = "reason"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence still to be worded: a key of the locales, "<kind>.<code>", and the values that the sentence needs."""

    key: str
    values: Values = field(default_factory=dict)

    @property
    def kind(self) -> NoteKind:
        """Raises ValueError for a key that no note has."""
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
    """Evidence to be read side by side. Words: `table.<key>` is its title, `table.<key>.<column>` each heading.

    A cell is worded by its column's name, as a value is by its own (`value.<column>.<code>`).
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause found by live evidence.

    code: of bot.causes. subject: what it is about, as a person names it (a key id, a host, a region).
    about: tokens such as "key:AKIA…" or "credential:smtp"; one cause explains another only where they share a token.
    variant: which wording of the guide fits ("" is the default one).
    presumed: judged from shape alone; dropped when a server accepted the same credential (see Judgement.accepted).
    records: the DNS records that differ, each with what should stand there.
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

    note: one line of evidence or the reason. unknown: some part could not be looked at. skipped: not asked.
    needless: not asked because nothing called for it, so that no answer mentions it. repair: what is wrong with the
    bot itself. missing_permission: the IAM action that the inspector lacks. accepted: tokens of credentials that a
    server accepted, and of key ids that it knows. decided: tokens of what was looked at to the end, where a check looks
    at several things; None: at everything it asks about. facts: what else was learned, for other modules to read.
    disproved: findings that were only presumed and that a server's acceptance took back (bot.diagnosis.explained_by).
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
        """The worst of what was found; an unknown part outweighs a warning, a failure outweighs all."""
        if any(f.severity is Severity.FAIL for f in self.findings):
            return Outcome.FAIL
        if self.unknown:
            return Outcome.UNKNOWN
        if self.findings:
            return Outcome.WARN
        return Outcome.SKIPPED if self.skipped else Outcome.PASS


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check ended in one run. ms: whole milliseconds. blocked_by: the check that failed and that it stands on,
    directly or through others. incident: the id of a crash in the log. role: the check's.
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
    """All that one run found: enough to build the answer in any language, later too.

    ways: the configured ways of sending, "smtp" and "app". context: values every guide may use (target, region, …).
    ms: whole milliseconds. started_at: UTC. vantage: where it was asked from. smtp: None where the target has no SMTP.
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
    """Not asked, because something is not configured or not needed."""
    return Judgement(note=Note(key, values), skipped=True)


def unknown(
    key: str, *, repair: Repair | None = None, missing_permission: str | None = None, **values: Value
) -> Judgement:
    """Could not look."""
    return Judgement(note=Note(key, values), unknown=True, repair=repair, missing_permission=missing_permission)
