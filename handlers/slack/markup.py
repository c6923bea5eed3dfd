"""Removes Slack's markup from text that a person typed or pasted."""

from __future__ import annotations

import re

# <mailto:a@example.com|a@example.com>, <https://example.com|page>, <#C123|name>: https://docs.slack.dev/messaging/formatting-message-text
_LABELLED = re.compile(r"<(?:mailto:|[a-z][a-z0-9+.-]{1,20}://|[#@!])[^<>|\n]{1,3000}\|([^<>\n]{1,3000})>")
_LINK = re.compile(r"<((?:mailto:)?[a-z][a-z0-9+.-]{1,20}:[^<>|\n]{1,3000})>")


def remove_markup(text: str) -> str:
    """The text with links as their words. Entities such as &lt; stay: bot.explain decodes them, as it does HTML's."""
    return _LINK.sub(lambda match: match[1].removeprefix("mailto:"), _LABELLED.sub(r"\1", text))
