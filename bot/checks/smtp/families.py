"""Do IPv4 and IPv6 both reach the mail server? Where a name has both, clients differ in which they try first."""

from __future__ import annotations

from bot.checks.config._credentials.endpoint import endpoint_tokens
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.smtp import Reach
from bot.core.facts import Facts, FamilyFacts
from bot.core.model import Finding, Judgement, Note, Severity, Table, passed, skipped
from bot.core.target import Smtp, Target
from bot.core.values import Value
from bot.probes.probes import Probes


async def gather(context: Context[Probes]) -> tuple[Reach, ...]:
    """The family that the dialogue used, and one address of the other."""
    return await context.probes.smtp.families() if context.target.smtp else ()


def judge(target: Target, families: tuple[Reach, ...]) -> Judgement:
    """WARN where only one family gets through: some clients send late or not at all."""
    if target.smtp is None or not families:
        return skipped("reason.no_smtp")
    own, other = families
    names: dict[str, Value] = {"family": own.family, "other_family": other.family}
    learned = Facts(families=tuple(FamilyFacts(family.family, _answer(family)) for family in families))
    if not other.address:
        return passed(Note("note.one_family", names), learned)
    if other.problem == "no_route":
        # This machine has no such network, so no client here tries it.
        return passed(Note("note.no_route", names), learned)
    if not other.problem:
        return passed(Note("note.both_families"), learned)
    return Judgement(
        facts=learned,
        findings=(_one_family(target.smtp, own, other),),
        note=Note("note.family_fails", {**names, "problem": other.problem}),
        tables=(_table(own, other),),
    )


def _one_family(smtp: Smtp, own: Reach, other: Reach) -> Finding:
    values: dict[str, Value] = {
        "host": smtp.host,
        "port": smtp.port,
        "family": own.family,
        "other_family": other.family,
        "address": own.address,
        "other_address": other.address,
        "problem": other.problem,
    }
    about = endpoint_tokens(smtp) | {f"family:{other.family}"}
    variant = "" if other.family == "ipv6" else "ipv4"
    return Finding("network.one_family", Severity.WARN, f"{smtp.host}:{smtp.port}", about, values, variant)


def _answer(reach: Reach) -> str:
    return reach.problem or ("greets" if reach.address else "no_address")


def _table(*families: Reach) -> Table:
    rows = tuple((f.family, f.address, _answer(f), f.ms) for f in families)
    return Table("families", ("family", "address", "port_state", "ms"), rows)


CHECK = Check("smtp.families", gather, judge, needs=(Need("smtp.tls"),), probe=True)
