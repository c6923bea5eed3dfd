"""response_url: answers to what a person did, also in channels without the bot. Five uses in thirty minutes.

replace_original and delete_original apply to the message in which the person acted. The URL of a slash command has no
such message: there a replacement is a new message, and a deletion does nothing (slackapi/bolt-js issue 2287,
slackapi/bolt-python issue 1268).
"""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.lab.slack.blocks.identifiers import add_ids
from bot.lab.slack.blocks.limits import check_message
from bot.lab.slack.workspace import BOT_USER_ID, Message, Workspace

USES = 5
LIFETIME = 30 * 60.0


@dataclass
class ResponseUrl:
    """One address. user, channel: whom and where it answers. original: the message that was acted on, or None."""

    user: str
    channel: str
    issued: float
    original: Message | None
    uses: int = 0


@dataclass(frozen=True)
class Reply:
    """The answer to a use: an HTTP status and Slack's plain text."""

    status: int
    text: str


def answer_message(workspace: Workspace, body: dict[str, Any], *, user: str, channel: str) -> Reply:
    """Posts a message that answers a person: to them alone, or to the channel where `response_type` asks for it."""
    text, blocks = str(body.get("text") or ""), body.get("blocks") or []
    if refusal := check_message(text, blocks, total=False):
        return Reply(400, refusal.code)
    only_for = None if body.get("response_type") == "in_channel" else user
    message = Message(workspace.next_ts(), channel, BOT_USER_ID, text, add_ids(blocks), by_bot=True, only_for=only_for)
    message.thread_ts = body.get("thread_ts")
    workspace.add(message)
    return Reply(200, "ok")


class ResponseUrls:
    """The addresses that were handed out, and what is posted to them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, *, user: str, channel: str, original: Message | None = None) -> str:
        """Returns the token of a new address."""
        token = secrets.token_urlsafe(18)
        self._urls[token] = ResponseUrl(user, channel, self._workspace.clock(), original)
        return token

    def post(self, token: str, body: object) -> Reply:
        """Uses an address once."""
        url = self._urls.get(token)
        if url is None:
            return Reply(404, "no_service")
        if self._workspace.clock() - url.issued > LIFETIME:
            return Reply(404, "expired_url")
        if url.uses >= USES:
            return Reply(404, "used_url")
        if not isinstance(body, dict):
            return Reply(400, "invalid_payload")
        url.uses += 1
        original = url.original if url.original in self._workspace.posts else None
        if body.get("delete_original"):
            if original:
                self._workspace.remove(original)
            return Reply(200, "ok")
        if original and body.get("replace_original"):
            return self._replace(original, body)
        return answer_message(self._workspace, body, user=url.user, channel=url.channel)

    def _replace(self, original: Message, body: dict[str, Any]) -> Reply:
        text, blocks = str(body.get("text") or ""), body.get("blocks") or []
        if refusal := check_message(text, blocks, total=False):
            return Reply(400, refusal.code)
        original.text, original.blocks = text, add_ids(blocks)
        self._workspace.changed()
        return Reply(200, "ok")
