"""Signs Slack's HTTP requests to an app, and makes the damaged ones that an app must refuse.

The signature is v0 of docs.slack.dev, "Verifying requests from Slack": HMAC-SHA256 over "v0:<timestamp>:<body>".
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from bot.lab.slack.envelope import Envelope

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class SignedRequest:
    """A request that can be posted any number of times (a replay)."""

    body: bytes
    headers: dict[str, str]


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Returns the X-Slack-Signature of a body. timestamp: Unix seconds."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def sign(envelope: Envelope, secret: str, now: float) -> SignedRequest:
    """Returns the request for an envelope: a form for commands and interactions, JSON for events."""
    if envelope.kind == "slash_commands":
        body, content_type = urlencode(envelope.payload), FORM
    elif envelope.kind == "interactive":
        body, content_type = urlencode({"payload": json.dumps(envelope.payload)}), FORM
    else:
        body, content_type = json.dumps(envelope.payload), "application/json"
    raw, timestamp = body.encode(), str(int(now))
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, raw),
    }
    if envelope.retry:
        headers |= {"X-Slack-Retry-Num": str(envelope.retry), "X-Slack-Retry-Reason": envelope.retry_reason}
    return SignedRequest(raw, headers)


def forge(request: SignedRequest) -> SignedRequest:
    """Returns the request signed with a secret that is not the app's."""
    timestamp = request.headers["X-Slack-Request-Timestamp"]
    wrong = signature("not-the-signing-secret-example", timestamp, request.body)
    return replace(request, headers={**request.headers, "X-Slack-Signature": wrong})


def make_stale(envelope: Envelope, secret: str, now: float) -> SignedRequest:
    """Returns a correctly signed request from ten minutes ago. Slack's limit is five."""
    return sign(envelope, secret, now - 600)
