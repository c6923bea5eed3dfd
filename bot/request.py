"""What a person typed after `/ses-check`, as a value. One grammar; nothing that can be typed raises.

    [target] [to:<address>] [send:success|bounce|complaint|ooto|suppressionlist]
    [lang:vi|en] [only:config|aws|ses|dns|smtp] [private]   ·   help

Forgiving where the meaning is plain: case, order, `lang=vi`, `--only smtp`, smart quotes, long dashes, full-width
letters, and the links that Slack makes of addresses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.core.address import address
from bot.core.options import SIMULATIONS
from bot.core.redact import Redactor, cut, strip_controls
from bot.core.registry import GROUPS

COMMAND = "/ses-check"
LANGUAGES = ("vi", "en")
PRIVATE = "private"
# Flags that take one of a few values, with these.
FLAGS = {"lang": LANGUAGES, "only": GROUPS, "send": SIMULATIONS}
# The flag that takes an address.
TO = "to"
# The group of checks in which the simulated mail is sent.
SENDING = "smtp"

_FLAG_SPELLINGS = {"language": "lang", "recipient": TO, "rcpt": TO, "simulate": "send"}
_VALUE_SPELLINGS = {
    "lang": {"vn": "vi", "vietnamese": "vi", "english": "en"},
    "send": {"ok": "success", "ooo": "ooto", "suppression": "suppressionlist", "suppression-list": "suppressionlist"},
}
_EXAMPLE = "name@example.com"
# What Slack makes of an address: https://docs.slack.dev/messaging/formatting-message-text
_MAILTO = re.compile(r"<mailto:([^<>|]{1,1000})(?:\|[^<>]{0,1000})?>")
_HELP = frozenset({"help", "?", "h", "tro giup", "giup", "giup do", "huong dan"})
_MOST_TYPED = 4000
_SHOWN = 40
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_QUOTES = "\"'`‘’‚‛“”„‟«»‹›′″"
_ENDS = ".,;!"
# Slack's marks for bold, italic and struck out, which belong to a word only where they stand at one end.
_MARKED = re.compile(r"([*_~])(.+)\1")
_FLAG = re.compile(r"(?P<dashes>-{0,2})(?P<name>[^\W\d_]+)(?P<sign>[:=])(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A check is asked for. target: as typed, None where none was named. language, only: None where not said.

    recipient, simulate: as bot.core.options has them, "" where not said.
    """

    target: str | None = None
    language: str | None = None
    only: str | None = None
    private: bool = False
    recipient: str = ""
    simulate: str = ""


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """Somebody asks how it works. language: None where not said."""

    language: str | None = None


@dataclass(frozen=True, slots=True)
class UsageProblem:
    """What could not be understood. key and values: of the locales; typed words are cut and hold no secret."""

    key: str
    values: dict[str, str] = field(default_factory=dict)


Request = CheckRequest | HelpRequest | UsageProblem


def parse_check(text: str) -> Request:
    """The request that a command's text stands for. Never raises."""
    if len(text) > _MOST_TYPED:
        return UsageProblem("request.too_long", {"command": COMMAND})
    words = _words(text)
    if _folded(" ".join(words)) in _HELP:
        return HelpRequest()
    flags: dict[str, str] = {}
    targets: list[str] = []
    private = False
    while words:
        word = words.pop(0)
        if _folded(word).lstrip("-") == PRIVATE:
            private = True
            continue
        flag = _flag(word, words)
        if flag is None:
            targets.append(word)
            continue
        if isinstance(flag, UsageProblem):
            return flag
        name, value = flag
        if flags.setdefault(name, value) != value:
            return UsageProblem("request.twice", {"flag": f"{name}:"})
    language = flags.get("lang")
    if len(targets) == 1 and _folded(targets[0]).lstrip("-") in _HELP:
        return HelpRequest(language)
    unknown = next((word for word in targets if word.startswith("-")), None)
    if unknown is not None:
        return _unknown_flag(unknown)
    if len(targets) > 1:
        return _two_targets(targets)
    return _request(targets[0] if targets else None, flags, private)


def _request(target: str | None, flags: dict[str, str], private: bool) -> Request:
    only, simulate = flags.get("only"), flags.get("send", "")
    if simulate and only not in (None, SENDING):
        return UsageProblem("request.send_group", {"only": f"only:{only}", "send": f"send:{simulate}"})
    return CheckRequest(target, flags.get("lang"), only, private, flags.get(TO, ""), simulate)


