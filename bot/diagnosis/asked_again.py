"""Which checks a verification asks anew, and the answer that they make together with the earlier run's others. Pure.

The rest counts as of the earlier run. Nothing is kept of a run that is too old or that asked about something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.engine import Check
from bot.core.model import CheckResult, Outcome, RunResult
from bot.diagnosis.explained_by import CauseFacts

# Quotas, certificates and reputation move within a day.
KEPT = timedelta(hours=24)
_OPEN = (Outcome.FAIL, Outcome.WARN, Outcome.UNKNOWN)


def list_to_ask(earlier: RunResult, checks: Sequence[Check], causes: Mapping[str, CauseFacts]) -> frozenset[str]:
    """The ids of the checks to ask anew: those that did not pass, what they need, and what depends on them.

    A check that decides a possible cause of what was found belongs to what is needed: a new password may be wrong in a
    way of its own. checks: all that the new run could ask. One that the earlier run did not ask is asked.
    """
    by_id = {check.id: check for check in checks}
    results = {result.id: result for result in earlier.results}
    found = {finding.code for result in earlier.results for finding in result.findings}
    deciding = {name for cause in causes.values() if cause.explains & found for name in cause.decided_by}
    first = {name for name in by_id if name not in results or _is_open(results[name])}
    below = _grow(first, {name: [c.id for c in checks if name in _needs(c)] for name in by_id})
    above = _grow(below | deciding, {name: list(_needs(check)) for name, check in by_id.items()})
    return frozenset(above & by_id.keys())


def oldest_kept(earlier: RunResult) -> datetime:
    """The time of the oldest result in a run. UTC."""
    return earlier.rest_at or earlier.started_at


def join_earlier(
    results: Iterable[CheckResult], earlier: RunResult, checks: Sequence[Check]
) -> tuple[CheckResult, ...]:
    """One result for each of the checks, in their order: the new one, else the earlier run's."""
    known = {result.id: result for result in earlier.results} | {result.id: result for result in results}
    return tuple(known[check.id] for check in checks if check.id in known)


def _is_open(result: CheckResult) -> bool:
    # What was presumed until a server accepted the credential is open again where the server is asked again.
    return result.outcome in _OPEN or bool(result.judgement.disproved)


def _needs(check: Check) -> set[str]:
    return {need.check for need in check.needs}


def _grow(start: Iterable[str], following: Mapping[str, Iterable[str]]) -> set[str]:
    """The start and all that follows from it, over any number of steps."""
    grown: set[str] = set()
    left = list(start)
    while left:
        name = left.pop()
        if name not in grown:
            grown.add(name)
            left += following.get(name, ())
    return grown
