"""conversations.*: channel information, history, direct messages. Also decides which channels the bot can see."""

from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.calls import Answer, Call, Method
from bot.lab.slack.rates import TIER_3
from bot.lab.slack.wire import channel_json, message_json
from bot.lab.slack.workspace import BOT_USER_ID, Channel, Message

_FAMILY = {"public": "channels", "private": "groups", "im": "im"}
_HISTORY = tuple(f"{family}:history" for family in _FAMILY.values())
_READ = tuple(f"{family}:read" for family in _FAMILY.values())


def find_channel(call: Call) -> Channel | None:
    """Returns the channel that the call names, or None. A private one is visible to its members only."""
    channel = call.workspace.channels.get(call.text("channel"))
    if channel is None or (channel.kind != "public" and BOT_USER_ID not in channel.members):
        return None
    return channel


def _missing_scope(call: Call, channel: Channel, right: str) -> Refusal | None:
    """Returns an error where the scope for this kind of channel is missing, else None."""
    needed = f"{_FAMILY[channel.kind]}:{right}"
    if needed in call.workspace.scopes:
        return None
    return Refusal("missing_scope", {"needed": needed, "provided": ",".join(sorted(call.workspace.scopes))})


def _info(call: Call) -> Answer:
    channel = find_channel(call)
    if channel is None:
        return Refusal("channel_not_found")
    return _missing_scope(call, channel, "read") or {"ok": True, "channel": channel_json(channel)}


def _readable_channel(call: Call) -> Channel | Refusal:
    channel = find_channel(call)
    if channel is None:
        return Refusal("channel_not_found")
    if refusal := _missing_scope(call, channel, "history"):
        return refusal
    return channel if BOT_USER_ID in channel.members else Refusal("not_in_channel")


def _number(call: Call, name: str, otherwise: float) -> float:
    try:
        return float(call.text(name) or otherwise)
    except ValueError:
        return otherwise


def _page(call: Call, messages: list[Message]) -> Answer:
    """Returns the messages that oldest, latest, inclusive, limit and cursor select."""
    oldest, latest = _number(call, "oldest", 0), _number(call, "latest", float("inf"))
    start, limit = int(_number(call, "cursor", 0)), int(_number(call, "limit", 100))
    if not 1 <= limit <= 1000:
        return Refusal("invalid_limit")
    inclusive = call.flag("inclusive")
    within = [
        m for m in messages if oldest < float(m.ts) < latest or (inclusive and float(m.ts) in (oldest, latest))
    ]  # fmt: skip
    shown = [message_json(m, metadata=call.flag("include_all_metadata")) for m in within[start : start + limit]]
    more = start + limit < len(within)
    cursor = str(start + limit) if more else ""
    return {"ok": True, "messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}


def _history(call: Call) -> Answer:
    channel = _readable_channel(call)
    if isinstance(channel, Refusal):
        return channel
    roots = [m for m in call.workspace.messages(channel.id) if m.thread_ts in (None, m.ts)]
    return _page(call, roots[::-1])


def _replies(call: Call) -> Answer:
    channel = _readable_channel(call)
    if isinstance(channel, Refusal):
        return channel
    ts = call.text("ts")
    thread = [m for m in call.workspace.messages(channel.id) if ts in (m.ts, m.thread_ts)]
    return _page(call, thread) if thread else Refusal("thread_not_found")


def _open(call: Call) -> Answer:
    users = [user for user in call.text("users").split(",") if user]
    if not users:
        return Refusal("users_list_not_supplied")
    if len(users) > 1 or users[0] == BOT_USER_ID:
        return Refusal("not_enough_users" if len(users) > 1 else "cannot_dm_bot")
    if users[0] not in call.workspace.users:
        return Refusal("user_not_found")
    channel = call.workspace.direct_channel(users[0])
    shown = channel_json(channel) if call.flag("return_im") else {"id": channel.id}
    return {"ok": True, "channel": shown}


METHODS = {
    "conversations.info": Method(_info, scopes=_READ, rate=TIER_3),
    "conversations.history": Method(_history, scopes=_HISTORY, rate=TIER_3),
    "conversations.replies": Method(_replies, scopes=_HISTORY, rate=TIER_3),
    "conversations.open": Method(_open, scopes=("im:write",), rate=TIER_3),
}
