"""Findings about DKIM records, by what DNS gives and what SES says of the identity. Pure."""

from __future__ import annotations

from bot.checks.dns._dkim.records import HOST_FAILS
from bot.checks.identity_names import Found
from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Record, Severity
from bot.core.values import Value

_UNSIGNED = ("PENDING", "FAILED", "TEMPORARY_FAILURE")


def mismatch(found: Found, identity: Identity, records: tuple[Record, ...], counts: dict[str, Value]) -> Finding:
    """Records that differ. Its severity depends on the identity's state in SES. counts: wrong, total, and the server that
    was asked.
    """
    values = {"identity": identity.name, **counts}
    about = frozenset({f"identity:{identity.name}", f"identity:{found.identities[0].name}"})
    if found.verified is False:
        severity, variant = Severity.FAIL, "not_verified"
    else:
        severity, variant = Severity.WARN, "still_signed" if identity.dkim_status == "SUCCESS" else ""
    if not counts["wrong"]:
        severity, variant = Severity.WARN, "spreading"
    elif published := tuple(record for record in records if record.mistake != HOST_FAILS):
        records = published
    else:
        variant = "host_fails"
    return Finding("dkim.record_mismatch", severity, identity.name, about, values, variant, records=records)


def right_but_unseen(found: Found, identity: Identity) -> tuple[Finding, ...]:
    """The records are right but SES has not checked again: the findings of ses.identity, with a better wording."""
    nearest = found.identities[0]
    about = frozenset({f"identity:{nearest.name}"})
    if found.verified is False:
        failed = nearest.status in ("FAILED", "TEMPORARY_FAILURE")
        code = "identity.verification_failed" if failed else "identity.not_verified"
        values: dict[str, Value] = {"identity": nearest.name, "status": nearest.status or ""}
        return (
            (Finding(code, Severity.FAIL, nearest.name, about, values, "records_right"),) if nearest is identity else ()
        )
    if nearest.dkim_status not in _UNSIGNED:
        return ()
    values = {"identity": nearest.name, "status": nearest.dkim_status}
    return (Finding("dkim.failing", Severity.WARN, nearest.name, about, values, "records_right"),)
