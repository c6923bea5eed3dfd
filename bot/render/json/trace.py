"""The trace of one mail as the object "ses-trace/1"."""

from __future__ import annotations

from typing import Any

from bot.core.evidence.message_trace import Delivery
from bot.render.json.document import dump, timestamp
from bot.render.screen import PLAIN, Screen
from bot.words.message_trace import TraceReport

SCHEMA = "ses-trace/1"


def render(report: TraceReport, _screen: Screen = PLAIN) -> str:
    """The whole trace, ended by a line end."""
    return dump(trace_object(report))


def trace_object(report: TraceReport) -> dict[str, Any]:
    """The trace as JSON-safe values."""
    trace = report.trace
    deliveries = trace.insights.deliveries if trace.insights else ()
    return {
        "schema": SCHEMA,
        "target": trace.target,
        "region": trace.region,
        "message_id": trace.message_id,
        "language": report.language,
        "outcome": str(report.outcome),
        "headline": report.headline,
        "sender": report.sender or None,
        "recipients": [_delivery(delivery) for delivery in deliveries],
        "missing_permission": trace.missing or None,
        "started_at": timestamp(trace.started_at),
        "ms": trace.ms,
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    events = [
        {
            "type": event.type,
            "at": timestamp(event.at) if event.at else None,
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
