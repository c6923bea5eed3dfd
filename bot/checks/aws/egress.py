"""Is SES's API reached from the application's place, and if not, what is in the way? Asked by `ses-check probe` only."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from bot.checks.failed_lookup import judge_failure
from bot.core.context import Context
from bot.core.denial import denying_layer
from bot.core.engine import Check
from bot.core.evidence.aws import Failure, FailureKind, Reached, Resolution
from bot.core.model import Finding, Judgement, Note, Severity, passed
from bot.core.options import is_probing
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

_SILENT = frozenset({FailureKind.TIMEOUT, FailureKind.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Evidence:
    """reached: the answer of SES's API. names: the addresses of its host, asked only where it did not answer."""

    host: str
    reached: Reached | Failure
    names: Resolution | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """The same question as aws.endpoint's; where it is not answered, the addresses of the host."""
    host = f"email.{context.target.region}.amazonaws.com"
    reached = await context.probes.aws.endpoint()
    failed = isinstance(reached, Failure) and reached.kind in (*_SILENT, FailureKind.DNS)
    return Evidence(host, reached, await context.probes.smtp.resolution(host) if failed else None)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """FAIL where nothing answers: an application that sends through the API cannot. WARN where it sends by SMTP."""
    reached = evidence.reached
    if not isinstance(reached, Failure):
        return passed(Note("note.api_reached", {"host": evidence.host}))
    if reached.kind is FailureKind.DENIED and denying_layer(reached.message) == "vpc_endpoint":
        return _found(target, evidence, "endpoint_policy")
    if reached.kind not in (*_SILENT, FailureKind.DNS):
        return judge_failure(reached)
    addresses = evidence.names.addresses if evidence.names else ()
    if not addresses:
        return _found(target, evidence, "dns")
    return _found(target, evidence, "private_dns" if all(map(_private, addresses)) else "")


def _private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False


def _found(target: Target, evidence: Evidence, variant: str) -> Judgement:
    addresses = evidence.names.addresses if evidence.names else ()
    values: dict[str, Value] = {"host": evidence.host, "addresses": addresses}
    api = target.app is not None or bool(target.app_role) or target.smtp is None
    about = frozenset({f"host:{evidence.host}", f"region:{target.region}"})
    severity = Severity.FAIL if api else Severity.WARN
    return Judgement(findings=(Finding("network.no_egress", severity, evidence.host, about, values, variant),))


CHECK = Check("aws.egress", gather, judge, asks_region=True, asked=is_probing, probe=True)
