"""The findings of DMARC: mail that neither DKIM nor SPF makes pass, and records that receivers ignore. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.checks.dns._dmarc.alignment import Leg
from bot.checks.dns._dmarc.record import Published, repaired, with_tags
from bot.checks.dns._dmarc.walk import Policy, walked
from bot.checks.dns._records.sending import Sending
from bot.checks.identity_names import is_public_suffix, registrable
from bot.core.model import Finding, Judgement, Record, Severity
from bot.core.target import Target
from bot.core.values import Value

_MONITORING = "v=DMARC1; p=none"


def failing(target: Target, facts: Sending, policy: Policy, asked: str, legs: tuple[Leg, Leg]) -> Finding:
    """Mail from this sender passes by neither leg.

    FAIL where the domain asks receivers to reject: SES takes the mail and nobody gets it, which people call "cannot send".
    WARN with quarantine, where it lands in spam, and with none, where it is delivered.
    """
    dkim, spf = legs
    repairable = any(leg.repairable for leg in legs)
    variant = "no_key" if dkim.state == "records" else "" if dkim.domain else "unsigned"
    records: tuple[Record, ...] = ()
    if facts.address_only and dkim.state not in ("other_domain", "strict"):
        variant = "address_only"
    elif not repairable and dkim.state == "strict":
        variant, records = "strict", (_relaxed(policy, legs),)
    elif not repairable and dkim.state == "boundary":
        variant, records = "boundary", (_missing_above(target.domain),)
    severe = asked == "reject" and variant != "boundary"
    values: dict[str, Value] = {
        "identity": facts.identity,
        "dkim_domain": dkim.domain,
        "mail_from_domain": spf.domain,
        "dkim_state": dkim.state,
        "spf_state": spf.state,
        "dmarc_policy": asked,
        "policy_domain": policy.record.domain,
        "organisation": registrable(target.domain),
        "bounce_domain": f"bounce.{facts.domain}",
    }
    about = {f"domain:{target.domain}"}
    if spf.state == "spf_fails" and spf.repairable:
        about.add(f"spf:{spf.domain}")
    if variant != "address_only" and repairable:
        # ses.identity finds why the leg fails. Sharing its token makes that the root and this a symptom.
        about.add(f"identity:{facts.identity}")
    severity = Severity.FAIL if severe else Severity.WARN
    return Finding(
        "dmarc.failing",
        severity,
        target.domain,
        frozenset(about),
        values,
        variant,
        records=records,
    )


def _relaxed(policy: Policy, legs: tuple[Leg, Leg]) -> Record:
    text = policy.record.text
    tags = {("adkim" if leg.name == "dkim" else "aspf"): "r" for leg in legs if leg.state == "strict"}
    return Record(f"_dmarc.{policy.record.domain}", "TXT", with_tags(text, **tags), (text,))


def _missing_above(domain: str) -> Record:
    return Record(f"_dmarc.{registrable(domain)}", "TXT", _MONITORING)


def broken(sender: str, seen: Mapping[str, Published]) -> Judgement:
    """Records that receivers ignore: the sender's domain's own, or else the nearest one above it."""
    for name in walked(sender):
        here = seen[name]
        if is_public_suffix(name):
            break
        if here.problem:
            return Judgement(findings=(_ignored(here),))
        if here.record is not None:
            break
    return Judgement()


def _ignored(here: Published) -> Finding:
    name = f"_dmarc.{here.domain}"
    variant = "several" if here.problem == "several" else "ignored"
    values: dict[str, Value] = {
        "policy_domain": here.domain,
        "dmarc_problem": here.problem,
        "count": len(here.meant),
    }
    keep = tuple(value for value in here.answer.values if value not in here.meant)
    record = Record(name, "TXT", repaired(here.meant), here.meant, keep, f"dmarc_{here.problem}", here.answer.ttl)
    return Finding(
        "dmarc.failing", Severity.WARN, name, frozenset({f"domain:{name}"}), values, variant, records=(record,)
    )
