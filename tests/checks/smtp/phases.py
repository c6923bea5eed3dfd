"""Phases of an SMTP dialogue, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.evidence.smtp import Banner, Certificate, Phase, Trouble
from bot.core.model import Outcome, Stage

STAGES = (Stage("resolve", Outcome.PASS, 12), Stage("connect", Outcome.FAIL, 31, "made up"))
BEGAN = datetime(2026, 10, 1, tzinfo=UTC)
GOOD = Certificate("Example CA", "x", ("x",), BEGAN, datetime.now(UTC) + timedelta(days=90, hours=1), "TLSv1.3")


def ended(stage: str, kind: str, code: int = 0, detail: str = "made up", **more: object) -> Phase:
    """A phase that ended early."""
    return Phase(STAGES, Trouble(stage, kind, code, detail), **more)  # type: ignore[arg-type]


def answered(code: int, text: str) -> Phase:
    """AUTH that was refused with a reply."""
    reply = f"{code} {text}"
    return Phase(STAGES, Trouble("auth", "reply", code, reply), reply=reply)


def greeting(port: int) -> Banner:
    """A port that greets."""
    return Banner(port, 5, text="220 x")


def closed(port: int) -> Banner:
    """A port that does not."""
    return Banner(port, 5, "refused")
