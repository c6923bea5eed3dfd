"""The requests to the bot and its acknowledgements, for Socket Mode and HTTP alike."""

from dataclasses import dataclass, field
from typing import Literal

from bot.lab.slack.workspace import JsonObject

Kind = Literal["slash_commands", "interactive", "events_api"]

# What Slack's client shows after "failed with the error" where the app did not acknowledge properly.
TIMEOUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True)
class Envelope:
    """One request of Slack to the app. id: Socket Mode's envelope_id. retry: how many times it was sent again."""

    id: str
    kind: Kind
    payload: JsonObject
    retry: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Ack:
    """The bot's acknowledgement. payload: its body. error: what the person sees instead. ms: how long it took."""

    payload: JsonObject = field(default_factory=dict)
    error: str | None = None
    ms: float = 0.0
