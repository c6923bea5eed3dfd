"""What state is the access key in? From its id alone: owner, Active or Inactive, age, last use, number of keys."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.checks.aws.identity import identities_in_doubt
from bot.checks.looking import combine, could_not_look, with_inspector, wrong_inspector
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence import Caller, Failure, FailureKind, KeyListing, KeyUse
from bot.core.model import Finding, Judgement, Note, Severity, Value, skipped, unknown
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.shapes import looks_like_key_id

# https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html
_OFF = ("Inactive", "Expired")


@dataclass(frozen=True, slots=True)
class KeyEvidence:
    """What was learned of one key. ways: whose credential it is. account: asked only where the owner was not found."""

    key_id: str
    ways: tuple[str, ...]
    use: KeyUse | Failure
    keys: tuple[KeyListing, ...] | Failure | None = None
    account: str | Failure | None = None


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
    looks = asyncio.gather(*(_key(context, key_id, tuple(names)) for key_id, names in ways.items()))
    keys, inspector = await with_inspector(context, looks)
    return Evidence(tuple(keys), inspector, others)


async def _key(context: Context[Probes], key_id: str, ways: tuple[str, ...]) -> KeyEvidence:
    aws = context.probes.aws
    use = await aws.key_use(key_id)
    if isinstance(use, KeyUse) and use.user_name:
        return KeyEvidence(key_id, ways, use, keys=await aws.keys_of(use.user_name))
    if isinstance(use, Failure) and use.kind in (FailureKind.NOT_FOUND, FailureKind.DENIED):
        # AWS's own word on a key that it accepts; sts:GetAccessKeyInfo only where there is none.
        caller = await aws.caller("app") if "app" in ways else None
        known = caller.account if isinstance(caller, Caller) else None
        return KeyEvidence(key_id, ways, use, account=known or await aws.key_account(key_id))
    return KeyEvidence(key_id, ways, use)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Active, Inactive, deleted, or another account's."""
    if not evidence.keys:
        return replace(skipped("reason.no_key_id"), decided=evidence.keyless)
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    here = evidence.inspector.account if isinstance(evidence.inspector, Caller) else target.expected_account
    judged = (_judge_one(target, key, here or "") for key in evidence.keys)
    return combine(Judgement(decided=evidence.keyless), *judged)


def _judge_one(target: Target, key: KeyEvidence, here: str) -> Judgement:
    judged = _judge_key(target, key, here)
    return judged if judged.unknown else replace(judged, decided=_tokens(key))


def _judge_key(target: Target, key: KeyEvidence, here: str) -> Judgement:
    if isinstance(key.use, Failure):
        return _owner_not_found(target, key, key.use, here)
    if key.keys is None or isinstance(key.keys, Failure):
        return could_not_look(key.keys or Failure(FailureKind.INCOMPLETE, "iam:GetAccessKeyLastUsed"))
    listed = next((k for k in key.keys if k.id == key.key_id), None)
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
        return Judgement(findings=(_finding(key, "credentials.key_inactive", values),), note=off, facts=owned)
    age = (datetime.now(UTC) - listed.created).days if listed.created else 0
    noted: dict[str, Value] = {"key_id": key.key_id, "user_name": user, "days": age, "keys": len(key.keys)}
    if key.use.last_used is None:
        return Judgement(note=Note("note.key_unused", noted), facts=owned)
    noted |= {"service": key.use.service or "", "used_region": key.use.region or ""}
    noted["used_at"] = key.use.last_used.astimezone(UTC).isoformat()
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
    about = _tokens(key)
    every: dict[str, Value] = {"key_id": key.key_id, "way": key.ways[0], "aws_code": "", **values}
    return Finding(code, Severity.FAIL, key.key_id, about, every, variant, presumed)


def _tokens(key: KeyEvidence) -> frozenset[str]:
    return frozenset({f"key:{key.key_id}", *(f"credential:{way}" for way in key.ways)})


CHECK = Check("aws.access_key", gather, judge)
