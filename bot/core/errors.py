"""The exception tree. Expected failures are return values (Failure, Note, UsageProblem), not exceptions.

SesCheckError
├── ConfigurationError    the targets file or the environment is wrong; carries every mistake at once
├── StoreUnavailable      the database cannot be read or written
└── DeliveryFailed        an answer could not be shown where it was asked
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in the configuration.

    place: where it is, as a person would search for it ("targets.prod.smtp.port", "SLACK_BOT_TOKEN"). key and values:
    the sentence, worded later; it repeats no value from the file. target: the target that it concerns, None for the
    whole file. near: a known name that is spelled alike.
    """

    place: str
    key: str
    target: str | None = None
    near: str = ""
    detail: str = ""


class SesCheckError(Exception):
    """The base of our own exceptions."""


class ConfigurationError(SesCheckError):
    """The configuration is wrong. mistakes: all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("; ".join(f"{m.place}: {m.key}" for m in mistakes))
        self.mistakes = mistakes


class StoreUnavailable(SesCheckError):
    """The database did not answer."""


class DeliveryFailed(SesCheckError):
    """Slack refused the answer and will not take it later either. code: Slack's error code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
