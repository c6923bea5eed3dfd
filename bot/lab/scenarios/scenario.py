"""The type of a scenario: how to set it up, and the answer that is right for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.lab.scenarios.scene import Scene

Verdict = Literal["yes", "no", "at_risk", "unknown"]


@dataclass(frozen=True)
class Scenario:
    """One environment with at most one fault, and the answer that is right for it.

    roots: the codes of the causes that the answer must lead with, in order. repair: the answer must name something to
    repair in the bot. summary_en, summary_vi: one line for the list from which a person chooses. prepare: changes the
    scene.
    """

    name: str
    roots: tuple[str, ...]
    verdict: Verdict
    summary_en: str
    summary_vi: str
    prepare: Callable[[Scene], None]
    repair: bool = False

    def summary(self, language: str) -> str:
        """Returns the summary in Vietnamese for "vi", else in English."""
        return self.summary_vi if language == "vi" else self.summary_en


def broken(name: str, root: str, summary_en: str, summary_vi: str, prepare: Callable[[Scene], None]) -> Scenario:
    """Returns a scenario with one root cause that stops mail."""
    return Scenario(name, (root,), "no", summary_en, summary_vi, prepare)


def at_risk(name: str, root: str, summary_en: str, summary_vi: str, prepare: Callable[[Scene], None]) -> Scenario:
    """Returns a scenario with one root cause that limits or endangers mail."""
    return Scenario(name, (root,), "at_risk", summary_en, summary_vi, prepare)
