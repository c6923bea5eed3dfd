"""How a command's text is read: which of its words are flags, switches, a call for help, or none of these.

Nothing that is typed raises. Case, order, `lang=vi`, `--only smtp`, smart quotes, long dashes, full-width letters and the
links that Slack makes of addresses do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.languages import fold, is_help
from bot.request.commands import Command
from bot.request.flags import FLAGS, LANG, Flag, Switch, UsageProblem
from bot.request.words import QUOTES, quote_back, tokenise

_FLAG = re.compile(r"-{0,2}(?P<name>[^\W\d_]+)[:=](?P<value>.*)")
# Longer texts are refused, in characters.
_LONGEST_TEXT = 4000
# A longer text is no call for help, in characters.
_LONGEST_HELP = 200
# Every flag and switch, whichever command knows it.
_ANY_COMMAND = Command("", "", (*FLAGS, *Switch))


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """Somebody asks how a command works. language: None where not said."""

    language: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedWords:
    """words: those that are no flags and no switches, as typed. flags: the value of each flag that was given."""

    words: tuple[str, ...]
    flags: Mapping[Flag, str]
    switches: frozenset[Switch]


def parse_words(text: str, command: Command) -> ParsedWords | HelpRequest | UsageProblem:
    """The words that stand after a command whose flags may stand anywhere."""
    if len(text) > _LONGEST_TEXT:
        return UsageProblem("request.too_long", {"command": command.name})
    if asked := help_request(text):
        return asked
    parsed, problem = _sort(tokenise(text), command)
    if problem is not None:
        return problem
    unknown = next((word for word in parsed.words if word.startswith("-")), None)
    return parsed if unknown is None else _unknown(unknown, command)


def help_request(text: str) -> HelpRequest | None:
    """The call for help that a text is, whatever flags of whichever command stand beside it; None for another text."""
    if len(text) > _LONGEST_HELP:
        return None
    parsed, _ = _sort(tokenise(text), _ANY_COMMAND)
    words = [word for word in parsed.words if not word.startswith("-") or is_help(word)]
    return HelpRequest(parsed.flags.get(LANG)) if is_help(" ".join(words)) else None


def read_flag(words: Sequence[str], command: Command) -> tuple[Switch | tuple[Flag, str] | UsageProblem, int] | None:
    """The switch, or the flag with its value, at the beginning of the words, and how many of them it takes.

    A problem is a flag that the command does not know or a value that the flag does not take. None where the first word
    is neither a flag nor a switch.
    """
    word = words[0]
    switch = next((switch for switch in command.switches if fold(word).lstrip("-") == switch), None)
    if switch is not None:
        return switch, 1
    match, taken = _FLAG.fullmatch(word), 1
    if match is not None:
        flag, typed = command.flag(match["name"]), match["value"].strip(QUOTES)
        if flag is None:
            return _unknown(word, command), taken
    else:
        flag, typed = command.flag(word.lstrip("-")) if word.startswith("-") else None, ""
        if flag is None:
            return None
        if len(words) > 1 and not words[1].startswith("-"):
            typed, taken = words[1], 2
    value = flag.parse(typed)
    return (value if isinstance(value, UsageProblem) else (flag, value)), taken


def _sort(words: Sequence[str], command: Command) -> tuple[ParsedWords, UsageProblem | None]:
    """The words by what they are, and the first problem among the flags."""
    problem: UsageProblem | None = None
    flags: dict[Flag, str] = {}
    switches: set[Switch] = set()
    others: list[str] = []
    at = 0
    while at < len(words):
        found, taken = read_flag(words[at:], command) or (None, 1)
        if found is None:
            others.append(words[at])
        elif isinstance(found, Switch):
            switches.add(found)
        elif isinstance(found, UsageProblem):
            problem = problem or found
        elif flags.setdefault(*found) != found[1]:
            problem = problem or UsageProblem("request.twice", {"flag": f"{found[0].name}:"})
        at += taken
    return ParsedWords(tuple(others), flags, frozenset(switches)), problem


def _unknown(word: str, command: Command) -> UsageProblem:
    typed = re.split(r"[:=]", fold(word).lstrip("-"), maxsplit=1)[0]
    known = {name: f"{flag.name}:" for flag in command.flags for name in (flag.name, *flag.spellings)}
    known |= {switch: switch for switch in command.switches}
    near = next(iter(get_close_matches(typed, known, n=1, cutoff=0.6)), "")
    if near:
        return UsageProblem("request.flag_near", {"word": quote_back(word), "near": known[near]})
    return UsageProblem("request.flag", {"word": quote_back(word), "command": command.name})
