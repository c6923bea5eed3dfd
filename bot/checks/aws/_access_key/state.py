"""What the state of one access key means. Pure."""

from __future__ import annotations

from datetime import UTC

from bot.checks.aws._access_key.evidence import KeyEvidence, days_old
from bot.checks.aws._access_key.freshness import seconds_old
from bot.checks.aws.identity import identities_in_doubt
from bot.checks.failed_lookup import judge_failure
from bot.core.evidence.aws import Failure, FailureKind, KeyListing, KeyUse
from bot.core.facts import Facts, KeyFacts
from bot.core.model import Finding, Judgement, Note, Severity, unknown
from bot.core.target import Target
from bot.core.values import Value

# https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html
_OFF = {"Inactive": "", "Expired": "expired"}


def judge_key(target: Target, key: KeyEvidence, here: str) -> Judgement:
    """Active, off, deleted, or of another account. here: the account id that it should belong to, "" where not known."""
    if isinstance(key.use, Failure):
        return _owner_not_found(target, key, key.use, here)
    if key.keys is None or isinstance(key.keys, Failure):
        return judge_failure(key.keys or Failure(FailureKind.INCOMPLETE, "iam:GetAccessKeyLastUsed"))
    listed = key.listed
    user = key.use.user_name or ""
    owned = Facts(keys=(KeyFacts(key.key_id, user),))
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


def _active(key: KeyEvidence, use: KeyUse, listed: KeyListing, count: int, owned: Facts) -> Judgement:
    noted: dict[str, Value] = {"key_id": key.key_id, "user_name": use.user_name or "", "keys": count}
    seconds = seconds_old(listed)
    if seconds is not None:
        # Whether it is known everywhere already, only aws.identity and smtp.auth can tell: they try it.
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
        # sts:GetAccessKeyInfo names an account for deleted keys too. That the key is gone matters more than whose it was.
        return Judgement(findings=(other, *([_deleted(key)] if use.kind is FailureKind.NOT_FOUND else [])))
    return Judgement(findings=(_deleted(key),)) if use.kind is FailureKind.NOT_FOUND else judge_failure(use)


def _deleted(key: KeyEvidence) -> Finding:
    return _finding(key, "credentials.invalid_key_id", {}, variant="deleted", presumed=True)


def _finding(
    key: KeyEvidence, code: str, values: dict[str, Value], *, variant: str = "", presumed: bool = False
) -> Finding:
    way: Value = key.ways[0] if len(key.ways) == 1 else key.ways
    every: dict[str, Value] = {"key_id": key.key_id, "way": way, "aws_code": "", **values}
    return Finding(code, Severity.FAIL, key.key_id, key.tokens, every, variant, presumed)
