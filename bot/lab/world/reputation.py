"""What AWS reports about a sender: recommendations of the Virtual Deliverability Manager, and paused resources."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

SendingStatus = Literal["ENABLED", "REINSTATED", "DISABLED"]


@dataclass
class Recommendation:
    """One entry of ListRecommendations. resource: an ARN."""

    type: Literal["DKIM", "DMARC", "SPF", "BIMI", "COMPLAINT", "BOUNCE", "FEEDBACK_3P", "IP_LISTING"]
    resource: str
    impact: Literal["LOW", "HIGH"] = "HIGH"
    status: Literal["OPEN", "FIXED"] = "OPEN"
    description: str = ""
    updated: datetime = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass
class ReputationEntity:
    """An identity, configuration set or tenant whose reputation SES tracks. reference: its ARN.

    It may send only where both the customer's status and SES's own allow it.
    """

    reference: str
    customer: SendingStatus = "ENABLED"
    ses: SendingStatus = "ENABLED"
    cause: str = ""
    impact: Literal["LOW", "HIGH"] = "LOW"
    updated: datetime = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

    @property
    def aggregate(self) -> SendingStatus:
        """The combined status, as SES computes it."""
        if "DISABLED" in (self.customer, self.ses):
            return "DISABLED"
        return "REINSTATED" if "REINSTATED" in (self.customer, self.ses) else "ENABLED"
