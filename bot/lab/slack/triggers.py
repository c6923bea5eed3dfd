"""trigger_ids: each allows one modal to be opened, within three seconds of what a person did."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.lab.slack.blocks.limits import Refusal

LIFETIME = 3.0


@dataclass(frozen=True)
class Trigger:
    """One trigger. view_id: the modal in which the person acted, for views.push."""

    id: str
    user: str
    issued: float
    view_id: str | None = None
    spent: bool = False


class Triggers:
    """The triggers that were issued. clock: returns Unix seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, *, view_id: str | None = None, trigger_id: str | None = None) -> str:
        """Issues a trigger and returns its id. trigger_id: a known one to repeat, as in a redelivered request."""
        made = trigger_id or f"{int(self._clock())}.{secrets.randbelow(10**12):012d}.{secrets.token_hex(16)}"
        if made not in self._triggers:
            self._triggers[made] = Trigger(made, user, self._clock(), view_id)
        return made

    def spend(self, trigger_id: object) -> Trigger | Refusal:
        """Returns the trigger and uses it up, or Slack's error where it opens nothing."""
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            return Refusal("invalid_trigger_id")
        if trigger.spent:
            return Refusal("exchanged_trigger_id")
        if self._clock() - trigger.issued > LIFETIME:
            return Refusal("expired_trigger_id")
        self._triggers[trigger.id] = replace(trigger, spent=True)
        return trigger
