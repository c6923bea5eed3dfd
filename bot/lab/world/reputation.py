"""What AWS says of a sender by itself: the recommendations of its Virtual Deliverability Manager, and paused resources."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

SendingStatus = Literal["ENABLED", "REINSTATED", "DISABLED"]


@dataclass
class Recommendation:
    """One of ListRecommendations. `resource` is an ARN."""

    type: Literal["DKIM", "DMARC", "SPF", "BIMI", "COMPLAINT", "BOUNCE", "FEEDBACK_3P", "IP_LISTING"]
    resource: str
    impact: Literal["LOW", "HIGH"] = "HIGH"
    status: Literal["OPEN", "FIXED"] = "OPEN"
    description: str = ""
    updated: datetime = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass
class ReputationEntity:
    """An identity, a configuration set or a tenant whose reputation SES tracks; `reference` is its ARN.

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
        """What SES makes of both."""
        if "DISABLED" in (self.customer, self.ses):
            return "DISABLED"
        return "REINSTATED" if "REINSTATED" in (self.customer, self.ses) else "ENABLED"
