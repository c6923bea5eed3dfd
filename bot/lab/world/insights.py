"""The events that AWS's Virtual Deliverability Manager (VDM) stores for single messages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

EventType = Literal[
    "SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "OPEN", "CLICK", "RENDERING_FAILURE", "DELIVERY_DELAY",
    "SUBSCRIPTION",
]  # fmt: skip


@dataclass
class InsightEvent:
    """One event of one recipient. The last four fields are for bounces and complaints only."""

    type: EventType
    at: datetime
    bounce_type: Literal["UNDETERMINED", "TRANSIENT", "PERMANENT"] | None = None
    subtype: str = ""
    diagnostic: str = ""
    feedback: str = ""


@dataclass
class SentMail:
    """One message. events, isps: by recipient."""

    id: str
    events: dict[str, list[InsightEvent]] = field(default_factory=dict)
    isps: dict[str, str] = field(default_factory=dict)
    sender: str = "noreply@example.com"
    subject: str = "Your receipt"
