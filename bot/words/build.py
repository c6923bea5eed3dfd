"""From a run to a Report: the diagnosis, in one language."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import replace

from bot.causes import COMMON_FIELDS, all_causes, cause_of
from bot.compare.snapshot import take_snapshot
from bot.core.model import CheckResult, Finding, Note, Record, RunResult, Table, Verdict
from bot.core.values import Value
from bot.diagnosis.candidates import Open, Root
from bot.diagnosis.diagnose import diagnose
from bot.words.catalogue import Catalogue, catalogue
from bot.words.guide import load_guide
from bot.words.medium import Medium, adapt_commands
from bot.words.report import Advice, Candidate, CheckLine, Difference, Grid, Report, ReportLink
from bot.words.steps import FilledValues, build_steps
from bot.words.template import fill
from bot.words.text import Text, fill_text
from bot.words.undecided import describe_note, describe_repairs, explain_undecided
from bot.words.values import format_cells, format_code, format_commands, format_prose

# What holds only from where the bot stands: https://www.rfc-editor.org/rfc/rfc5321 says nothing of firewalls in between.
_HERE = ("network", "tls")


def build_report(run: RunResult, language: str, medium: Medium = Medium.SLACK) -> Report:
    """The answer to a run in one language. The same run can be read in any language and medium, later too."""
    words = catalogue(language)
    diagnosis = diagnose(run, all_causes())
    roots = tuple(_advice(root.finding, run, words, root, medium) for root in diagnosis.roots)
    label = _VERDICTS[diagnosis.verdict](words)
    open_question = explain_undecided(diagnosis, run, words) if diagnosis.verdict is Verdict.UNKNOWN else None
    unsure = open_question.reason if open_question else ""
    lead = roots[0].title.plain if roots else unsure
    return Report(
        language=language,
        verdict=diagnosis.verdict,
        verdict_label=label,
        headline=f"{label} - {lead}" if lead else label,
        target=_shown(run.target),
        region=run.region,
        run_id=run.run_id,
        only=run.only,
        started_at=run.started_at,
        ms=run.ms,
        roots=roots,
        symptoms=tuple(_advice(finding, run, words, medium=medium) for finding in diagnosis.symptoms),
        checks=tuple(_line(result, run, words) for result in run.results),
        repairs=describe_repairs(diagnosis.repairs, run.target, words),
        unsure=unsure,
        undecided=open_question,
        vantage=run.vantage,
        snapshot=take_snapshot(run, diagnosis.verdict),
        transcript=tuple(line for result in run.results for line in result.judgement.transcript),
        asked_again=run.asked_again,
        rest_at=run.rest_at,
    )


_VERDICTS = {
    Verdict.YES: lambda words: words("verdict.yes"),
    Verdict.NO: lambda words: words("verdict.no"),
    Verdict.AT_RISK: lambda words: words("verdict.at_risk"),
    Verdict.UNKNOWN: lambda words: words("verdict.unknown"),
}


def check_label(check_id: str, language: str) -> str:
    """What a check asks, in a few words."""
    return catalogue(language)(f"check.{check_id}")


def _shown(target: str) -> str:
    """The name that a headline shows. A target made of options is named as they are typed: of these the first value."""
    return shlex.split(target)[1] if target.startswith("--") else target


def title_of(code: str, language: str, values: Mapping[str, Value], variant: str = "") -> str:
    """A cause's title alone."""
    cause, text = cause_of(code), load_guide(code, language).part("title", variant)
    prose = format_prose(values, cause.fields | COMMON_FIELDS, catalogue(language))
    return fill_text(text, prose, format_code(values, cause.fields | COMMON_FIELDS)).plain


def _advice(
    finding: Finding, run: RunResult, words: Catalogue, root: Root | None = None, medium: Medium = Medium.SLACK
) -> Advice:
    # The owner of the finding's own key, so that commands name the user; two keys may have two owners.
    owner = run.facts.owner_of(str(finding.values.get("key_id", "")))
    made = build_advice(finding, {**run.context, "user_name": owner, "ways": run.ways}, words, medium)
    if root is None:
        return made
    candidates = tuple(_candidate(o, run, words) for o in root.candidates)
    ruled_out = root.ruled_out if cause_of(finding.code).generic else ()
    return replace(made, candidates=candidates, ruled_out=tuple(_name(code, words) for code in ruled_out))


