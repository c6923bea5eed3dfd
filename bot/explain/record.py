"""An explanation as JSON-safe values: the stable object that `ses-check explain --jsonl` writes, one per line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.explain.explanation import Explanation, Suspect


def record(result: Explanation) -> dict[str, Any]:
    """Returns verdict, causes, nearest, facts, provider and retry. facts has no key for what the text does not give."""
    return {
        "verdict": str(result.verdict),
        "causes": _suspects(result.causes),
        "nearest": _suspects(result.nearest),
        "facts": {name: list(v) if isinstance(v, tuple) else v for name, v in result.facts.as_dict().items()},
        "provider": result.provider,
        "retry": str(result.retry),
    }


def _suspects(suspects: Sequence[Suspect]) -> list[dict[str, Any]]:
    return [{"code": suspect.code, "confidence": suspect.confidence} for suspect in suspects]
