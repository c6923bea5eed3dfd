"""How much of the daily quota is used, and how long it lasts. SES counts recipients, over 24 hours, by region. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.checks.ses._account import forecast
from bot.core.evidence.aws import Account
from bot.core.evidence.ses import SendPoint
from bot.core.model import Note, Severity
from bot.core.values import Value

WARN_PERCENT = 80


def judge(
    account: Account, points: Sequence[SendPoint], now: datetime
) -> tuple[Severity, dict[str, Value], str] | None:
    """Severity, values and variant of a quota that is used up or nearly; None where there is room.

    points: what was sent when, oldest first; empty where that is not known.
    """
    limit, used = account.max_24h, account.sent_24h
    # -1 means no limit: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
    if limit is None or used is None or limit < 0:
        return None
    values: dict[str, Value] = {"used": round(used), "limit": round(limit), "percent": _percent(used, limit)}
    if used >= limit:
        free = forecast.free_at(points, now, used, limit) if limit else None
        return Severity.FAIL, {**values, "free_at": _iso(free)}, "full_until" if free else "full"
    if used / limit * 100 < WARN_PERCENT:
        return None
    if points:
        full, variant = forecast.full_at(points, now, used, limit), "filling"
    else:
        full, variant = forecast.full_at_earliest(now, used, limit), "earliest"
    return Severity.WARN, {**values, "full_at": _iso(full)}, variant if full else ""


def note(account: Account, points: Sequence[SendPoint], now: datetime) -> Note:
    """One line: how much is used, and when it is full if that is near."""
    limit, used = account.max_24h, account.sent_24h
    if limit is None or used is None or limit < 0:
        return Note("note.account_unlimited", numbers(account))
    values = numbers(account) | {"percent": _percent(used, limit)}
    full = forecast.full_at(points, now, used, limit) if used < limit else None
    return Note("note.account_filling", {**values, "full_at": _iso(full)}) if full else Note("note.account", values)


def numbers(account: Account) -> dict[str, Value]:
    """The quota as AWS gives it."""
    return {
        "max_24h": round(account.max_24h or 0),
        "rate": round(account.rate or 0, 1),
        "used": round(account.sent_24h or 0),
    }


def _percent(used: float, limit: float) -> float:
    return round(used / limit * 100, 1) if limit else 100.0


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
