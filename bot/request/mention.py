"""What a person wrote to the bot in a message, as a command and the text that follows it. Nothing that can be written raises.

    @SES Check kiểm tra prod only:smtp      CHECK, "prod only:smtp"
    @SES Check prod                         CHECK, "prod", where prod is a target
    @SES Check 535 Authentication failed    EXPLAIN, "535 Authentication failed": it is no command

The words that name a command stand in each language's language.toml. The text is read by the command's own parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.languages import fold, words_for
from bot.request.check import CheckRequest, parse_check
from bot.request.commands import CHECK, COMMANDS, EXPLAIN, REGIONS, SETTINGS, TRACE, Command
from bot.request.flags import UsageProblem
from bot.request.grammar import HelpRequest
from bot.request.lookups import parse_regions, parse_trace
from bot.request.settings import parse_settings
from bot.request.words import QUOTES, plain_letters, tokenise

# A longer beginning names no command, in characters: a pasted megabyte is not folded for nothing.
_LONGEST_VERB = 60
# A command with a mistake has so many words at most; a longer text is an error that begins with the same word.
_MOST_WORDS = 6
# What people put around a word, beside quotes.
_AROUND = f"{QUOTES}*_~:,;.!"
# Mistakes that only somebody makes who types a command.
_SLIPS = frozenset(
    f"request.{name}"
    for name in ("value", "value_missing", "value_near", "flag_near", "address", "twice", "send_group", "message_id")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """command: that the message asks for. text: what follows it, as written. named: False where no word named the command:
    the text is a target's name, or, for EXPLAIN, no command at all."""

    command: Command
    text: str
    named: bool = False


def _verbs() -> Mapping[str, Command]:
    """Every command by the folded words that name it: `check`, `kiem tra`, `/ses-check`, `ses-check`."""
    known = (*COMMANDS, SETTINGS)
    spellings = {each: {each.name, each.name.lstrip("/"), *words_for(each.verb)} for each in known}
    return {word: command for command, words in spellings.items() for word in words}


_VERBS = _verbs()
_MOST_VERB_WORDS = max(len(verb.split()) for verb in _VERBS)


def parse_mention(text: str, bot_user_id: str, is_target: Callable[[str], bool]) -> Mention:
    """The command of a message. bot_user_id: whose mentions are left out. is_target: whether a word is a target's name,
    or nearly one."""
    whole = ""
    for whole in _candidates(text, bot_user_id):
        found = _parse_command(whole, is_target)
        if found is not None:
            return found
    return Mention(EXPLAIN, whole)


def split_verb(text: str) -> tuple[Command, str] | None:
    """The command that the first words name, and the text after them; None where they name none."""
    for count in range(_MOST_VERB_WORDS, 0, -1):
        parts = text.split(maxsplit=count)
        if len(parts) < count or sum(map(len, parts[:count])) > _LONGEST_VERB:
            continue
        command = _VERBS.get(" ".join(fold(plain_letters(word)).strip(_AROUND) for word in parts[:count]))
        if command is not None:
            return command, parts[count].strip() if len(parts) > count else ""
    return None


def _candidates(text: str, bot_user_id: str) -> Iterator[str]:
    """What follows the last mention of the bot, if it is not the whole; then the whole without mentions of the bot."""
    parts = re.split(rf"<@{re.escape(bot_user_id)}(?:\|[^<>]*)?>", text) if bot_user_id else [text]
    last = parts[-1].strip().lstrip(":,").strip()
    whole = " ".join(part.strip() for part in parts if part.strip()).lstrip(":,").strip()
    if last and last != whole:
        yield last
    yield whole


def _parse_command(text: str, is_target: Callable[[str], bool]) -> Mention | None:
    if not text:
        return None
    text = text.rstrip("? ") or text
    parsed = parse_check(text)
    if isinstance(parsed, HelpRequest):
        return Mention(CHECK, text)
    found = split_verb(text)
    if found is not None and _is_meant(*found, is_target):
        return Mention(*found, named=True)
    if isinstance(parsed, CheckRequest):
        return Mention(CHECK, text) if parsed.target is not None and is_target(parsed.target) else None
    words = _brief_words(text)
    return Mention(CHECK, text) if words and is_target(words[0]) and parsed.key in _SLIPS else None


def _is_meant(command: Command, text: str, is_target: Callable[[str], bool]) -> bool:
    """Whether a text that begins with a command's word asks for it: "Check your credentials: 535 …" does not."""
    parsers = {CHECK: parse_check, REGIONS: parse_regions, TRACE: parse_trace, SETTINGS: parse_settings}
    if command not in parsers:
        return True
    parsed = parsers[command](text)
    if not isinstance(parsed, UsageProblem):
        return True
    words = _brief_words(text)
    return bool(words) and (parsed.key in _SLIPS or any(map(is_target, words)))


def _brief_words(text: str) -> list[str]:
    """The words of a short line; [] for a longer text."""
    if len(text) > _LONGEST_VERB * _MOST_WORDS or "\n" in text:
        return []
    words = tokenise(text)
    return words if len(words) <= _MOST_WORDS else []
