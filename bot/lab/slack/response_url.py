"""response_url: answering what a person did, also where the bot is no member. Five uses within thirty minutes.

replace_original and delete_original need a message that the person acted on: the URL of a slash command has none,
so there a replacement is a new message and a deletion does nothing (slackapi/bolt-js issue 2287,
slackapi/bolt-python issue 1268).
"""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.lab.slack.blocks.identifiers import with_ids
from bot.lab.slack.blocks.limits import check_message
from bot.lab.slack.workspace import BOT_USER_ID, Message, Workspace

USES = 5
LIFETIME = 30 * 60.0


@dataclass
class ResponseUrl:
    """What one address may still do: for whom, where, and which message was acted on."""

    user: str
    channel: str
    issued: float
    original: Message | None
    uses: int = 0


@dataclass(frozen=True)
class Reply:
    """The answer to a use: a status and Slack's plain word."""

    status: int
    text: str


def answer_message(workspace: Workspace, body: dict[str, Any], *, user: str, channel: str) -> Reply:
    """Show a message that answers a person: to them alone, or to the channel when `response_type` says so."""
    text, blocks = str(body.get("text") or ""), body.get("blocks") or []
    if refusal := check_message(text, blocks, total=False):
        return Reply(400, refusal.code)
    only_for = None if body.get("response_type") == "in_channel" else user
    message = Message(workspace.next_ts(), channel, BOT_USER_ID, text, with_ids(blocks), by_bot=True, only_for=only_for)
    message.thread_ts = body.get("thread_ts")
    workspace.add(message)
    return Reply(200, "ok")


class ResponseUrls:
    """The addresses handed out and what is posted to them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, *, user: str, channel: str, original: Message | None = None) -> str:
        """The token at the end of a new address."""
        token = secrets.token_urlsafe(18)
        self._urls[token] = ResponseUrl(user, channel, self._workspace.clock(), original)
        return token

    def post(self, token: str, body: object) -> Reply:
        """One use of an address."""
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
        original.text, original.blocks = text, with_ids(blocks)
        self._workspace.changed()
        return Reply(200, "ok")
