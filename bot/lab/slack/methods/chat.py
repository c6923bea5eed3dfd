"""chat.*: posts, changes and deletes messages, posts ephemeral ones, and makes links to them."""

from typing import Any

from bot.lab.slack.blocks.identifiers import add_ids
from bot.lab.slack.blocks.limits import MESSAGE_TEXT, Refusal, check_message, check_metadata
from bot.lab.slack.calls import Answer, Call, Method
from bot.lab.slack.methods.conversations import find_channel
from bot.lab.slack.rates import POSTING, TIER_3, TIER_4, UNLIMITED
from bot.lab.slack.wire import message_json
from bot.lab.slack.workspace import BOT_USER_ID, Channel, Message


def _blocks(call: Call) -> list[Any] | Refusal | None:
    """Returns the blocks; None where the call has none, an error where they are not a list."""
    if call.params.get("blocks") in (None, ""):
        return None
    blocks = call.parsed("blocks")
    return blocks if isinstance(blocks, list) else Refusal("invalid_blocks_format")


def _writable_channel(call: Call, *, joined: bool) -> Channel | Refusal:
    """Returns the channel to write to. joined: the bot must be a member, even with chat:write.public."""
    if call.text("channel") in call.workspace.users:
        return call.workspace.direct_channel(call.text("channel"))
    channel = find_channel(call)
    if channel is None:
        return Refusal("channel_not_found")
    if channel.is_archived:
        return Refusal("is_archived")
    outside = BOT_USER_ID not in channel.members
    if outside and (joined or "chat:write.public" not in call.workspace.scopes):
        return Refusal("not_in_channel")
    return channel


def _thread(call: Call, channel: Channel) -> str | Refusal | None:
    """Returns the ts of the thread to answer in. For the ts of a reply, that is its thread's first message."""
    ts = call.text("thread_ts")
    if not ts:
        return None
    parent = call.workspace.find(channel.id, ts)
    if parent is None or parent.only_for is not None:
        return Refusal("thread_not_found")
    return parent.thread_ts or parent.ts


def _post(call: Call, *, only_for: str | None, joined: bool) -> Message | Refusal:
    channel = _writable_channel(call, joined=joined)
    if isinstance(channel, Refusal):
        return channel
    if only_for is not None and only_for not in channel.members:
        return Refusal("user_not_in_channel")
    blocks = _blocks(call)
    if isinstance(blocks, Refusal):
        return blocks
    text = call.text("text")[:MESSAGE_TEXT]
    if refusal := check_message(text, blocks):
        return refusal
    metadata = call.parsed("metadata")
    if call.params.get("metadata") and (refusal := check_metadata(metadata)):
        return refusal
    thread = _thread(call, channel)
    if isinstance(thread, Refusal):
        return thread
    message = Message(
        call.workspace.next_ts(), channel.id, BOT_USER_ID, text, add_ids(blocks or []),
        thread_ts=thread, metadata=metadata or None, by_bot=True, only_for=only_for,
    )  # fmt: skip
    return call.workspace.add(message)


def _post_message(call: Call) -> Answer:
    posted = _post(call, only_for=None, joined=False)
    if isinstance(posted, Refusal):
        return posted
    return {"ok": True, "channel": posted.channel, "ts": posted.ts, "message": message_json(posted)}


def _post_ephemeral(call: Call) -> Answer:
    if not call.text("user"):
        return Refusal(
            "invalid_arguments", {"response_metadata": {"messages": ["[ERROR] missing required field: user"]}}
        )
    posted = _post(call, only_for=call.text("user"), joined=True)
    return posted if isinstance(posted, Refusal) else {"ok": True, "message_ts": posted.ts}


def _own_message(call: Call, not_own: str) -> Message | Refusal:
    """Returns the bot's message that the call names. Ephemeral messages cannot be named."""
    channel = find_channel(call)
    if channel is None:
        return Refusal("channel_not_found")
    message = call.workspace.find(channel.id, call.text("ts"))
    if message is None or message.only_for is not None:
        return Refusal("message_not_found")
    return message if message.by_bot else Refusal(not_own)


def _update(call: Call) -> Answer:
    message = _own_message(call, "cant_update_message")
    if isinstance(message, Refusal):
        return message
    blocks = _blocks(call)
    if isinstance(blocks, Refusal):
        return blocks
    text = call.text("text")
    if refusal := check_message(text, blocks, updating=True):
        return refusal
    metadata = call.parsed("metadata")
    # An empty object removes the metadata; a call without metadata keeps it.
    if metadata and (refusal := check_metadata(metadata)):
        return refusal
    if metadata is not None:
        message.metadata = metadata or None
    # A text without blocks replaces the blocks too. Only then does Slack mark the message as edited.
    message.edited = message.edited or blocks is None
    message.text, message.blocks = text, add_ids(blocks or [])
    call.workspace.changed()
    shown = message_json(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts, "text": text, "message": shown}


def _delete(call: Call) -> Answer:
    message = _own_message(call, "cant_delete_message")
    if isinstance(message, Refusal):
        return message
    call.workspace.remove(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def _permalink(call: Call) -> Answer:
    channel = find_channel(call)
    if channel is None:
        return Refusal("channel_not_found")
    message = call.workspace.find(channel.id, call.text("message_ts"))
    if message is None or message.only_for is not None:
        return Refusal("message_not_found")
    link = f"{call.backend.base_url()}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": link}


_WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(_post_message, scopes=_WRITE, rate=POSTING),
    "chat.postEphemeral": Method(_post_ephemeral, scopes=_WRITE, rate=TIER_4),
    "chat.update": Method(_update, scopes=_WRITE, rate=TIER_3),
    "chat.delete": Method(_delete, scopes=_WRITE, rate=TIER_3),
    "chat.getPermalink": Method(_permalink, rate=UNLIMITED),
}
