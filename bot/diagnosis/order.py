"""The order of root causes, and what put each at its place. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from bot.core.model import Finding, Severity

# From the foundation up: while an earlier area is broken, the later ones cannot work.
AREAS = (
    "app", "credentials", "region", "endpoint", "account", "domain", "identity", "smtp", "iam", "config_set",
    "mail_from", "quota", "network", "tls", "dkim", "spf", "dmarc", "reputation",
    "recipient", "address", "message", "template", "events", "service",
)  # fmt: skip


class Reason(StrEnum):
    """Why a root stands at its place: the first thing in which it differs from the root before it."""

    ONLY = "only"
    FIRST = "first"
    SEVERITY = "severity"
    AREA = "area"
    CODE = "code"
    SUBJECT = "subject"


def rank(finding: Finding) -> tuple[bool, int, str, str]:
    """The sort key: failures before warnings, then by area from the foundation up, then by code and subject."""
    return finding.severity is not Severity.FAIL, area_place(finding.code) - 1, finding.code, finding.subject


def area_place(code: str) -> int:
    """The place of a cause's area in AREAS, from 1. An area that is not listed comes last."""
    area = code.partition(".")[0]
    return AREAS.index(area) + 1 if area in AREAS else len(AREAS) + 1


def reasons(ranked: Sequence[Finding]) -> tuple[Reason, ...]:
    """Why each root stands at its place. ranked: the roots, sorted by `rank`."""
    if len(ranked) < 2:
        return tuple(Reason.ONLY for _ in ranked)
    steps = (Reason.SEVERITY, Reason.AREA, Reason.CODE, Reason.SUBJECT)
    pairs = ((rank(before), rank(this)) for before, this in pairwise(ranked))
    later = (next(s for s, a, b in zip(steps, *pair, strict=True) if a != b) for pair in pairs)
    return Reason.FIRST, *later
