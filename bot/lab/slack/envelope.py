"""What goes to the bot and what comes back, whichever way it travels."""

from dataclasses import dataclass, field
from typing import Literal

from bot.lab.slack.workspace import JsonObject

Kind = Literal["slash_commands", "interactive", "events_api"]

# What Slack's client shows after "failed with the error" when the app did not answer as it should.
TIMEOUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True)
class Envelope:
    """One request of Slack's; `id` is Socket Mode's envelope_id. `retry` counts redeliveries, from 0."""

    id: str
    kind: Kind
    payload: JsonObject
    retry: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Ack:
    """The bot's acknowledgement: its payload, or the error that the person sees. `ms` is how long it took."""

    payload: JsonObject = field(default_factory=dict)
    error: str | None = None
    ms: float = 0.0
