"""The exception tree. Expected failures are values (Failure, Note, UsageProblem); these are for what must unwind.

SesCheckError
├── ConfigurationError    the targets file or the environment is wrong; carries every mistake at once
├── StoreUnavailable      the database cannot be read or written
└── DeliveryFailed        an answer could not be shown where it was asked
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with the configuration.

    place: where, as a person finds it ("targets.prod.smtp.port", "SLACK_BOT_TOKEN"). key and values: the sentence, worded
    later; no value from the file is echoed. target: whose mistake it is, None if the whole file's. near: a near-miss name.
    """

    place: str
    key: str
    target: str | None = None
    near: str = ""
    detail: str = ""


class SesCheckError(Exception):
    """The root of our own exceptions."""


class ConfigurationError(SesCheckError):
    """The configuration is wrong. mistakes: all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("; ".join(f"{m.place}: {m.key}" for m in mistakes))
        self.mistakes = mistakes


class StoreUnavailable(SesCheckError):
    """The database did not answer."""


class DeliveryFailed(SesCheckError):
    """Slack refused the answer for good. code: Slack's error code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
