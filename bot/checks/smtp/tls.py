"""Is the connection encrypted, with a certificate that verifies for this host?"""

from __future__ import annotations

from bot.checks.config.endpoint import dialogue_token
from bot.checks.smtp.troubles import judge_phase
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence import Phase
from bot.core.model import Judgement, Note, Value, skipped
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.smtp import BUDGET
from bot.probes.tls import days_left


async def gather(context: Context[Probes]) -> Phase | None:
    """The second third of the dialogue."""
    return await context.probes.smtp.tls() if context.target.smtp else None


def judge(target: Target, phase: Phase | None) -> Judgement:
    """The certificate's facts, or what is wrong with the encryption."""
    if target.smtp is None or phase is None:
        return skipped("reason.no_smtp")
    if phase.trouble is not None:
        return judge_phase(target.smtp, phase)
    certificate = phase.certificate
    days = days_left(certificate) if certificate else None
    values: dict[str, Value] = {
        "tls_version": certificate.tls_version if certificate else "",
        "issuer": certificate.issuer if certificate else "",
        "days": days if days is not None else 0,
    }
    note = Note("note.tls", values)
    return Judgement(note=note, stages=phase.stages, accepted=frozenset({dialogue_token(target.smtp)}))


CHECK = Check("smtp.tls", gather, judge, needs=(Need("smtp.connect"),), deadline=BUDGET + 1)