def build_advice(
    finding: Finding, context: Mapping[str, Value], words: Catalogue, medium: Medium = Medium.SLACK
) -> Advice:
    """One cause in words. context: values for every guide; whatever is missing is shown as <its-name>."""
    cause, text = cause_of(finding.code), load_guide(finding.code, words.language)
    values = {**context, **finding.values}
    values |= _kinds(values)
    fields = cause.fields | COMMON_FIELDS
    prose, quoted, raw = (
        format_prose(values, fields, words),
        format_code(values, fields),
        format_commands(values, fields),
    )

    def part(name: str) -> Text:
        return fill_text(adapt_commands(text.part(name, finding.variant), medium), prose, quoted)

    return Advice(
        code=finding.code,
        severity=finding.severity,
        subject=finding.subject,
        values=finding.values,
        title=part("title"),
        why=part("why"),
        fix=build_steps(cause, text, finding, FilledValues(values, prose, quoted, raw), words),
        verify=part("verify"),
        caution=part("caution"),
        links=tuple(ReportLink(link.title, fill(link.url, raw)) for link in cause.links),
        who=words(f"who.{cause.who}"),
        here=cause.area in _HERE,
        differences=tuple(_difference(record, words) for record in finding.records),
    )


def _kinds(values: Mapping[str, Value]) -> dict[str, Value]:
    """What kind of identity and of key the values name: steps of a fix depend on it."""
    identity, key_id = str(values.get("identity", "")), str(values.get("key_id", ""))
    kinds: dict[str, Value] = {}
    if identity:
        kinds["identity_kind"] = "address" if "@" in identity else "domain"
    if key_id:
        kinds["key_kind"] = "temporary" if key_id.startswith("ASIA") else "permanent"
    return kinds


def _difference(record: Record, words: Catalogue) -> Difference:
    mistake = words(f"value.mistake.{record.mistake}") if record.mistake else ""
    ttl = words("answer.ttl", seconds=str(record.ttl)) if record.ttl > 0 else ""
    return Difference(record.name, record.type, record.expected, record.found, mistake, ttl, record.found_at)


def build_grid(table: Table, words: Catalogue) -> Grid:
    """A table of evidence in words."""
    headings = tuple(words(f"table.{table.key}.{column}") for column in table.columns)
    rows = (format_cells(table.columns, row, words) for row in table.rows)
    return Grid(words(f"table.{table.key}"), headings, tuple(rows))


def _candidate(candidate: Open, run: RunResult, words: Catalogue) -> Candidate:
    reason = _reason(candidate.note, candidate.blocked_by, run, words)
    decides = words("candidate.decides", check=check_label(candidate.check, words.language), reason=reason)
    return Candidate(candidate.code, _name(candidate.code, words), decides)


def _name(code: str, words: Catalogue) -> str:
    """A cause in a few words, without values."""
    return words(f"cause.{code}")


def _reason(note: Note | None, blocked_by: str | None, run: RunResult, words: Catalogue) -> str:
    """A check's own reason or evidence; of a blocked one that has none, which check blocks it."""
    if note is not None:
        return describe_note(note, words, run.target)
    return words("reason.blocked", check=check_label(blocked_by, words.language)) if blocked_by else ""


def _line(result: CheckResult, run: RunResult, words: Catalogue) -> CheckLine:
    return CheckLine(
        id=result.id,
        group=result.id.partition(".")[0],
        outcome=result.outcome,
        label=check_label(result.id, words.language),
        reason=_reason(result.judgement.note, result.blocked_by, run, words),
        ms=result.ms,
        causes=tuple(dict.fromkeys(f.code for f in result.findings)),
        blocked_by=result.blocked_by,
        missing_permission=result.judgement.missing_permission,
        stages=result.judgement.stages,
        tables=tuple(build_grid(table, words) for table in result.judgement.tables),
        needless=result.judgement.needless,
        on_request=result.role.on_request,
    )
