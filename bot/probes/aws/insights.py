"""The question about one message that was sent. It needs AWS's Virtual Deliverability Manager.

The message's subject and tags are not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.evidence.aws import Failure
from bot.core.evidence.message_trace import Delivery, Event, Insights
from bot.probes.aws.query import Queries

_LONGEST_WORDS = 300


class MessageQueries(Queries):
    """The questions of one run about single messages."""

    async def insights(self, message_id: str, region: str) -> Insights | Failure:
        """Returns the events of a message, by recipient; a Failure of kind NOT_FOUND where AWS has none."""

        def read(data: Mapping[str, Any]) -> Insights | None:
            found = data.get("Insights")
            if found is None:
                return None
            return Insights(data.get("FromEmailAddress") or "", tuple(self._delivery(each) for each in found))

        return await self._query("sesv2.GetMessageInsights", region, {"MessageId": message_id}, read)

    def _delivery(self, data: Mapping[str, Any]) -> Delivery:
        events = [self._event(each) for each in data.get("Events") or ()]
        timed = sorted((e for e in events if e.at is not None), key=lambda e: e.at or 0)
        return Delivery(
            self._server_text(data.get("Destination")),
            self._server_text(data.get("Isp")),
            (*timed, *(e for e in events if e.at is None)),
        )

    def _event(self, data: Mapping[str, Any]) -> Event:
        details = data.get("Details") or {}
        bounce, complaint = details.get("Bounce") or {}, details.get("Complaint") or {}
        return Event(
            type=self._server_text(data.get("Type")),
            at=data.get("Timestamp"),
            kind=self._server_text(bounce.get("BounceType")),
            subtype=self._server_text(
                bounce.get("BounceSubType")
                or complaint.get("ComplaintFeedbackType")
                or complaint.get("ComplaintSubType")
            ),
            diagnostic=self._server_text(bounce.get("DiagnosticCode")),
        )

    def _server_text(self, words: object) -> str:
        """Returns text that another mail server wrote, redacted and cut."""
        return self._redactor.server_text(str(words), _LONGEST_WORDS) if words else ""
