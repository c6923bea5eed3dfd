"""SES, API version 1 (the query protocol): the account's quota and switch, its statistics, its identities."""

from collections.abc import Mapping
from typing import Any

from bot.lab.aws.operation import Answer, Asked, Operation
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal


def _get_send_quota(asked: Asked) -> Answer:
    state = asked.state
    return {
        "Max24HourSend": float(state.max_24h),
        "MaxSendRate": float(state.rate),
        "SentLast24Hours": float(state.sent),
    }


def _get_account_sending_enabled(asked: Asked) -> Answer:
    return {"Enabled": asked.state.sending}


def _get_send_statistics(asked: Asked) -> Answer:
    return {
        "SendDataPoints": [
            {
                "Timestamp": point.time,
                "DeliveryAttempts": point.delivery_attempts,
                "Bounces": point.bounces,
                "Complaints": point.complaints,
                "Rejects": point.rejects,
            }
            for point in asked.state.statistics
        ]
    }


def _list_identities(asked: Asked) -> Answer:
    wanted = asked.params.get("IdentityType")
    names = sorted(
        identity.name
        for identity in asked.state.identities.values()
        if wanted in {None, "EmailAddress" if identity.is_address else "Domain"}
    )
    size = min(asked.params.get("MaxItems", asked.world.page_size), asked.world.page_size)
    page = page_of(names, asked.params.get("NextToken"), size)
    if page is None:
        return Refusal("InvalidParameterValue", "The NextToken is not valid.")
    answer: dict[str, Any] = {"Identities": page.items}
    return answer | ({"NextToken": page.next_mark} if page.next_mark else {})


OPERATIONS: Mapping[str, Operation] = {
    "GetSendQuota": Operation(_get_send_quota),
    "GetAccountSendingEnabled": Operation(_get_account_sending_enabled),
    "GetSendStatistics": Operation(_get_send_statistics),
    "ListIdentities": Operation(_list_identities),
}
