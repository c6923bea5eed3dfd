"""Does another region accept the login that this one refused? Asked only where the target allows it.

Trying a password in many places resembles guessing it. So it is done only after a 535 that nothing offline explains, in at
most six regions, with one AUTH each, and no further once one is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.checks.smtp.auth import login_tokens
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.aws import CredentialShapes, PasswordMatch
from bot.core.evidence.smtp import RegionLogin
from bot.core.model import Finding, Judgement, Note, Severity, Table, skipped
from bot.core.target import Target, region_of_host
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.regions import DEFAULT_ENABLED, partition_of, ses_regions
from bot.probes.smtp.dialogue import BUDGET

MOST = 6
# The regions that most accounts use, first.
_USUAL = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1")


@dataclass(frozen=True, slots=True)
class Evidence:
    """logins: what was tried. why_not: the key of a reason where nothing was. needless: as in Judgement."""

    shapes: CredentialShapes
    why_not: str = ""
    needless: bool = False
    logins: tuple[RegionLogin, ...] = ()


async def gather(context: Context[Probes]) -> Evidence:
    """Waits for the login here, and tries others only where that leaves the region open."""
    target, probes = context.target, context.probes
    shapes = await probes.secrets.shapes()
    if target.smtp is None or not target.smtp.is_ses:
        return Evidence(shapes, "reason.no_ses_login")
    phase = await probes.smtp.auth()
    if phase.trouble is None or phase.trouble.stage != "auth" or phase.trouble.code != 535:
        return Evidence(shapes, "reason.sweep_not_needed", needless=True)
    match = await probes.secrets.password_match()
    decided = isinstance(match, PasswordMatch) and match.known
    if decided or shapes.smtp_username.kind != "access_key" or shapes.smtp_password.kind != "smtp_password":
        return Evidence(shapes, "reason.sweep_decided", needless=True)
    if not target.allow_region_auth_sweep:
        return Evidence(shapes, "reason.sweep_not_allowed")
    return Evidence(shapes, logins=await probes.smtp.regions(regions_to_try(target)))


def regions_to_try(target: Target) -> tuple[str, ...]:
    """The target's regions first, then those that every account has. The one that refused the login is left out."""
    here = region_of_host(target.smtp.host) if target.smtp else ""
    partition = partition_of(target.region)
    names = [target.region, *target.regions]
    if partition == "aws":
        names += [*_USUAL, *sorted(DEFAULT_ENABLED)]
    known = [name for name in dict.fromkeys(names) if name in ses_regions() and partition_of(name) == partition]
    return tuple(name for name in known if name != here)[:MOST]


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Accepted elsewhere: the password is that region's. Nowhere: still open, because not all regions were tried."""
    if evidence.why_not:
        return replace(skipped(evidence.why_not), needless=evidence.needless)
    if target.smtp is None or not evidence.logins:
        return skipped("reason.no_ses_login")
    here = region_of_host(target.smtp.host)
    rows: tuple[tuple[Value, ...], ...] = (
        (here, "rejected", ""),
        *((login.region, login.answer, login.ms) for login in evidence.logins),
    )
    tables = (Table("regions", ("region", "login", "ms"), rows),)
    accepted = [login.region for login in evidence.logins if login.answer == "accepted"]
    if not accepted:
        rejected = tuple(login.region for login in evidence.logins if login.answer == "rejected")
        silent = tuple(login.region for login in evidence.logins if login.answer != "rejected")
        note = Note("note.no_region", {"regions": rejected})
        if silent:
            key = "note.no_region_some" if rejected else "note.no_region_reached"
            note = Note(key, {"regions": rejected, "silent_regions": silent})
        return Judgement(note=note, decided=frozenset(), tables=tables)
    key_id = evidence.shapes.smtp_username.shown
    values: dict[str, Value] = {"key_id": key_id, "password_region": accepted[0], "refused_region": here}
    about = login_tokens(evidence.shapes) | {f"region:{accepted[0]}"}
    finding = Finding("smtp.password_wrong_region", Severity.FAIL, key_id, about, values, "accepted")
    note = Note("note.other_region", {"region": here, "password_region": accepted[0]})
    return Judgement(findings=(finding,), note=note, tables=tables)


# A 535 about the subscription says nothing about the password.
_NEEDS = (
    Need("config.credentials", frozenset({"credentials.missing"})),
    Need("smtp.auth", frozenset({"account.not_subscribed"})),
)
CHECK = Check("smtp.regions", gather, judge, _NEEDS, BUDGET + 1, asks_region=True, probe=True)
