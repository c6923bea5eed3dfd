"""The explanation of a pasted error as the object "ses-explain/1": the engine's record, and its words."""

from __future__ import annotations

from typing import Any

from bot.explain.record import record
from bot.render.json.advice import cause_object
from bot.render.json.document import dump
from bot.render.screen import PLAIN, Screen
from bot.words.explanation import ExplanationReport

SCHEMA = "ses-explain/1"


def render(report: ExplanationReport, _screen: Screen = PLAIN) -> str:
    """The whole explanation, ended by a line end."""
    return dump(explanation_object(report))


def explanation_object(report: ExplanationReport) -> dict[str, Any]:
    """The explanation as JSON-safe values. Backticks mark code in sentences. `pasted`: kinds of secrets in the text."""
    return {
        "schema": SCHEMA,
        "language": report.language,
        **record(report.result),
        "headline": report.headline,
        "root_cause": cause_object(report.advice) if report.advice else None,
        "suspects": [
            {"code": s.code, "title": s.title, "tells": s.tells, "decides": s.decides} for s in report.suspects
        ],
        "remarks": list(report.remarks),
        "retry_advice": report.retry,
        "pasted": list(report.result.pasted),
        "warnings": list(report.warnings),
    }
