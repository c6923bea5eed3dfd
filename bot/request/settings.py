"""What somebody types to see or to change a channel's settings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.channel_mode import ChannelMode
from bot.request.commands import SETTINGS
from bot.request.flags import LANG, MODE, Switch, UsageProblem
from bot.request.grammar import HelpRequest, parse_words
from bot.request.words import quote_back


@dataclass(frozen=True, slots=True)
class SettingsRequest:
    """mode, language: None where not said. reset: forget what was chosen. Nothing of the three shows the settings."""

    mode: ChannelMode | None = None
    language: str | None = None
    reset: bool = False


def parse_settings(text: str) -> SettingsRequest | HelpRequest | UsageProblem:
    """Read what follows the word for the settings."""
    parsed = parse_words(text, SETTINGS)
    if isinstance(parsed, HelpRequest | UsageProblem):
        return parsed
    if parsed.words:
        return UsageProblem("request.flag", {"word": quote_back(parsed.words[0]), "command": SETTINGS.name})
    mode = parsed.flags.get(MODE)
    reset = Switch.RESET in parsed.switches
    return SettingsRequest(ChannelMode(mode) if mode else None, parsed.flags.get(LANG), reset)
