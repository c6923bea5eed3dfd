"""The name of a scenario that a person typed."""

from __future__ import annotations

import difflib

from bot.cli.refusal import Refusal
from bot.lab.scenarios import SCENARIOS
from bot.shell import typed_program
from bot.words.catalogue import catalogue


def refuse_unknown(given: str, language: str) -> None:
    """Raise Refusal for a name that no scenario has; it says the nearest names."""
    if given in SCENARIOS:
        return
    say = catalogue(language)
    near = difflib.get_close_matches(given.lower(), SCENARIOS, n=3)
    if near:
        raise Refusal(say("cli.demo.scenario.near", given=given, near=", ".join(near)), (given,))
    raise Refusal(say("cli.demo.scenario.unknown", given=given, command=f"{typed_program()} demo --list"), (given,))
