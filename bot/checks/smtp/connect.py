"""Does a mail server answer on the configured host and port?"""

from __future__ import annotations

from bot.checks.smtp._connect.troubles import connection, judge_phase, slow
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.smtp import Phase
from bot.core.facts import Facts
from bot.core.model import Judgement, Note, skipped
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.smtp.dialogue import BUDGET


async def gather(context: Context[Probes]) -> Phase | None:
    """The first part of the dialogue: name, connection, greeting."""
    return await context.probes.smtp.connect() if context.target.smtp else None


def judge(target: Target, phase: Phase | None) -> Judgement:
    """Connected and greeted, or the stage at which it ended."""
    if target.smtp is None or phase is None:
        return skipped("reason.no_smtp")
    if phase.trouble is not None:
        return judge_phase(target.smtp, phase)
    where: dict[str, Value] = {"address": phase.address, "port": target.smtp.port}
    # With TLS from the first byte there is no greeting yet.
    note = Note("note.connected", {**where, "banner": phase.banner}) if phase.banner else Note("note.reached", where)
    learned = Facts(connection=connection(phase))
    return Judgement(note=slow(phase) or note, facts=learned, stages=phase.stages, transcript=phase.transcript)


CHECK = Check(
    "smtp.connect",
    gather,
    judge,
    asks_region=True,
    deadline=BUDGET + 1,
    probe=True,
)
