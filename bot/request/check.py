"""What a person typed after `/ses-check`, as a value. Nothing that can be typed raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.core.address import address
from bot.languages import fold
from bot.request.commands import CHECK
from bot.request.flags import EXAMPLE_ADDRESS, LANG, ONLY, SEND, TO, Switch, UsageProblem
from bot.request.grammar import HelpRequest, parse_words
from bot.request.words import quote_back

# The group of checks in which the simulated mail is sent.
SENDING = "smtp"


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

    @property
    def typed_flags(self) -> str:
        """The flags and switches of this request as they are typed after the command."""
        given = ((LANG, self.language), (ONLY, self.only), (TO, self.recipient), (SEND, self.simulate))
        words = [flag.typed(value) for flag, value in given if value]
        return " ".join([*words, *([Switch.PRIVATE] if self.private else [])])


def parse_check(text: str) -> CheckRequest | HelpRequest | UsageProblem:
    """The request that a command's text stands for."""
    parsed = parse_words(text, CHECK)
    if isinstance(parsed, HelpRequest | UsageProblem):
        return parsed
    if len(parsed.words) > 1:
        return _two_targets(parsed.words)
    target = parsed.words[0] if parsed.words else None
    only, simulate = parsed.flags.get(ONLY), parsed.flags.get(SEND, "")
    if simulate and only not in (None, SENDING):
        return UsageProblem("request.send_group", {"only": ONLY.typed(str(only)), "send": SEND.typed(simulate)})
    private = Switch.PRIVATE in parsed.switches
    return CheckRequest(target, parsed.flags.get(LANG), only, private, parsed.flags.get(TO, ""), simulate)


def _two_targets(words: Sequence[str]) -> UsageProblem:
    """More than one word beside the flags: the second is often a flag without its name."""
    for word in words:
        folded = fold(word)
        near = TO.typed(EXAMPLE_ADDRESS) if address(word) else ""
        near = near or next((flag.typed(folded) for flag in CHECK.flags if folded in flag.choices), "")
        near = near or next(iter(get_close_matches(folded, CHECK.switches, n=1, cutoff=0.8)), "")
        if near:
            return UsageProblem("request.flag_near", {"word": quote_back(word), "near": near})
    return UsageProblem("request.one_target", {"first": quote_back(words[0]), "second": quote_back(words[1])})