def _words(text: str) -> list[str]:
    plain = _MAILTO.sub(r"\1", strip_controls(unicodedata.normalize("NFKC", text)).translate(_DASHES))
    # A space beside the sign is a slip: `lang: vi`.
    plain = re.sub(r"(?<=\w)\s*([:=])\s*(?=\w)", r"\1", plain)
    words = (_MARKED.sub(r"\2", word.strip(_QUOTES).rstrip(_ENDS).strip(_QUOTES)) for word in plain.split())
    return [word for word in words if word]


def _flag(word: str, following: list[str]) -> tuple[str, str] | UsageProblem | None:
    """The flag and its value, taken from the next word where `--lang vi` puts it; None where the word is no flag."""
    match = _FLAG.fullmatch(word)
    if match is None:
        name = _flag_name(word.lstrip("-")) if word.startswith("-") else ""
        if not name:
            return None
        value = following.pop(0) if following and not following[0].startswith("-") else ""
    else:
        name, value = _flag_name(match["name"]), match["value"].strip(_QUOTES)
        if not name:
            return _unknown_flag(word)
    return _value(name, value)


def _flag_name(typed: str) -> str:
    folded = _folded(typed)
    return folded if folded in FLAGS or folded == TO else _FLAG_SPELLINGS.get(folded, "")


def _value(name: str, typed: str) -> tuple[str, str] | UsageProblem:
    if name == TO:
        return _recipient(typed)
    choices = FLAGS[name]
    value = _folded(typed)
    if name == "lang":
        # A locale such as vi-VN or en_US names its language.
        value = re.split(r"[-_]", value, maxsplit=1)[0]
    value = _VALUE_SPELLINGS.get(name, {}).get(value, value)
    if value in choices:
        return name, value
    values = {"flag": f"{name}:", "choices": ", ".join(choices)}
    if not value:
        return UsageProblem("request.value_missing", values)
    near = next(iter(get_close_matches(value, choices, n=1, cutoff=0.6)), "")
    if near:
        return UsageProblem("request.value_near", values | {"near": f"{name}:{near}"})
    return UsageProblem("request.value", values)


def _recipient(typed: str) -> tuple[str, str] | UsageProblem:
    """What was typed is not shown again: whatever stands in an address's place may be anything."""
    known = address(typed.removeprefix("mailto:").strip("<>"))
    if not known:
        return UsageProblem("request.address", {"flag": f"{TO}:", "example": f"{TO}:{_EXAMPLE}"})
    local, _, domain = known.rpartition("@")
    return TO, f"{local}@{domain.lower()}"


def _unknown_flag(word: str) -> UsageProblem:
    shown = _shown(word)
    name = re.split(r"[:=]", _folded(word).lstrip("-"), maxsplit=1)[0]
    known = {flag: f"{flag}:" for flag in (*FLAGS, TO)} | {"language": "lang:", "recipient": "to:", PRIVATE: PRIVATE}
    near = next(iter(get_close_matches(name, known, n=1, cutoff=0.6)), "")
    if near:
        return UsageProblem("request.flag_near", {"word": shown, "near": known[near]})
    return UsageProblem("request.flag", {"word": shown, "command": COMMAND})


def _two_targets(words: list[str]) -> UsageProblem:
    """More than one bare word: the second is often a flag without its name."""
    for word in words:
        if address(word):
            return UsageProblem("request.flag_near", {"word": _shown(word), "near": f"{TO}:{_EXAMPLE}"})
        folded = _folded(word)
        for name, choices in FLAGS.items():
            if folded in choices:
                return UsageProblem("request.flag_near", {"word": _shown(word), "near": f"{name}:{folded}"})
        if get_close_matches(folded, (PRIVATE,), n=1, cutoff=0.8):
            return UsageProblem("request.flag_near", {"word": _shown(word), "near": PRIVATE})
    return UsageProblem("request.one_target", {"first": _shown(words[0]), "second": _shown(words[1])})


def _folded(text: str) -> str:
    """Lower case and without marks: many people type Vietnamese without them."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _shown(word: str) -> str:
    return cut(Redactor().clean(word), _SHOWN)
