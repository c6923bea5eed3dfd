"""What a check's result means for the verdict. Set by Check.role and copied into every result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Requirement(StrEnum):
    """For which mail a check must have an answer: for any mail, or for one way of sending."""

    ANY_MAIL = "any"
    SMTP = "smtp"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Role:
    """What a check's result means for the verdict. Stored with the result, so that a run can be judged without its checks.

    required_for: where such mail is configured and the check has no answer, the verdict cannot be YES.
    counts_only_when_unknown: where the check is UNKNOWN the verdict cannot be YES; where it is SKIPPED there was nothing to
    check. proven_by_mail: not required any more once SES took a whole mail by SMTP. on_request: asked only where a person
    names it.
    """

    required_for: tuple[Requirement, ...] = ()
    counts_only_when_unknown: bool = False
    proven_by_mail: bool = False
    on_request: bool = False


NO_ROLE = Role()
