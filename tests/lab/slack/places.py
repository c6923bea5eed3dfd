"""Users and channels of the lab's workspace, and a helper that reads the error of Slack's client."""

from collections.abc import Awaitable

import pytest
from slack_sdk.errors import SlackApiError

INCIDENTS, ALERTS, PARTNER = "C0000000001", "C0000000002", "C0000000003"
PRIVATE, DIRECT, MARYS_DIRECT = "G0000000004", "D0000000005", "D0000000006"
AN, MARY, OUTSIDER = "U0000000001", "U0000000002", "U0000000003"


async def refused(call: Awaitable[object]) -> str:
    """Returns the error code with which Slack refuses the call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])
