"""Small checks and findings for tests of the engine and of the diagnosis."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.model import Finding, Judgement, Severity
from bot.core.target import Target

TARGET = Target(name="prod", region="eu-central-1", sender="noreply@example.com")
Gather = Callable[[Context[Any]], Awaitable[Any]]


def finding(
    code: str,
    *about: str,
    severity: Severity = Severity.FAIL,
    subject: str = "prod",
    presumed: bool = False,
    variant: str = "",
) -> Finding:
    """A finding about the given tokens."""
    return Finding(code, severity, subject, frozenset(about), {}, variant, presumed)


def check(
    name: str, *needs: str | Need, judged: Judgement | None = None, gather: Gather | None = None, deadline: float = 2.0
) -> Check:
    """A check that returns the given judgement. Without `gather` it asks nothing."""

    async def nothing(_context: Context[Any]) -> None:
        await asyncio.sleep(0)

    wanted = tuple(Need(need) if isinstance(need, str) else need for need in needs)
    return Check(name, gather or nothing, lambda _target, _evidence: judged or Judgement(), wanted, deadline)
