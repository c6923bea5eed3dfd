"""Whose are the keys? sts:GetCallerIdentity, which needs no permission, with the app's keys and with the inspector's."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.checks.aws._access_key.freshness import listing_of
from bot.checks.aws._identity import refusal
from bot.checks.aws._identity.refusal import Evidence
from bot.checks.config._credentials.shapes import key_tokens
from bot.checks.failed_lookup import combine, judge_failure, skew_minutes, wrong_inspector
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.facts import AccountFacts, Facts
from bot.core.model import Finding, Judgement, Note, Severity, skipped
from bot.core.repair import Repair, RepairKind
from bot.core.role import Requirement, Role
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.regions import is_opt_in

_GLOBAL = "us-east-1"


async def gather(context: Context[Probes]) -> Evidence:
    """Both at once. Where an opt-in region does not know the key, the same call in us-east-1."""
    aws = context.probes.aws
    shapes, app, inspector = await asyncio.gather(
        context.probes.secrets.shapes(), aws.caller("app"), aws.caller("inspect")
    )
    key, elsewhere, listing = shapes.app_key_id, None, None
    if isinstance(app, Failure) and app.kind is FailureKind.INVALID_KEY:
        if is_opt_in(context.target.region):
            elsewhere = await aws.caller("app", _GLOBAL)
        if key.kind == "access_key":
            listing = await listing_of(context, key.shown)
    return Evidence(key, app, inspector, elsewhere, listing, shapes.app_token.usable)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Refused, or which account they belong to. What is wrong with the bot itself stays apart."""
    app, inspector = _app(target, evidence), _inspector(target, evidence)
    judged = combine(app, inspector)
    if app.skipped and inspector.note and not inspector.unknown and not inspector.findings:
        # What passed is the look at the bot's own credentials.
        return replace(judged, note=inspector.note)
    if inspector.unknown and isinstance(evidence.app, Caller) and not app.findings:
        # The application's keys are good, even where the bot's own are not.
        return replace(judged, note=Note("note.caller_alone", {"principal_arn": evidence.app.arn or ""}))
    return judged


def _inspector(target: Target, evidence: Evidence) -> Judgement:
    inspector = evidence.inspector
    if isinstance(inspector, Failure):
        return judge_failure(inspector)
    if wrong := wrong_inspector(target, inspector):
        return wrong
    if inspector is None:
        return Judgement()
    repair = Repair(RepairKind.CLOCK, {"minutes": skew_minutes(inspector)}) if _skewed(inspector) else None
    note = Note("note.inspector", {"principal_arn": inspector.arn or "", "account": inspector.account or ""})
    return Judgement(note=note, facts=Facts(accounts=AccountFacts(inspected=inspector.account or "")), repair=repair)


def _app(target: Target, evidence: Evidence) -> Judgement:
    app = evidence.app
    if app is None and target.app_role:
        return _role(target, evidence)
    if app is None:
        return replace(skipped("reason.no_app_keys"), decided=frozenset())
    if isinstance(app, Failure):
        judged = refusal.judge(target, evidence, app)
        return replace(judged, decided=frozenset() if judged.unknown else key_tokens(evidence.key, "app"))
    tokens = key_tokens(evidence.key, "app")
    values: dict[str, Value] = {"key_id": evidence.key.shown, "way": "app"}
    inspector_account = evidence.inspector.account if isinstance(evidence.inspector, Caller) else None
    expected = target.expected_account or inspector_account
    if expected and app.account != expected:
        values |= {"key_account": app.account or "", "identity_account": expected}
        about = tokens | identities_in_doubt(target)
        finding = Finding("credentials.wrong_account", Severity.FAIL, evidence.key.shown, about, values)
        known = Facts(accounts=AccountFacts(app_arn=app.arn or ""))
        return Judgement(findings=(finding,), accepted=tokens, decided=tokens, facts=known)
    note = Note("note.caller", {"principal_arn": app.arn or "", "account": app.account or ""})
    known = Facts(accounts=AccountFacts(app=app.account or "", app_arn=app.arn or ""))
    return Judgement(note=note, accepted=tokens, decided=tokens, facts=known)


def _role(target: Target, evidence: Evidence) -> Judgement:
    """The account of the role that the application signs in with. Whether it gets the role's keys is not seen from here."""
    arn = target.app_role
    account, tokens = arn.split(":")[4], frozenset({"credential:app", f"principal:{arn}"})
    expected = target.expected_account or (
        evidence.inspector.account if isinstance(evidence.inspector, Caller) else None
    )
    if expected and account != expected:
        values: dict[str, Value] = {"key_id": arn, "way": "app", "key_account": account, "identity_account": expected}
        about = tokens | identities_in_doubt(target)
        return Judgement(findings=(Finding("credentials.wrong_account", Severity.FAIL, arn, about, values, "role"),))
    note = Note("note.app_role", {"principal_arn": arn, "account": account})
    return Judgement(note=note, decided=frozenset(), facts=Facts(accounts=AccountFacts(app=account, app_arn=arn)))


def identities_in_doubt(target: Target) -> frozenset[str]:
    """The identities that a key of another account may own. None where the target names its account."""
    if target.expected_account:
        return frozenset()
    return frozenset({f"identity:{target.sender}", f"identity:{target.domain}"})


def _skewed(inspector: Caller) -> bool:
    return inspector.skew is not None and abs(inspector.skew) > refusal.SKEW_LIMIT


CHECK = Check("aws.identity", gather, judge, asks_region=True, probe=True, role=Role(required_for=(Requirement.APP,)))
