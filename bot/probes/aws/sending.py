"""The questions about sending: statistics, suppression, recommendations, pauses, and the identities of a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.evidence.aws import Failure
from bot.core.evidence.ses import EventDestination, ListedIdentity, PausedEntity, Recommendation, SendPoint, Suppressed
from bot.probes.aws.events import EventQueries, read_destinations

# The most that one page holds: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html
_PAGE = 1000


class SendingQueries(EventQueries):
    """The questions of one run about sending."""

    async def statistics(self) -> tuple[SendPoint, ...] | Failure:
        """Returns two weeks of sending in the target's region, oldest first; () where no mail was sent."""
        return await self._query("ses.GetSendStatistics", self._region, {}, _points)

    async def list_identities(self, region: str) -> tuple[ListedIdentity, ...] | Failure:
        """Returns every identity of a region."""

        def read(data: Mapping[str, Any]) -> tuple[ListedIdentity, ...] | None:
            found = data.get("EmailIdentities")
            if found is None:
                return None
            return tuple(
                ListedIdentity(i.get("IdentityName", ""), i.get("SendingEnabled"), i.get("VerificationStatus"))
                for i in found
            )

        return await self._query("sesv2.ListEmailIdentities", region, {"PageSize": _PAGE}, read)

    async def event_destinations(self, name: str) -> tuple[EventDestination, ...] | Failure:
        """Returns where a configuration set of the target's region sends its events."""
        params = {"ConfigurationSetName": name}
        return await self._query("sesv2.GetConfigurationSetEventDestinations", self._region, params, read_destinations)

    async def suppression(self, address: str) -> Suppressed | Failure:
        """Returns a recipient's entry in the account's suppression list; a NOT_FOUND Failure where there is none."""

        def read(data: Mapping[str, Any]) -> Suppressed | None:
            found = data.get("SuppressedDestination")
            return Suppressed(found.get("Reason"), found.get("LastUpdateTime")) if found else None

        return await self._query("sesv2.GetSuppressedDestination", self._region, {"EmailAddress": address}, read)

    async def recommendations(self) -> tuple[Recommendation, ...] | Failure:
        """Returns the open recommendations of AWS's Virtual Deliverability Manager for the target's region."""

        def read(data: Mapping[str, Any]) -> tuple[Recommendation, ...] | None:
            found = data.get("Recommendations")
            if found is None:
                return None
            return tuple(
                Recommendation(r.get("Type", ""), r.get("Impact", ""), r.get("ResourceArn", "")) for r in found
            )

        params = {"Filter": {"STATUS": "OPEN"}}
        return await self._query("sesv2.ListRecommendations", self._region, params, read)

    async def paused_entities(self) -> tuple[PausedEntity, ...] | Failure:
        """Returns the identities, configuration sets and tenants of the target's region that may not send."""
        params = {"Filter": {"SENDING_STATUS": "DISABLED"}}
        return await self._query("sesv2.ListReputationEntities", self._region, params, _paused)


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
    # AWS applies the filter. An entity that it returns although it is not paused is dropped here.
    return tuple(_entity(e) for e in found if e.get("SendingStatusAggregate") == "DISABLED")


def _entity(data: Mapping[str, Any]) -> PausedEntity:
    customer, ses = data.get("CustomerManagedStatus") or {}, data.get("AwsSesManagedStatus") or {}
    # Where both AWS and the customer have paused an entity, only AWS can end the pause, so its reason is the one to
    # show.
    telling = ses if ses.get("Status") == "DISABLED" else customer
    return PausedEntity(
        data.get("ReputationEntityReference", ""),
        ses.get("Status"),
        telling.get("Cause") or "",
        telling.get("LastUpdatedTimestamp"),
    )
