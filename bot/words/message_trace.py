"""Puts the trace of one mail into words: for each recipient the state of the mail, and its events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.address import masked, masked_within
from bot.core.evidence.message_trace import OUTCOMES, Delivery, Event, Trace
from bot.core.model import Outcome
from bot.words.catalogue import Catalogue, catalogue
from bot.words.undecided import describe_note
from bot.words.values import format_day

_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event, or several of a kind in a row. at: UTC. outcome: None where it says nothing for or against the mail.

    words: what happened. said: the receiving server's own words, "" where there are none.
    """

    at: datetime | None
    outcome: Outcome | None
    words: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient. state: what became of the mail, in a word or two."""

    destination: str
    isp: str
    outcome: Outcome | None
    state: str
    events: tuple[EventLine, ...]

    @property
    def title(self) -> str:
        """The address, the mailbox provider and the state, as far as they are known."""
        return " · ".join(filter(None, (self.destination, self.isp, self.state)))


@dataclass(frozen=True, slots=True)
class TraceReport:
    """A trace in one language. trace: the codes and values behind it.

    headline: what became of the mail, or why that is not known. sender: "" where not known. footer: which mail it is.
    """

    language: str
    headline: str
    outcome: Outcome
    recipients: tuple[Recipient, ...]
    sender: str
    footer: str
    trace: Trace


def build_trace(trace: Trace, language: str, *, public: bool = False) -> TraceReport:
    """The trace in one language. public: for a channel, with addresses masked."""
    say = catalogue(language)
    if trace.insights is None:
        reason = describe_note(trace.reason, say, trace.target) if trace.reason else say("trace.no_events")
        outcome = Outcome.SKIPPED if trace.unavailable else Outcome.UNKNOWN
        return TraceReport(language, reason, outcome, (), "", _footer(trace, "", say), trace)
    recipients = tuple(_recipient(delivery, say, public=public) for delivery in trace.insights.deliveries)
    sender = trace.insights.sender
    footer = _footer(trace, sender, say)
    return TraceReport(language, _headline(recipients, say), _worst(recipients), recipients, sender, footer, trace)


def _footer(trace: Trace, sender: str, say: Catalogue) -> str:
    values = {"id": trace.message_id, "target": trace.target, "region": trace.region}
    return say("trace.footer", sender=sender, **values) if sender else say("trace.footer_none", **values)


def format_times(events: tuple[EventLine, ...], language: str) -> list[str]:
    """The events' times in UTC: with the day where it is another one than that of the line above."""
    stamps: list[str] = []
    day = None
    for event in events:
        if event.at is None:
            stamps.append(_UNKNOWN)
            continue
        clock = f"{event.at:%H:%M:%S}"
        stamps.append(clock if event.at.date() == day else f"{format_day(event.at, language)} {clock}")
        day = event.at.date()
    return stamps


def _headline(recipients: tuple[Recipient, ...], say: Catalogue) -> str:
    if not recipients:
        return say("trace.no_events")
    if len(recipients) == 1:
        return say("trace.one", recipient=recipients[0].destination, state=recipients[0].state)
    counts: dict[str, int] = {}
    for recipient in recipients:
        counts[recipient.state] = counts.get(recipient.state, 0) + 1
    states = ", ".join(f"{count} {state}" for state, count in counts.items())
    return say("trace.several", count=len(recipients), states=states)


def _worst(recipients: tuple[Recipient, ...]) -> Outcome:
    found = {recipient.outcome for recipient in recipients}
    return next((o for o in (Outcome.FAIL, Outcome.WARN, Outcome.PASS) if o in found), Outcome.UNKNOWN)


def _recipient(delivery: Delivery, say: Catalogue, *, public: bool) -> Recipient:
    telling = delivery.state
    state = _kind(telling, _kind_of(delivery, telling), say) if telling else say("trace.no_events")
    destination = masked(delivery.destination) if public else delivery.destination
    events = tuple(_lines(delivery.events, say, public=public))
    return Recipient(destination, delivery.isp, OUTCOMES.get(telling), state, events)


def _kind_of(delivery: Delivery, type_: str) -> str:
    return next((event.kind for event in reversed(delivery.events) if event.type == type_), "")


def _lines(events: tuple[Event, ...], say: Catalogue, *, public: bool) -> Iterator[EventLine]:
    """Openings and clicks come in dozens: the same kind in a row is one line, with the first time."""
    at = 0
    while at < len(events):
        event, count = events[at], 1
        while at + count < len(events) and not event.diagnostic and _alike(event, events[at + count]):
            count += 1
        words = _kind(event.type, event.kind, say)
        if event.subtype:
            words = say("trace.detail", words=words, detail=event.subtype)
        if count > 1:
            words = say("trace.times", words=words, count=count)
        said = masked_within(event.diagnostic) if public else event.diagnostic
        when = event.at.astimezone(UTC) if event.at else None
        yield EventLine(when, OUTCOMES.get(event.type), words, said)
        at += count


def _alike(one: Event, other: Event) -> bool:
    return (one.type, one.kind, one.subtype, one.diagnostic) == (
        other.type,
        other.kind,
        other.subtype,
        other.diagnostic,
    )


def _kind(type_: str, kind: str, say: Catalogue) -> str:
    """An event's name; one that this version does not know is shown as AWS calls it."""
    for key in (f"trace.event.{type_}.{kind}", f"trace.event.{type_}"):
        if key in say:
            return say(key)
    return type_
