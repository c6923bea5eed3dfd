"""The state of one record by what all sources say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.evidence.dns import DnsAnswer


class State(StrEnum):
    """RIGHT, WRONG or UNKNOWN by the zone's own servers.

    SPREADING: the zone or some of its servers have it right, and other servers still give another answer.
    """

    RIGHT = "right"
    WRONG = "wrong"
    SPREADING = "spreading"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one record. answer: the one to show, a wrong one where there is one.

    cached: the zone does not have the record any more, but caches do. alone: only the zone's servers answered.
    """

    state: State
    answer: DnsAnswer
    cached: bool = False
    alone: bool = False


def standing(answers: Sequence[DnsAnswer], right: Callable[[DnsAnswer], bool]) -> Standing:
    """The zone's own servers outweigh caches. Where only some of them are right, a change is spreading."""
    told = [answer for answer in answers if not answer.failed]
    if not told:
        return Standing(State.UNKNOWN, answers[0])
    zone = [answer for answer in told if answer.source == "zone"] or told
    wrong = [answer for answer in told if not right(answer)]
    wrong_here = [answer for answer in zone if not right(answer)]
    alone = all(answer.source == "zone" for answer in told)
    if not wrong:
        return Standing(State.RIGHT, told[0], alone=alone)
    if len(wrong_here) == len(zone):
        return Standing(State.WRONG, wrong_here[0], cached=len(wrong) < len(told))
    return Standing(State.SPREADING, max(wrong, key=lambda answer: answer.ttl), alone=alone)
