"""What a card showed before the run that changes it: the answer of that time, and who asked for the card at first."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.core.errors import StoreUnavailable
from bot.core.model import RunResult
from bot.store import Ask, Store

log = logging.getLogger("ses_check.slack")

# The runs of one card that are read to learn who asked for it.
_MOST = 10


@dataclass(frozen=True, slots=True)
class Earlier:
    """result: of the run before, None where there was none, and where it is gone. asker: the id of the card's asker."""

    result: RunResult | None
    asker: str


async def read_earlier(store: Store, ask: Ask) -> Earlier:
    """What is stored of the runs before this one. Where it cannot be read, the card's asker is who asks now."""
    result, asker, previous = None, ask.user_id, ask.previous
    try:
        for step in range(_MOST):
            earlier = await store.get(previous) if previous else None
            if earlier is None:
                break
            result = earlier.result if step == 0 else result
            asker, previous = earlier.ask.user_id, earlier.ask.previous
    except StoreUnavailable:
        log.warning("the earlier runs could not be read", extra={"run": ask.run_id})
    return Earlier(result, asker)
