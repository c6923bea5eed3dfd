"""Does SES's API answer from here, and does this machine's clock agree with AWS's? Needs no credentials."""

from __future__ import annotations

from bot.checks.failed_lookup import judge_failure
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Failure, Reached
from bot.core.facts import Facts
from bot.core.model import Judgement, Note, passed
from bot.core.target import Target
from bot.probes.probes import Probes

# Seconds. AWS's Date header has whole seconds and took time to arrive, so a smaller difference says nothing.
TOLD = 5


async def gather(context: Context[Probes]) -> Reached | Failure:
    """A question that the checks of SES ask too. Without an inspector, an unsigned one."""
    return await context.probes.aws.endpoint()


def judge(target: Target, found: Reached | Failure) -> Judgement:
    """Any answer, even a refusal, shows that AWS can be reached. Checks that sign requests judge the clock."""
    if isinstance(found, Failure):
        return judge_failure(found)
    reached = Note("note.aws_reached", {"region": target.region})
    if found.skew is None:
        return passed(reached)
    seconds = round(found.skew.total_seconds())
    if abs(seconds) < TOLD:
        return passed(reached, Facts(clock_skew=seconds))
    clock = Note("note.aws_clock", {"region": target.region, "seconds": abs(seconds)})
    return passed(clock, Facts(clock_skew=seconds))


CHECK = Check("aws.endpoint", gather, judge, asks_region=True, probe=True)
