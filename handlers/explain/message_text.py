"""Reads the message that somebody wants explained: its words, without Slack's markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from handlers.slack.markup import remove_markup
from handlers.slack.requester import Requester, from_action, read, read_files

# The keys under which blocks and attachments hold words.
_WORDED = ("text", "fallback", "pretext", "title", "value")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Pasted:
    """A message. author: a user id, "" for an app's message. ts: its own. thread_ts: of its thread, "" for none.

    files: that it carries, as Slack describes them.
    """

    text: str = field(default="", repr=False)
    author: str = ""
    ts: str = ""
    thread_ts: str = ""
    files: Sequence[Mapping[str, Any]] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class MessageShortcut(Requester):
    """The person who chose the shortcut. pasted: the message that it was chosen on."""

    pasted: Pasted = field(default_factory=Pasted)


def from_message_shortcut(body: Any) -> MessageShortcut:
    """Read a message shortcut: https://docs.slack.dev/interactivity/implementing-shortcuts#messages."""
    message = body.get("message") if isinstance(body, Mapping) else None
    app = read(message, "bot_id") or read(message, "app_id")
    pasted = Pasted(
        text=collect_words(message),
        author="" if app else read(message, "user"),
        ts=read(message, "ts") or read(body, "message_ts"),
        thread_ts=read(message, "thread_ts"),
        files=read_files(message),
    )
    return MessageShortcut(**asdict(from_action(body)), pasted=pasted)


def collect_words(message: Any) -> str:
    """The words of a message's text, blocks and attachments, each once."""
    found = [read(message, "text")]
    blocks = message.get("blocks") if isinstance(message, Mapping) else None
    # The rich text of a person's message repeats its text in pieces.
    if isinstance(blocks, Sequence) and not isinstance(blocks, str):
        kept = [b for b in blocks if not found[0] or read(b, "type") != "rich_text"]
        found += [words for words in _iterate_words(kept, 0) if words not in found]
    if isinstance(message, Mapping):
        found += [words for words in _iterate_words(message.get("attachments"), 0) if words not in found]
    return "\n".join(remove_markup(words) for words in found if words)


def _iterate_words(node: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(node, Mapping):
        for name, value in node.items():
            if isinstance(value, str):
                if name in _WORDED:
                    yield value
            else:
                yield from _iterate_words(value, depth + 1)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for item in node:
            yield from _iterate_words(item, depth + 1)
