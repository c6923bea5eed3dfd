"""What a person typed after `/ses-check`, as a value. One grammar; nothing that can be typed raises.

    [target] [to:<address>] [send:success|bounce|complaint|ooto|suppressionlist]
    [lang:vi|en] [only:config|aws|ses|dns|smtp] [private]   ·   help

Forgiving where the meaning is plain: case, order, `lang=vi`, `--only smtp`, smart quotes, long dashes, full-width
letters, and the links that Slack makes of addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.core.address import address
from bot.request.flags import EXAMPLE, FLAGS, PRIVATE, TO, Grammar, HelpRequest, UsageProblem
from bot.request.words import folded, shown

__all__ = ["COMMAND", "SENDING", "CheckRequest", "HelpRequest", "Request", "UsageProblem", "parse_check"]

COMMAND = "/ses-check"
# The group of checks in which the simulated mail is sent.
SENDING = "smtp"
_GRAMMAR = Grammar(COMMAND, (*FLAGS, TO), (PRIVATE,))


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


Request = CheckRequest | HelpRequest | UsageProblem


def parse_check(text: str) -> Request:
    """The request that a command's text stands for. Never raises."""
    typed = _GRAMMAR.read(text)
    if isinstance(typed, HelpRequest | UsageProblem):
        return typed
    if len(typed.bare) > 1:
        return _two_targets(typed.bare)
    target = typed.bare[0] if typed.bare else None
    only, simulate = typed.flags.get("only"), typed.flags.get("send", "")
    if simulate and only not in (None, SENDING):
        return UsageProblem("request.send_group", {"only": f"only:{only}", "send": f"send:{simulate}"})
    private = PRIVATE in typed.switches
    return CheckRequest(target, typed.flags.get("lang"), only, private, typed.flags.get(TO, ""), simulate)


def _two_targets(words: Sequence[str]) -> UsageProblem:
    """More than one bare word: the second is often a flag without its name."""
    for word in words:
        if address(word):
            return UsageProblem("request.flag_near", {"word": shown(word), "near": f"{TO}:{EXAMPLE}"})
        for name, choices in FLAGS.items():
            if folded(word) in choices:
                return UsageProblem("request.flag_near", {"word": shown(word), "near": f"{name}:{folded(word)}"})
        if get_close_matches(folded(word), (PRIVATE,), n=1, cutoff=0.8):
            return UsageProblem("request.flag_near", {"word": shown(word), "near": PRIVATE})
    return UsageProblem("request.one_target", {"first": shown(words[0]), "second": shown(words[1])})
