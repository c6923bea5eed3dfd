"""Does the SMTP host's name resolve?"""

from __future__ import annotations

from bot.checks.smtp._connect.troubles import of_resolution
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Resolution
from bot.core.facts import Facts
from bot.core.model import Judgement, Note, passed, skipped
from bot.core.target import Target
from bot.probes.probes import Probes


async def gather(context: Context[Probes]) -> Resolution | None:
    """The lookup that the SMTP dialogue uses too."""
    smtp = context.target.smtp
    return await context.probes.smtp.resolution(smtp.host) if smtp else None


def judge(target: Target, found: Resolution | None) -> Judgement:
    """The addresses, or why there are none."""
    if target.smtp is None or found is None:
        return skipped("reason.no_smtp")
    if found.addresses:
        note = Note("note.resolved", {"host": found.host, "addresses": found.addresses[:4]})
        return passed(note, Facts(addresses=found.addresses))
    return of_resolution(target.smtp, found.problem, found.servers)


CHECK = Check("dns.host", gather, judge, probe=True)
