"""What became of one mail: SES's events about it, by recipient. Codes and values, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Note, Outcome

# A made-up message id in SES's form, as in `250 Ok <id>`.
EXAMPLE_ID = "0107000000000000-00000000-0000-4000-8000-000000000000-000000"

# What each kind of event means for the mail. The others (sent, opened, clicked) do not tell whether it arrived.
# https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_InsightsEvent.html
OUTCOMES = {
    "DELIVERY": Outcome.PASS,
    "DELIVERY_DELAY": Outcome.WARN,
    "BOUNCE": Outcome.FAIL,
    "COMPLAINT": Outcome.FAIL,
    "REJECT": Outcome.FAIL,
    "RENDERING_FAILURE": Outcome.FAIL,
}
# A later one outweighs an earlier one.
_TELLING = ("SEND", "DELIVERY_DELAY", "DELIVERY", "BOUNCE", "REJECT", "RENDERING_FAILURE", "COMPLAINT")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. type: as AWS names it. kind: PERMANENT or TRANSIENT, of a bounce. subtype: AWS's more precise word.

    diagnostic: the receiving server's reply, redacted. at: UTC, None where AWS did not say.
    """

    type: str
    at: datetime | None = None
    kind: str = ""
    subtype: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The events of one recipient, oldest first. isp: the mailbox provider, "" where AWS does not know it."""

    destination: str
    isp: str
    events: tuple[Event, ...]

    @property
    def state(self) -> str:
        """The event that says what became of the mail, "" where none does."""
        found = [event.type for event in self.events if event.type in _TELLING]
        return max(found, key=_TELLING.index, default="")


@dataclass(frozen=True, slots=True)
class Insights:
    """sesv2:GetMessageInsights of one message."""

    sender: str
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace. reason: why there are no events. unavailable: True where AWS has none to give, False where the lookup
    failed.

    missing: the IAM action that the bot lacks, "" where none. ms: whole milliseconds. started_at: UTC.
    """

    target: str
    region: str
    message_id: str
    started_at: datetime
    ms: int
    insights: Insights | None = None
    reason: Note | None = None
    unavailable: bool = False
    missing: str = ""
