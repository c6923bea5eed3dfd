"""Is the sender's identity good in this region? Verification, DKIM, MAIL FROM, and the configuration set in force."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.looking import combine, could_not_look, with_inspector, wrong_inspector
from bot.checks.ses import sender_setup
from bot.checks.ses.names import Found, identities, names_for
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence import Caller, ConfigurationSet, Failure, FailureKind
from bot.core.evidence_identity import Identity
from bot.core.model import Finding, Judgement, Note, Severity, Value, passed, unknown
from bot.core.target import Target
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """The identities here, the configuration set that mail goes through, and who looked."""

    found: Found
    set_name: str
    configuration_set: ConfigurationSet | Failure | None
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """Identities and the named set side by side; an identity's default set after it."""
    named = context.target.configuration_set
    look = asyncio.gather(identities(context, context.target.region), _set(context, named))
    (found, configuration_set), inspector = await with_inspector(context, look)
    name = named or default_set(found)
    if not named and name:
        configuration_set = await _set(context, name)
    return Evidence(found, name, configuration_set, inspector)


async def _set(context: Context[Probes], name: str) -> ConfigurationSet | Failure | None:
    return await context.probes.aws.configuration_set(name) if name else None


def default_set(found: Found) -> str:
    """The configuration set that the nearest identity brings along, "" if none."""
    return (found.identities[0].configuration_set or "") if found.identities else ""


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Verified or why not, then what limits it."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    found = evidence.found
    parts = [_verification(target, found), *(could_not_look(f) for f in found.failures[:1])]
    if found.identities:
        parts.append(sender_setup.judge(found.identities))
    parts.append(_configuration_set(target, evidence))
    return combine(*parts)


def _verification(target: Target, found: Found) -> Judgement:
    if found.verified:
        nearest = next(i for i in found.identities if i.verified)
        note = Note("note.verified", {"identity": nearest.name, "region": found.region})
        return passed(note, identity=nearest.name)
    if found.verified is None:
        if found.failures:
            return Judgement()
        return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("VerifiedForSendingStatus",))
    about = frozenset({f"identity:{name}" for name in names_for(target)} | {f"region:{found.region}"})
    if not found.identities:
        values: dict[str, Value] = {"identity": target.domain, "status": "missing"}
        return Judgement(findings=(_not_verified("identity.not_verified", target.domain, about, values, "missing"),))
    nearest = found.identities[0]
    values = {"identity": nearest.name, "status": nearest.status or ""}
    if nearest.status in ("FAILED", "TEMPORARY_FAILURE"):
        values |= {
            "error": nearest.error or "",
            "last_checked_at": nearest.last_checked.isoformat() if nearest.last_checked else "",
            "last_success_at": nearest.last_success.isoformat() if nearest.last_success else "",
        }
        variant = "" if nearest.error else "error_unknown"
        finding = _not_verified("identity.verification_failed", nearest.name, about, values, variant)
        return Judgement(findings=(finding,))
    return Judgement(findings=(_not_verified("identity.not_verified", nearest.name, about, values),))


def _not_verified(
    code: str, subject: str, about: frozenset[str], values: dict[str, Value], variant: str = ""
) -> Finding:
    return Finding(code, Severity.FAIL, subject, about, values, variant)


def _configuration_set(target: Target, evidence: Evidence) -> Judgement:
    state = evidence.configuration_set
    if state is None:
        return Judgement()
    nearest: Identity | None = evidence.found.identities[0] if evidence.found.identities else None
    values: dict[str, Value] = {"set_name": evidence.set_name, "identity": nearest.name if nearest else target.domain}
    about = frozenset({f"config_set:{evidence.set_name}"})
    if isinstance(state, Failure):
        if state.kind is not FailureKind.NOT_FOUND:
            return could_not_look(state)
        return Judgement(findings=(Finding("config_set.missing", Severity.FAIL, evidence.set_name, about, values),))
    if state.sending is None:
        return unknown("reason.fields_missing", action="ses:GetConfigurationSet", fields=("SendingEnabled",))
    if not state.sending:
        return Judgement(findings=(Finding("config_set.paused", Severity.FAIL, evidence.set_name, about, values),))
    return passed(configuration_set=evidence.set_name)


CHECK = Check("ses.identity", gather, judge, needs=(Need("config.credentials", frozenset({"region.unsupported"})),))
