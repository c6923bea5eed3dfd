"""One thing that is wrong (or nothing), what the right answer to it is, and how to set it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.lab.scenarios.scene import Scene

Verdict = Literal["yes", "no", "at_risk", "unknown"]


@dataclass(frozen=True)
class Scenario:
    """roots: the codes of the causes that the answer must lead with, in order. repair: the answer names one to the bot.

    summary_en and summary_vi: one line for the list from which a person chooses.
    """

    name: str
    roots: tuple[str, ...]
    verdict: Verdict
    summary_en: str
    summary_vi: str
    prepare: Callable[[Scene], None]
    repair: bool = False

    def summary(self, language: str) -> str:
        """The summary in "vi", else in English."""
        return self.summary_vi if language == "vi" else self.summary_en


def broken(name: str, root: str, summary_en: str, summary_vi: str, prepare: Callable[[Scene], None]) -> Scenario:
    """A scenario with one root cause that stops mail."""
    return Scenario(name, (root,), "no", summary_en, summary_vi, prepare)


def endangered(name: str, root: str, summary_en: str, summary_vi: str, prepare: Callable[[Scene], None]) -> Scenario:
    """A scenario with one root cause that limits or endangers mail."""
    return Scenario(name, (root,), "at_risk", summary_en, summary_vi, prepare)
