"""What VDM knows of single mails that were sent."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

EventType = Literal[
    "SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "OPEN", "CLICK", "RENDERING_FAILURE", "DELIVERY_DELAY",
    "SUBSCRIPTION",
]  # fmt: skip


@dataclass
class InsightEvent:
    """One event of a recipient. The rest is of bounces and complaints."""

    type: EventType
    at: datetime
    bounce_type: Literal["UNDETERMINED", "TRANSIENT", "PERMANENT"] | None = None
    subtype: str = ""
    diagnostic: str = ""
    feedback: str = ""


@dataclass
class SentMail:
    """One mail. `events`: by recipient."""

    id: str
    events: dict[str, list[InsightEvent]] = field(default_factory=dict)
    isps: dict[str, str] = field(default_factory=dict)
    sender: str = "noreply@example.com"
    subject: str = "Your receipt"
