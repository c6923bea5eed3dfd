"""Reads the text files and snippets of a message, so that an error may be attached as well as pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.languages import fold
from handlers.slack.client import Done, Slack
from handlers.slack.requester import read

# Bytes. An error with the log around it is shorter.
LARGEST = 200_000
# So many files of one message are read.
_MOST_FILES = 3
_TEXTS = ("application/json", "application/xml", "application/x-ndjson", "message/rfc822")


@dataclass(frozen=True, slots=True)
class AttachedText:
    """The words of a message's files.

    skipped: the names of the files that are no text or too large. locked: the names of those that Slack did not hand out,
    usually because the app lacks files:read.
    """

    text: str = ""
    skipped: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()


async def read_attached(slack: Slack, files: Sequence[Mapping[str, Any]]) -> AttachedText:
    """The words of a message's files: https://docs.slack.dev/reference/objects/file-object."""
    texts: list[str] = []
    skipped = [_name(file) for file in files[_MOST_FILES:]]
    locked: list[str] = []
    for file in files[:_MOST_FILES]:
        preview = read(file, "preview")
        if not _is_text(file):
            skipped.append(_name(file))
        elif preview and not _is_cut(file):
            texts.append(preview)
        elif (content := await _download(slack, file)) is not None:
            texts.append(content)
        elif preview:
            texts.append(preview)
        else:
            size = file.get("size")
            (skipped if isinstance(size, int) and size > LARGEST else locked).append(_name(file))
    return AttachedText("\n".join(texts), tuple(skipped), tuple(locked))


async def _download(slack: Slack, file: Mapping[str, Any]) -> str | None:
    url, size = read(file, "url_private_download") or read(file, "url_private"), file.get("size")
    if not url or (isinstance(size, int) and size > LARGEST):
        return None
    answer = await slack.download(url, LARGEST)
    content = answer.data["content"] if isinstance(answer, Done) else b""
    # A binary file may call itself a text.
    return content.decode("utf-8-sig", "replace") if content and b"\0" not in content else None


def _is_text(file: Mapping[str, Any]) -> bool:
    kind = fold(read(file, "mimetype"))
    return read(file, "mode") == "snippet" or kind.startswith("text/") or kind in _TEXTS


def _is_cut(file: Mapping[str, Any]) -> bool:
    """Whether the preview holds the beginning only."""
    more = file.get("lines_more")
    return file.get("preview_is_truncated") is True or (isinstance(more, int) and more > 0)


def _name(file: Mapping[str, Any]) -> str:
    return read(file, "title") or read(file, "name") or read(file, "id")
