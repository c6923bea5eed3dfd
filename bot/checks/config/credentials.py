"""Can these credentials and this endpoint be right at all? Judged from their shape, offline."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.checks.config._credentials import endpoint
from bot.checks.config._credentials.shapes import judges_smtp, of_all
from bot.checks.failed_lookup import combine, judge_failure
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import CredentialShapes, FieldShape
from bot.core.facts import CredentialFacts, Facts
from bot.core.model import Finding, Judgement, Note, Severity, passed, skipped
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.regions import ses_regions

_FIELDS = ("smtp_username", "smtp_password", "app_key_id", "app_secret", "app_token")


@dataclass(frozen=True, slots=True)
class Evidence:
    """shapes: of all configured credentials. ses_regions: the regions that have SES."""

    shapes: CredentialShapes
    ses_regions: tuple[str, ...]


async def gather(context: Context[Probes]) -> Evidence:
    """Reads the configured references and asks nothing else."""
    return Evidence(await context.probes.secrets.shapes(), ses_regions())


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Findings about shape, host, port and region."""
    findings = [
        *of_all(target, evidence.shapes),
        *endpoint.of_smtp(target),
        *_region(target, evidence.ses_regions),
    ]
    fields = {name: getattr(evidence.shapes, name) for name in _FIELDS}
    failures = [judge_failure(f.failure) for f in fields.values() if f.failure is not None]
    seen = CredentialFacts(
        evidence.shapes.smtp_username.shown,
        evidence.shapes.app_key_id.shown,
        {name: _in_codes(shape) for name, shape in fields.items() if shape.configured},
    )
    decided = _decided(target, evidence.shapes)
    if findings or failures:
        return combine(Judgement(findings=tuple(findings), facts=Facts(seen), decided=decided), *failures)
    if not any(f.configured for f in fields.values()):
        return replace(skipped("reason.no_credentials"), decided=decided)
    return replace(passed(Note("note.shapes_fit"), Facts(seen)), decided=decided)


def _decided(target: Target, shapes: CredentialShapes) -> frozenset[str]:
    """Tokens of the host, and of each credential whose parts could all be read and have a known shape."""
    ways = {
        "credential:app": (shapes.app_key_id, shapes.app_secret, shapes.app_token),
        "credential:smtp": (shapes.smtp_username, shapes.smtp_password),
    }
    read = {token for token, parts in ways.items() if not any(part.failure for part in parts)}
    if not judges_smtp(target, shapes):
        read.discard("credential:smtp")
    return frozenset(read | ({f"host:{target.smtp.host}"} if target.smtp else set()))


def _in_codes(shape: FieldShape) -> str:
    """A shape as CredentialFacts.shapes has it."""
    if shape.failure is not None:
        return "unreadable"
    return " ".join([shape.kind, str(shape.length), *shape.damage]) if not shape.empty else "empty"


def _region(target: Target, known: tuple[str, ...]) -> list[Finding]:
    if target.region in known:
        return []
    about = {f"region:{target.region}", f"account:{target.region}"}
    if target.smtp:
        about.add(f"host:{target.smtp.host}")
    values = {"region": target.region, "host": f"email.{target.region}.amazonaws.com"}
    return [Finding("region.unsupported", Severity.FAIL, target.region, frozenset(about), values)]


CHECK = Check("config.credentials", gather, judge, rules_out_region=frozenset({"region.unsupported"}), probe=True)
