"""Which ports of the endpoint answer here, even where the configured one does? Asked only by a probe."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.smtp._every_port.ports import GREETS, other_ports, side_by_side
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.smtp import Banner, Phase
from bot.core.facts import Facts, PortFacts
from bot.core.model import Judgement, skipped
from bot.core.options import is_probing
from bot.core.target import Target
from bot.probes.probes import Probes

# The stages before the greeting. With TLS from the first byte the handshake comes first.
_UNGREETED = ("connect", "banner", "tls")
_STATES = ("refused", "unreachable", "timeout", "dropped")


@dataclass(frozen=True, slots=True)
class Evidence:
    """phases: connect and tls of the dialogue on the configured port. others: the other ports."""

    phases: tuple[Phase, Phase]
    others: tuple[Banner, ...]


async def gather(context: Context[Probes]) -> Evidence | None:
    """The other ports are tried once a run, whichever check asks first."""
    smtp = context.target.smtp
    if smtp is None or not smtp.alternative_ports:
        return None
    probe = context.probes.smtp
    others = await probe.ports()
    return Evidence((await probe.connect(), await probe.tls()), others)


def judge(target: Target, evidence: Evidence | None) -> Judgement:
    """A table. What a failed port means, smtp.connect and smtp.tls say."""
    if target.smtp is None or evidence is None:
        return skipped("reason.no_other_ports")
    if any(phase.alternatives for phase in evidence.phases):
        # They were tried because the configured port failed, and that check has the table.
        return Judgement()
    stages = (stage for phase in evidence.phases for stage in phase.stages if stage.name in _UNGREETED)
    state = next(filter(None, map(_state, evidence.phases)), GREETS)
    own = PortFacts(target.smtp.port, state, sum(stage.ms for stage in stages))
    ports = (own, *other_ports(evidence.others))
    return Judgement(facts=Facts(ports=ports), tables=side_by_side(target.smtp, ports))


def _state(phase: Phase) -> str:
    """Why the configured port did not greet, "" where it did."""
    trouble = phase.trouble
    if trouble is None or trouble.stage not in _UNGREETED:
        return ""
    if trouble.stage != "connect" and trouble.kind == "timeout":
        return "silent"
    if trouble.kind == "certificate":
        # The port answers. smtp.tls says what is wrong with the certificate.
        return ""
    return trouble.kind if trouble.kind in _STATES else "no_smtp"


# More connections are worth it only in a probe.
CHECK = Check("smtp.every_port", gather, judge, (Need("dns.host"),), asked=is_probing, probe=True)
