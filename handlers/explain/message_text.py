"""The words of a message that somebody wants explained, without Slack's own markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from handlers.slack.requester import Asker, from_action, read

# <mailto:a@example.com|a@example.com>, <https://example.com|page>, <#C123|name>: https://docs.slack.dev/messaging/formatting-message-text
_LABELLED = re.compile(r"<(?:mailto:|[a-z][a-z0-9+.-]{1,20}://|[#@!])[^<>|\n]{1,3000}\|([^<>\n]{1,3000})>")
_LINK = re.compile(r"<((?:mailto:)?[a-z][a-z0-9+.-]{1,20}:[^<>|\n]{1,3000})>")
# Where an app's message keeps its words.
_WORDED = ("text", "fallback", "pretext", "title", "value")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Pasted:
    """A message. author: a person's id, "" for an app's. ts: its own. thread_ts: of the thread it is in, "" for none."""

    text: str = field(default="", repr=False)
    author: str = ""
    ts: str = ""
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class MessageShortcut(Asker):
    """Whoever chose the shortcut. pasted: the message that it was chosen on."""

    pasted: Pasted = field(default_factory=Pasted)


def from_message_shortcut(body: Any) -> MessageShortcut:
    """A message shortcut's payload: https://docs.slack.dev/interactivity/implementing-shortcuts#messages."""
    message = body.get("message") if isinstance(body, Mapping) else None
    app = read(message, "bot_id") or read(message, "app_id")
    pasted = Pasted(
        text=words_of(message),
        author="" if app else read(message, "user"),
        ts=read(message, "ts") or read(body, "message_ts"),
        thread_ts=read(message, "thread_ts"),
    )
    return MessageShortcut(**asdict(from_action(body)), pasted=pasted)


def words_of(message: Any) -> str:
    """Text, blocks and attachments, each thing once."""
    found = [read(message, "text")]
    blocks = message.get("blocks") if isinstance(message, Mapping) else None
    # A person's message has the same words again as rich text, torn into pieces.
    if isinstance(blocks, Sequence) and not isinstance(blocks, str):
        kept = [b for b in blocks if not found[0] or read(b, "type") != "rich_text"]
        found += [words for words in _words(kept, 0) if words not in found]
    if isinstance(message, Mapping):
        found += [words for words in _words(message.get("attachments"), 0) if words not in found]
    return "\n".join(without_markup(words) for words in found if words)


def without_markup(text: str) -> str:
    """Links as their words; entities are left to the reader of the text, who knows them from HTML too."""
    return _LINK.sub(lambda match: match[1].removeprefix("mailto:"), _LABELLED.sub(r"\1", text))


def _words(node: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(node, Mapping):
        for name, value in node.items():
            if isinstance(value, str):
                if name in _WORDED:
                    yield value
            else:
                yield from _words(value, depth + 1)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for item in node:
            yield from _words(item, depth + 1)
