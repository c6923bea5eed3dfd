"""Whose are the keys? sts:GetCallerIdentity, which needs no permission, with the app's keys and with the inspector's."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.checks.config.endpoint import region_of_host
from bot.checks.config.shapes import key_tokens
from bot.checks.looking import combine, could_not_look, inspector_repair, skew_minutes, wrong_inspector
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence import CREDENTIAL_KINDS, Caller, Failure, FailureKind, FieldShape
from bot.core.model import Finding, Judgement, Note, Severity, Value, skipped, unknown
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.regions import is_opt_in

# AWS refuses signatures older than five minutes (SES: fifteen).
SKEW_LIMIT = timedelta(minutes=4)
_GLOBAL = "us-east-1"
_CODES = {
    FailureKind.INVALID_KEY: "credentials.invalid_key_id",
    FailureKind.BAD_SIGNATURE: "credentials.signature_mismatch",
    FailureKind.EXPIRED_TOKEN: "credentials.expired_token",
    FailureKind.CLOCK_SKEW: "credentials.clock_skew",
    FailureKind.MALFORMED_KEY: "credentials.malformed",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who AWS says the two are. elsewhere: the app's keys in a region that is enabled in every account."""

    key: FieldShape
    app: Caller | Failure | None
    inspector: Caller | Failure | None
    elsewhere: Caller | Failure | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """Both at once; where an opt-in region does not know the key, the same question in us-east-1."""
    aws = context.probes.aws
    shapes, app, inspector = await asyncio.gather(
        context.probes.secrets.shapes(), aws.caller("app"), aws.caller("inspect")
    )
    elsewhere = None
    if isinstance(app, Failure) and app.kind is FailureKind.INVALID_KEY and is_opt_in(context.target.region):
        elsewhere = await aws.caller("app", _GLOBAL)
    return Evidence(shapes.app_key_id, app, inspector, elsewhere)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Refused, or whose account; the bot's own troubles apart."""
    app, inspector = _app(target, evidence), _inspector(target, evidence)
    judged = combine(app, inspector)
    if inspector.unknown and isinstance(evidence.app, Caller) and not app.findings:
        # The bot's own trouble does not hide that the application's keys are good.
        return replace(judged, note=Note("note.caller_alone", {"principal_arn": evidence.app.arn or ""}))
    return judged


def _inspector(target: Target, evidence: Evidence) -> Judgement:
    inspector = evidence.inspector
    if isinstance(inspector, Failure):
        return could_not_look(inspector)
    if wrong := wrong_inspector(target, inspector):
        return wrong
    if inspector is None:
        return Judgement()
    repair = Note("repair.clock", {"minutes": skew_minutes(inspector)}) if _skewed(inspector) else None
    note = Note("note.inspector", {"principal_arn": inspector.arn or "", "account": inspector.account or ""})
    return Judgement(note=note, facts={"account": inspector.account or ""}, repair=repair)


def _app(target: Target, evidence: Evidence) -> Judgement:
    app = evidence.app
    if app is None:
        return replace(skipped("reason.no_app_keys"), decided=frozenset())
    if isinstance(app, Failure):
        judged = _refused(target, evidence, app)
        return replace(judged, decided=frozenset() if judged.unknown else key_tokens(evidence.key, "app"))
    tokens = key_tokens(evidence.key, "app")
    values: dict[str, Value] = {"key_id": evidence.key.shown, "way": "app"}
    inspector_account = evidence.inspector.account if isinstance(evidence.inspector, Caller) else None
    expected = target.expected_account or inspector_account
    if expected and app.account != expected:
        values |= {"key_account": app.account or "", "identity_account": expected}
        about = tokens | identities_in_doubt(target)
        finding = Finding("credentials.wrong_account", Severity.FAIL, evidence.key.shown, about, values)
        return Judgement(findings=(finding,), accepted=tokens, decided=tokens)
    note = Note("note.caller", {"principal_arn": app.arn or "", "account": app.account or ""})
    return Judgement(note=note, accepted=tokens, decided=tokens, facts={"app_account": app.account or ""})


def _refused(target: Target, evidence: Evidence, app: Failure) -> Judgement:
    code = _CODES.get(app.kind)
    if code is None or app.kind is FailureKind.REFERENCE:
        return could_not_look(app)
    if app.kind is FailureKind.CLOCK_SKEW and _bots_clock(evidence, app):
        return unknown("reason.clock_skew", repair=inspector_repair(app), action=app.action)
    tokens = key_tokens(evidence.key, "app")
    values: dict[str, Value] = {
        "key_id": evidence.key.shown,
        "way": "app",
        "aws_code": app.code,
        "minutes": skew_minutes(app),
    }
    if code == "credentials.malformed":
        damage = evidence.key.damage or ("refused",)
        values |= {
            "names": ("app.access_key_id",),
            "damage": damage,
            "length": evidence.key.length,
            "expected_length": 20,
        }
        tokens = frozenset({"credential:app"})
    findings = [Finding(code, Severity.FAIL, evidence.key.shown, tokens, values)]
    if isinstance(evidence.elsewhere, Caller):
        # Every key is refused there, the SMTP user's too.
        host = (
            {f"host:{target.smtp.host}"} if target.smtp and region_of_host(target.smtp.host) == target.region else set()
        )
        findings.append(Finding("region.not_enabled", Severity.FAIL, evidence.key.shown, tokens | host, values))
    note = Note("note.refused", {"code": app.code, "message": app.message})
    return Judgement(findings=tuple(findings), note=note)


def identities_in_doubt(target: Target) -> frozenset[str]:
    """The identities that a key of another account may hold: none where the target says which account is the right one."""
    if target.expected_account:
        return frozenset()
    return frozenset({f"identity:{target.sender}", f"identity:{target.domain}"})


def _bots_clock(evidence: Evidence, app: Failure) -> bool:
    """The keys are tried from the bot's machine: its clock is the one in question, unless AWS's Date says otherwise."""
    if app.skew is not None:
        return abs(app.skew) > SKEW_LIMIT
    inspector = evidence.inspector
    return isinstance(inspector, Failure) and inspector.kind in CREDENTIAL_KINDS


def _skewed(inspector: Caller) -> bool:
    return inspector.skew is not None and abs(inspector.skew) > SKEW_LIMIT


NO_SES = frozenset({"region.unsupported"})

CHECK = Check("aws.identity", gather, judge, needs=(Need("config.credentials", NO_SES),))
