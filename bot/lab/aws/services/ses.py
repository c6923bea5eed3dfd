"""SES, API version 1 (the query protocol): quota, sending switch, statistics and identities of the account."""

from collections.abc import Mapping
from typing import Any

from bot.lab.aws.operation import Answer, ApiRequest, Operation
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal


def _get_send_quota(request: ApiRequest) -> Answer:
    state = request.state
    return {
        "Max24HourSend": float(state.max_24h),
        "MaxSendRate": float(state.rate),
        "SentLast24Hours": float(state.sent),
    }


def _get_account_sending_enabled(request: ApiRequest) -> Answer:
    return {"Enabled": request.state.sending}


def _get_send_statistics(request: ApiRequest) -> Answer:
    return {
        "SendDataPoints": [
            {
                "Timestamp": point.time,
                "DeliveryAttempts": point.delivery_attempts,
                "Bounces": point.bounces,
                "Complaints": point.complaints,
                "Rejects": point.rejects,
            }
            for point in request.state.statistics
        ]
    }


def _list_identities(request: ApiRequest) -> Answer:
    wanted = request.params.get("IdentityType")
    names = sorted(
        identity.name
        for identity in request.state.identities.values()
        if wanted in {None, "EmailAddress" if identity.is_address else "Domain"}
    )
    size = min(request.params.get("MaxItems", request.world.page_size), request.world.page_size)
    page = page_of(names, request.params.get("NextToken"), size)
    if page is None:
        return Refusal("InvalidParameterValue", "The NextToken is not valid.")
    answer: dict[str, Any] = {"Identities": page.items}
    return answer | ({"NextToken": page.next_mark} if page.next_mark else {})


def _get_identity_notification_attributes(request: ApiRequest) -> Answer:
    known = request.state.identities
    found = {name: known[name] for name in request.params["Identities"] if name in known}
    return {
        "NotificationAttributes": {
            name: {f"{event}Topic": identity.topics.get(event, "") for event in ("Bounce", "Complaint", "Delivery")}
            | {"ForwardingEnabled": identity.forwarding}
            for name, identity in found.items()
        }
    }


OPERATIONS: Mapping[str, Operation] = {
    "GetSendQuota": Operation(_get_send_quota),
    "GetAccountSendingEnabled": Operation(_get_account_sending_enabled),
    "GetSendStatistics": Operation(_get_send_statistics),
    "GetIdentityNotificationAttributes": Operation(_get_identity_notification_attributes),
    "ListIdentities": Operation(_list_identities),
}
