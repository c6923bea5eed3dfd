"""What a check's result counts for in the answer. A check says it (`Check.role`), and every result carries it along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Requirement(StrEnum):
    """Which mail cannot be said to be sent without a check's answer: any at all, or that of one way of sending."""

    ANY_MAIL = "any"
    SMTP = "smtp"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Role:
    """What a check's result counts for in the answer. Kept with the result, so that a run can be read without its checks.

    required_for: the verdict is not YES as long as such mail is configured and this check did not answer.
    counts_only_when_unknown: the verdict is not YES where the check is UNKNOWN; SKIPPED means that there was nothing to ask.
    proven_by_mail: a whole mail that SES took by SMTP answers for this check. on_request: asked only by a run's options.
    """

    required_for: tuple[Requirement, ...] = ()
    counts_only_when_unknown: bool = False
    proven_by_mail: bool = False
    on_request: bool = False


NO_ROLE = Role()
