"""Which credentials does the application find where it runs? boto3's default chain, asked by `ses-check probe` only."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.failed_lookup import judge_failure
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.facts import AccountFacts, Facts
from bot.core.model import Finding, Judgement, Note, Severity, passed, skipped, unknown
from bot.core.options import is_probing
from bot.core.principal_arn import plain_role
from bot.core.target import Target
from bot.probes.probes import Probes

_ABOUT = frozenset({"credential:app"})
# botocore's names of its providers, as this project words them.
_METHODS = {
    "env": "environment",
    "shared-credentials-file": "profile",
    "config-file": "profile",
    "custom-process": "process",
    "sso": "sso",
    "login": "sso",
    "assume-role": "profile_role",
    "assume-role-with-web-identity": "web_identity",
    "container-role": "container",
    "iam-role": "instance",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """asked: the application has no keys of its own. method: of botocore, "" for none. caller: who the keys are."""

    asked: bool
    method: str = ""
    caller: Caller | Failure | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """Asks the chain for keys, and STS whose they are."""
    secrets = context.probes.secrets
    if not secrets.asks_chain:
        return Evidence(False)
    caller = await context.probes.aws.caller("app")
    return Evidence(True, secrets.chain_method(), caller)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The provider and the identity, or that no provider has keys."""
    if not evidence.asked:
        return skipped("reason.own_keys")
    caller = evidence.caller
    if isinstance(caller, Failure):
        if caller.kind is FailureKind.NO_CREDENTIALS:
            finding = Finding("credentials.missing", Severity.FAIL, "boto3", _ABOUT, {"way": "app"})
            return Judgement(findings=(finding,))
        return judge_failure(caller)
    if caller is None or not caller.arn:
        return unknown("reason.incomplete", action="sts:GetCallerIdentity", code="", message="")
    known = Facts(accounts=AccountFacts(app=caller.account or "", app_arn=caller.arn))
    method = _METHODS.get(evidence.method, "other")
    values = {"credential_source": method, "principal_arn": caller.arn, "role": target.app_role}
    if target.app_role and plain_role(caller.arn) != plain_role(target.app_role):
        return Judgement(note=Note("reason.other_role", values), unknown=True, facts=known)
    return passed(Note("note.chain", values), known)


CHECK = Check("aws.chain", gather, judge, asks_region=True, asked=is_probing, probe=True)
