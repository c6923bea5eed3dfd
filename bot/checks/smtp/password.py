"""Is this the SMTP password of this key in this region? Derived offline where the key's secret is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC

from bot.checks.failed_lookup import judge_failure
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import CredentialShapes, Failure, KeyUse, PasswordMatch
from bot.core.model import Finding, Judgement, Note, Severity, passed, skipped
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.shapes import looks_like_key_id


@dataclass(frozen=True, slots=True)
class Evidence:
    """match: the comparison. use: IAM's last use of the key, asked only where nothing could be compared."""

    match: PasswordMatch | Failure
    shapes: CredentialShapes
    use: KeyUse | Failure | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """Derives the password for every region of SES. Without the key's secret, the last use of the key is a hint."""
    secrets = context.probes.secrets
    match, shapes = await secrets.password_match(), await secrets.shapes()
    key, use = shapes.smtp_username, None
    if isinstance(match, PasswordMatch) and not match.known and key.kind == "access_key" and not key.damage:
        use = await context.probes.aws.key_use(key.shown)
    return Evidence(match, shapes, use)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The password of this region, of another one, a legacy one, the raw secret, or not of this key."""
    match = evidence.match
    if isinstance(match, Failure):
        return judge_failure(match)
    if target.smtp is None or not evidence.shapes.smtp_password.usable:
        return skipped("reason.no_smtp_password")
    key_id = evidence.shapes.smtp_username.shown
    if not match.known and not looks_like_key_id(key_id):
        # A relay has its own user names and passwords.
        return replace(skipped("reason.not_derivable"), decided=frozenset({"credential:smtp"}))
    if not match.known:
        return _not_derivable(target, key_id, evidence.use)
    values: dict[str, Value] = {"key_id": key_id}
    code, variant, severity = "", "", Severity.FAIL
    if match.raw_secret:
        code = "smtp.password_not_smtp"
        values["length"] = evidence.shapes.smtp_password.length
    elif match.legacy:
        code, severity = "smtp.password_legacy", Severity.WARN
    elif target.region in match.regions:
        return passed(Note("note.password_fits", {"region": target.region}))
    elif match.regions:
        code = "smtp.password_wrong_region"
        values["password_region"] = match.regions[0]
    elif evidence.shapes.smtp_password.kind == "smtp_password" and not evidence.shapes.smtp_password.damage:
        code = "smtp.password_other_key"
        values["derived"] = match.derived
    else:
        # config.credentials finds that it is damaged. That it matches nothing follows from that.
        return passed(Note("note.password_damaged"))
    about = {"credential:smtp", *(f"region:{region}" for region in match.regions)}
    return Judgement(findings=(Finding(code, severity, key_id, frozenset(about), values, variant),))


def _not_derivable(target: Target, key_id: str, use: KeyUse | Failure | None) -> Judgement:
    """SKIPPED, with the region of the key's last use where SES was used. Whether SMTP logins count as use is not
    documented.
    """
    if (
        not isinstance(use, KeyUse)
        or use.last_used is None
        or use.service != "ses"
        or use.region in (None, target.region)
    ):
        return skipped("reason.no_secret_of_key", key_id=key_id)
    used: dict[str, Value] = {"used_region": use.region or "", "used_at": use.last_used.astimezone(UTC).isoformat()}
    return skipped("reason.no_secret_used_elsewhere", key_id=key_id, **used)


CHECK = Check("smtp.password", gather, judge, probe=True)
