"""Surveys and traces outside Slack: for a terminal, as Markdown, and as JSON (docs/json.md; keys are only added)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.core.evidence.message_trace import Delivery
from bot.core.evidence.region_survey import RegionLook
from bot.core.model import Outcome
from bot.render import monospace
from bot.render.clean import as_text
from bot.render.markdown import report as markdown
from bot.render.measures import duration, utc
from bot.render.terminal.report import BLANK, SIGNS, bullet, drawn, heading, styled
from bot.render.terminal.rows import Hanging, Unbroken
from bot.words.build import sentence
from bot.words.catalogue import Catalogue, catalogue
from bot.words.message_trace import Recipient, TraceReport, times
from bot.words.region_survey import SIGNS as SURVEY_SIGNS
from bot.words.region_survey import SurveyReport

REGIONS_SCHEMA = "ses-regions/1"
TRACE_SCHEMA = "ses-trace/1"


def survey_text(surveyed: SurveyReport, *, width: int, colours: bool) -> str:
    """The survey for a terminal, ended by a line end."""

    def page() -> Iterator[RenderableType]:
        yield _headline(SURVEY_SIGNS[surveyed.good], surveyed.headline)
        if surveyed.table:
            yield BLANK
            yield from (Unbroken(f"  {row}") for row in monospace.table(surveyed.table).split("\n"))
        if surveyed.remarks:
            yield BLANK
            yield from (bullet(styled(remark)) for remark in surveyed.remarks)
        yield BLANK
        yield styled(_took(surveyed, catalogue(surveyed.language)), "dim")

    return drawn(page(), width=width, colours=colours)


def survey_markdown(surveyed: SurveyReport) -> str:
    """The survey as Markdown, ended by a line end."""
    blocks = [f"# {markdown.inline(as_text(surveyed.headline))}"]
    blocks += [*markdown.grid(surveyed.table)][1:] if surveyed.table else []
    blocks += ["\n".join(f"- {markdown.prose(remark)}" for remark in surveyed.remarks)] if surveyed.remarks else []
    return "\n\n".join([*blocks, markdown.prose(_took(surveyed, catalogue(surveyed.language)))]) + "\n"


def survey_json(surveyed: SurveyReport) -> dict[str, Any]:
    """The survey as JSON-safe values."""
    survey = surveyed.survey
    return {
        "schema": REGIONS_SCHEMA,
        "target": survey.target,
        "region": survey.region,
        "identity": survey.identity,
        "language": surveyed.language,
        "verified_here": surveyed.good,
        "headline": surveyed.headline,
        "remarks": list(surveyed.remarks),
        "regions": [_look(look, surveyed) for look in survey.looks],
        "started_at": _moment(survey.started_at),
        "ms": survey.ms,
    }


def _look(look: RegionLook, surveyed: SurveyReport) -> dict[str, Any]:
    account = look.account
    return {
        "region": look.region,
        "enabled": look.enabled,
        "identity": look.standing.value,
        "name": look.name or None,
        "production": account.production if account else None,
        "sending": account.sending if account else None,
        "enforcement": account.enforcement if account else None,
        "sent_24h": account.sent_24h if account else None,
        "max_24h": account.max_24h if account else None,
        "reasons": [sentence(reason, catalogue(surveyed.language), surveyed.survey.target) for reason in look.reasons],
        "missing_permissions": list(look.missing),
    }


def _took(surveyed: SurveyReport, say: Catalogue) -> str:
    survey = surveyed.survey
    return say(
        "survey.took",
        target=survey.target,
        count=len(survey.looks),
        duration=duration(survey.ms, surveyed.language),
        date=utc(survey.started_at, surveyed.language),
    )


def trace_text(traced: TraceReport, *, width: int, colours: bool) -> str:
    """The trace for a terminal, ended by a line end."""

    def page() -> Iterator[RenderableType]:
        yield _headline(traced.outcome, traced.headline)
        for recipient in traced.recipients:
            if len(traced.recipients) > 1:
                yield from heading(_named(recipient))
            else:
                yield BLANK
            stamps = times(recipient.events, traced.language)
            wide = max(map(len, stamps), default=0)
            for stamp, event in zip(stamps, recipient.events, strict=True):
                line = styled(event.words)
                if event.said:
                    line.append("  ").append(event.said, "cyan")
                yield Hanging(Styled(f"{stamp:>{wide}}  ", "dim"), line, 2)
        yield BLANK
        yield styled(_about(traced, catalogue(traced.language)), "dim")

    return drawn(page(), width=width, colours=colours)


def trace_markdown(traced: TraceReport) -> str:
    """The trace as Markdown, ended by a line end."""
    blocks = [f"# {markdown.inline(as_text(traced.headline))}"]
    for recipient in traced.recipients:
        if len(traced.recipients) > 1:
            blocks.append(f"## {markdown.prose(_named(recipient))}")
        rows = zip(times(recipient.events, traced.language), recipient.events, strict=True)
        said = [f"- {markdown.code(s)} {markdown.prose(e.words)} {markdown.code(e.said)}".rstrip() for s, e in rows]
        blocks.append("\n".join(said))
    return "\n\n".join([*blocks, markdown.prose(_about(traced, catalogue(traced.language)))]) + "\n"


def trace_json(traced: TraceReport) -> dict[str, Any]:
    """The trace as JSON-safe values."""
    trace = traced.trace
    deliveries = trace.insights.deliveries if trace.insights else ()
    return {
        "schema": TRACE_SCHEMA,
        "target": trace.target,
        "region": trace.region,
        "message_id": trace.message_id,
        "language": traced.language,
        "outcome": str(traced.outcome),
        "headline": traced.headline,
        "sender": traced.sender or None,
        "recipients": [_delivery(delivery) for delivery in deliveries],
        "missing_permission": trace.missing or None,
        "started_at": _moment(trace.started_at),
        "ms": trace.ms,
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    events = [
        {
            "type": event.type,
            "at": _moment(event.at) if event.at else None,
            "kind": event.kind or None,
            "subtype": event.subtype or None,
            "diagnostic": event.diagnostic or None,
        }
        for event in delivery.events
    ]
    return {
        "destination": delivery.destination,
        "isp": delivery.isp or None,
        "state": delivery.state or None,
        "events": events,
    }


def _named(recipient: Recipient) -> str:
    return " · ".join(filter(None, (recipient.destination, recipient.isp, recipient.state)))


def _about(traced: TraceReport, say: Catalogue) -> str:
    values = {"id": traced.trace.message_id, "target": traced.trace.target, "region": traced.trace.region}
    return say("trace.footer", sender=traced.sender, **values) if traced.sender else say("trace.footer_none", **values)


def _headline(outcome: Outcome, words: str) -> RenderableType:
    sign, style = SIGNS[outcome]
    return Hanging(Styled(f"{sign} ", style), styled(words, "bold"), 0)


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
