"""Looks at sending itself: statistics, suppression, recommendations, pauses, and what a region holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.evidence.aws import Failure
from bot.core.evidence.ses import EventDestination, ListedIdentity, PausedEntity, Recommendation, SendPoint, Suppressed
from bot.probes.aws.lookup import Looks

# As many as one page may hold: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html
_PAGE = 1000


class SendingLooks(Looks):
    """The looks at sending of one run."""

    async def statistics(self) -> tuple[SendPoint, ...] | Failure:
        """Two weeks of sending in the target's region, oldest first; () where no mail was sent."""
        return await self._look("ses.GetSendStatistics", self._region, {}, _points)

    async def listed(self, region: str) -> tuple[ListedIdentity, ...] | Failure:
        """Every identity of a region, all pages."""

        def read(data: Mapping[str, Any]) -> tuple[ListedIdentity, ...] | None:
            found = data.get("EmailIdentities")
            if found is None:
                return None
            return tuple(
                ListedIdentity(i.get("IdentityName", ""), i.get("SendingEnabled"), i.get("VerificationStatus"))
                for i in found
            )

        return await self._look("sesv2.ListEmailIdentities", region, {"PageSize": _PAGE}, read)

    async def event_destinations(self, name: str) -> tuple[EventDestination, ...] | Failure:
        """Where a configuration set of the target's region tells its events."""

        def read(data: Mapping[str, Any]) -> tuple[EventDestination, ...] | None:
            found = data.get("EventDestinations")
            return (
                None if found is None else tuple(EventDestination(d.get("Name", ""), d.get("Enabled")) for d in found)
            )

        params = {"ConfigurationSetName": name}
        return await self._look("sesv2.GetConfigurationSetEventDestinations", self._region, params, read)

    async def suppressed(self, address: str) -> Suppressed | Failure:
        """A recipient on the account's suppression list; NOT_FOUND where it is not there."""

        def read(data: Mapping[str, Any]) -> Suppressed | None:
            found = data.get("SuppressedDestination")
            return Suppressed(found.get("Reason"), found.get("LastUpdateTime")) if found else None

        return await self._look("sesv2.GetSuppressedDestination", self._region, {"EmailAddress": address}, read)

    async def recommendations(self) -> tuple[Recommendation, ...] | Failure:
        """What AWS's Virtual Deliverability Manager still wants done in the target's region."""

        def read(data: Mapping[str, Any]) -> tuple[Recommendation, ...] | None:
            found = data.get("Recommendations")
            if found is None:
                return None
            return tuple(
                Recommendation(r.get("Type", ""), r.get("Impact", ""), r.get("ResourceArn", "")) for r in found
            )

        params = {"Filter": {"STATUS": "OPEN"}}
        return await self._look("sesv2.ListRecommendations", self._region, params, read)

    async def paused_entities(self) -> tuple[PausedEntity, ...] | Failure:
        """Identities, configuration sets and tenants of the target's region that may not send."""
        params = {"Filter": {"SENDING_STATUS": "DISABLED"}}
        return await self._look("sesv2.ListReputationEntities", self._region, params, _paused)


def _points(data: Mapping[str, Any]) -> tuple[SendPoint, ...] | None:
    found = data.get("SendDataPoints")
    if found is None:
        return None
    points = [
        SendPoint(p["Timestamp"], p.get("DeliveryAttempts") or 0, p.get("Bounces") or 0, p.get("Complaints") or 0)
        for p in found
        if p.get("Timestamp")
    ]
    return tuple(sorted(points, key=lambda point: point.time))


def _paused(data: Mapping[str, Any]) -> tuple[PausedEntity, ...] | None:
    found = data.get("ReputationEntities")
    if found is None:
        return None
    # The filter is AWS's; what it lets through by mistake is no pause.
    return tuple(_entity(e) for e in found if e.get("SendingStatusAggregate") == "DISABLED")


def _entity(data: Mapping[str, Any]) -> PausedEntity:
    customer, ses = data.get("CustomerManagedStatus") or {}, data.get("AwsSesManagedStatus") or {}
    # Where both have paused it, only AWS's word ends it.
    telling = ses if ses.get("Status") == "DISABLED" else customer
    return PausedEntity(
        data.get("ReputationEntityReference", ""),
        customer.get("Status"),
        ses.get("Status"),
        telling.get("Cause") or "",
        telling.get("LastUpdatedTimestamp"),
    )
