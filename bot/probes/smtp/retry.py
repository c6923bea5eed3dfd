"""Decides what to try after a dialogue ended early: the same again, the other TLS mode, or the other ports."""

from __future__ import annotations

from bot.core.evidence.smtp import Trouble
from bot.core.target import Security, Smtp
from bot.probes.smtp.alternatives import other_family
from bot.probes.smtp.session import Session


def retry_addresses(trouble: Trouble, session: Session | None, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the addresses to connect to once more, or () where a second attempt would change nothing.

    Where the server accepts the connection but sends no greeting, these are the addresses of the other family (IPv4 or
    IPv6). A connection that timed out is not repeated, because the system has already tried every address repeatedly.
    """
    others = other_family(session.address, addresses) if session and session.address else ()
    if trouble.stage == "banner" and trouble.kind in ("timeout", "dropped") and others:
        return others
    quick = trouble.stage in ("connect", "banner") and trouble.kind in ("refused", "unreachable", "dropped")
    return addresses if quick else ()


def may_be_other_mode(smtp: Smtp, trouble: Trouble) -> bool:
    """Returns True where the TLS mode that is not configured could be the right one. Once TLS is up, it cannot be."""
    early = trouble.stage == "banner" and smtp.security is Security.STARTTLS
    silent = early and trouble.kind in ("timeout", "malformed", "dropped")
    return silent or trouble.kind == "wrong_mode" or (trouble.stage == "tls" and trouble.kind in ("timeout", "dropped"))


def sent_no_banner(smtp: Smtp, trouble: Trouble) -> bool:
    """Returns True where the port sent no greeting. With implicit TLS, that includes a failed handshake."""
    first = ("connect", "banner", "tls") if smtp.security is Security.TLS else ("connect", "banner")
    kinds = ("refused", "unreachable", "timeout", "dropped")
    return trouble.stage in first and trouble.kind in kinds
