"""What state is the access key in? From its id alone: owner, Active or Inactive, age, last use, number of keys."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC

from bot.checks.aws.freshness import seconds_old
from bot.checks.aws.identity import identities_in_doubt
from bot.checks.aws.key_evidence import KeyEvidence, days_old, look, table
from bot.checks.looking import combine, could_not_look, with_inspector, wrong_inspector
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence import Caller, Failure, FailureKind, KeyListing, KeyUse
from bot.core.model import Finding, Judgement, Note, Severity, Value, skipped, unknown
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.shapes import looks_like_key_id

# https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html
_OFF = {"Inactive": "", "Expired": "expired"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """All keys under test, and who looks. keyless: tokens of logins that are no AWS key's (a relay's user name)."""

    keys: tuple[KeyEvidence, ...]
    inspector: Caller | Failure | None
    keyless: frozenset[str] = frozenset()


async def gather(context: Context[Probes]) -> Evidence:
    """One or two keys, side by side."""
    shapes = await context.probes.secrets.shapes()
    ways: dict[str, list[str]] = {}
    for way, shape in (("app", shapes.app_key_id), ("smtp", shapes.smtp_username)):
        if shape.usable and shape.kind == "access_key" and not shape.damage:
            ways.setdefault(shape.shown, []).append(way)
    keyless = shapes.smtp_username.usable and not looks_like_key_id(shapes.smtp_username.shown)
    others = frozenset({"credential:smtp"} if keyless else ())
    if not ways:
        return Evidence((), None, others)
    looks = asyncio.gather(*(look(context, key_id, tuple(names)) for key_id, names in ways.items()))
    keys, inspector = await with_inspector(context, looks)
    return Evidence(tuple(keys), inspector, others)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Active, Inactive, deleted, or another account's."""
    if not evidence.keys:
        return replace(skipped("reason.no_key_id"), decided=evidence.keyless)
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    here = evidence.inspector.account if isinstance(evidence.inspector, Caller) else target.expected_account
    judged = [_judge_one(target, key, here or "") for key in evidence.keys]
    together = combine(Judgement(decided=evidence.keyless), *judged)
    return replace(together, note=_both(evidence.keys)) if _all_good(judged) else together


def _all_good(judged: list[Judgement]) -> bool:
    return len(judged) > 1 and not any(j.findings or j.unknown for j in judged)


def _both(keys: tuple[KeyEvidence, ...]) -> Note:
    """One line for two good keys: whose they are matters more than when each was last used."""
    first, second, *_ = keys
    names = {"first": first.key_id, "second": second.key_id}
    users = [k.use.user_name or "" if isinstance(k.use, KeyUse) else "" for k in (first, second)]
    return Note("note.keys_active", {**names, "first_user": users[0], "second_user": users[1]})


def _judge_one(target: Target, key: KeyEvidence, here: str) -> Judgement:
    judged = _judge_key(target, key, here)
    shown = table(key)
    judged = replace(judged, tables=(shown,)) if shown else judged
    return judged if judged.unknown else replace(judged, decided=key.tokens)


def _judge_key(target: Target, key: KeyEvidence, here: str) -> Judgement:
    if isinstance(key.use, Failure):
        return _owner_not_found(target, key, key.use, here)
    if key.keys is None or isinstance(key.keys, Failure):
        return could_not_look(key.keys or Failure(FailureKind.INCOMPLETE, "iam:GetAccessKeyLastUsed"))
    listed = key.listed
    user = key.use.user_name or ""
    owned: dict[str, Value] = {f"owner.{key.key_id}": user}
    if listed is None:
        gone = Note("note.key_not_listed", {"key_id": key.key_id, "user_name": user})
        return Judgement(findings=(_deleted(key),), note=gone)
    if listed.status not in ("Active", *_OFF):
        return unknown("reason.incomplete", action="iam:ListAccessKeys", code="", message="")
    if listed.status in _OFF:
        values: dict[str, Value] = {"user_name": user, "keys": len(key.keys)}
        off = Note("note.key_inactive", {"key_id": key.key_id, "status": listed.status, "user_name": user})
        finding = _finding(key, "credentials.key_inactive", values, variant=_OFF[listed.status])
        return Judgement(findings=(finding,), note=off, facts=owned)
    return _active(key, key.use, listed, len(key.keys), owned)


def _active(key: KeyEvidence, use: KeyUse, listed: KeyListing, count: int, owned: dict[str, Value]) -> Judgement:
    noted: dict[str, Value] = {"key_id": key.key_id, "user_name": use.user_name or "", "keys": count}
    seconds = seconds_old(listed)
    if seconds is not None:
        # Whether it is known where it is used, only those tell who try it (aws.identity, smtp.auth).
        return Judgement(note=Note("note.key_new", {**noted, "seconds": seconds}), facts=owned)
    noted["days"] = days_old(listed)
    if use.last_used is None:
        return Judgement(note=Note("note.key_unused", noted), facts=owned)
    noted |= {"service": use.service or "", "used_region": use.region or ""}
    noted["used_at"] = use.last_used.astimezone(UTC).isoformat()
    return Judgement(note=Note("note.key_active", noted), facts=owned)


def _owner_not_found(target: Target, key: KeyEvidence, use: Failure, here: str) -> Judgement:
    if isinstance(key.account, str) and here and key.account != here:
        finding = _finding(key, "credentials.wrong_account", {"key_account": key.account, "identity_account": here})
        about = finding.about | identities_in_doubt(target)
        other = Finding(finding.code, Severity.FAIL, key.key_id, about, finding.values)
        # sts:GetAccessKeyInfo names an account for deleted keys too: whose it was matters less than that it is gone.
        return Judgement(findings=(other, *([_deleted(key)] if use.kind is FailureKind.NOT_FOUND else [])))
    return Judgement(findings=(_deleted(key),)) if use.kind is FailureKind.NOT_FOUND else could_not_look(use)


def _deleted(key: KeyEvidence) -> Finding:
    return _finding(key, "credentials.invalid_key_id", {}, variant="deleted", presumed=True)


def _finding(
    key: KeyEvidence, code: str, values: dict[str, Value], *, variant: str = "", presumed: bool = False
) -> Finding:
    every: dict[str, Value] = {"key_id": key.key_id, "way": key.ways[0], "aws_code": "", **values}
    return Finding(code, Severity.FAIL, key.key_id, key.tokens, every, variant, presumed)


CHECK = Check("aws.access_key", gather, judge)
