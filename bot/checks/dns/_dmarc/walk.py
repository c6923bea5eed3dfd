"""The DNS tree walk of DMARC: which policy applies, and which names belong to one organisation.

https://www.rfc-editor.org/rfc/rfc9989#section-4.10. Pure: it reads what was found at _dmarc of each name of the walk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.checks.dns._dmarc.record import DmarcRecord, Published
from bot.checks.identity_names import is_public_suffix

_MOST_LABELS = 8


class Unanswered(LookupError):
    """DNS did not answer for a name. str() is the name."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The record that applies to a sender's domain. own: it is published at that domain itself."""

    record: DmarcRecord
    own: bool

    def request(self, *, exists: bool = True) -> str:
        """What receivers are asked to do with mail that fails. exists: as in Evidence."""
        record = self.record
        asked = record.policy
        if not self.own:
            asked = (not exists and record.np) or record.sp or record.policy
        # t=y asks for the next milder policy.
        return {"reject": "quarantine", "quarantine": "none"}.get(asked, asked) if record.testing else asked


def walked(domain: str) -> tuple[str, ...]:
    """The names of a walk that starts at a domain, at most eight, the domain itself first."""
    labels = domain.split(".")
    above = labels[1:] if len(labels) < _MOST_LABELS else labels[-(_MOST_LABELS - 1) :]
    return (domain, *(".".join(above[at:]) for at in range(len(above))))


def _found(domain: str, seen: Mapping[str, Published]) -> Iterator[DmarcRecord]:
    """The records on a walk, the deepest first. Raises Unanswered."""
    for name in walked(domain):
        here = seen[name]
        # A registry's record does not change which of the names below it belong together, so a missing answer does not matter.
        if here.answer.failed and not is_public_suffix(name):
            raise Unanswered(f"_dmarc.{name}")
        if here.record is not None:
            yield here.record
            if here.record.psd in ("y", "n"):
                return


def organisation(domain: str, seen: Mapping[str, Published]) -> str:
    """The organisational domain of a domain. Raises Unanswered."""
    records = list(_found(domain, seen))
    for record in records:
        if record.psd == "n":
            return record.domain
        if record.psd == "y" and record.domain != domain:
            below = record.domain.count(".") + 2
            return ".".join(domain.split(".")[-below:])
    return records[-1].domain if records else domain


def policy_of(domain: str, seen: Mapping[str, Published]) -> Policy | None:
    """The policy for mail from a domain: its own, its organisation's, or its registry's; None without one. Raises
    Unanswered.
    """
    if seen[domain].answer.failed:
        raise Unanswered(f"_dmarc.{domain}")
    if (own := seen[domain].record) is not None:
        return Policy(own, own=True)
    organisational = organisation(domain, seen)
    records = {record.domain: record for record in _found(domain, seen)}
    record = records.get(organisational) or next((r for r in records.values() if r.psd == "y"), None)
    return Policy(record, own=False) if record else None


def aligned(domain: str, other: str, seen: Mapping[str, Published], *, strict: bool) -> bool:
    """Whether an authenticated domain aligns with the sender's. Raises Unanswered."""
    if domain == other or strict:
        return domain == other
    return organisation(domain, seen) == organisation(other, seen)
