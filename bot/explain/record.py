"""An explanation as JSON-safe values: the stable object that `ses-check explain --jsonl` writes, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.explain.explanation import Explanation, Suspect


def record(result: Explanation) -> dict[str, Any]:
    """verdict, causes, nearest, facts, provider, retry. Keys of facts are absent where the text does not say them."""
    return {
        "verdict": str(result.verdict),
        "causes": _suspects(result.causes),
        "nearest": _suspects(result.nearest),
        "facts": {name: list(v) if isinstance(v, tuple) else v for name, v in result.facts.found().items()},
        "provider": result.provider,
        "retry": str(result.retry),
    }


def _suspects(suspects: Sequence[Suspect]) -> list[dict[str, Any]]:
    return [{"code": suspect.code, "confidence": suspect.confidence} for suspect in suspects]
