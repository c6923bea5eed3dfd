"""An explanation as the stable object "ses-explain/1": the record of the engine with its words. Keys are only added."""

from __future__ import annotations

from typing import Any

from bot.explain.record import record
from bot.render.json import report as json
from bot.words.explanation import ExplanationReport

SCHEMA = "ses-explain/1"


def answer(explained: ExplanationReport) -> dict[str, Any]:
    """The explanation as JSON-safe values. Sentences mark code by backticks. pasted: kinds of secrets in the text."""
    return {
        "schema": SCHEMA,
        "language": explained.language,
        **record(explained.result),
        "headline": explained.headline,
        "root_cause": json.cause(explained.advice) if explained.advice else None,
        "suspects": [
            {"code": s.code, "title": s.title, "tells": s.tells, "decides": s.decides} for s in explained.suspects
        ],
        "remarks": list(explained.remarks),
        "retry_advice": explained.retry,
        "pasted": list(explained.result.pasted),
        "warnings": list(explained.warnings),
    }
