"""What to try after a dialogue has ended early: the same once more, the other TLS mode, the other ports."""

from __future__ import annotations

from bot.core.evidence.smtp import Trouble
from bot.core.target import Security, Smtp
from bot.probes.smtp.other import other_family
from bot.probes.smtp.session import Session


def again(trouble: Trouble, session: Session | None, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Where to connect once more before it is called a failure; () where that would change nothing.

    The other family where the first one connects and then says nothing. A silent connect is no reason: the system has
    repeated its packets by itself, to every address.
    """
    others = other_family(session.address, addresses) if session and session.address else ()
    if trouble.stage == "banner" and trouble.kind in ("timeout", "dropped") and others:
        return others
    quick = trouble.stage in ("connect", "banner") and trouble.kind in ("refused", "unreachable", "dropped")
    return addresses if quick else ()


def perhaps_other_mode(smtp: Smtp, trouble: Trouble) -> bool:
    """True where the TLS mode that was not configured could be the right one; no longer once TLS is up."""
    early = trouble.stage == "banner" and smtp.security is Security.STARTTLS
    silent = early and trouble.kind in ("timeout", "malformed", "dropped")
    return silent or trouble.kind == "wrong_mode" or (trouble.stage == "tls" and trouble.kind in ("timeout", "dropped"))


def no_banner(smtp: Smtp, trouble: Trouble) -> bool:
    """True where the port did not get as far as a greeting; with implicit TLS the handshake comes before it."""
    first = ("connect", "banner", "tls") if smtp.security is Security.TLS else ("connect", "banner")
    kinds = ("refused", "unreachable", "timeout", "dropped")
    return trouble.stage in first and trouble.kind in kinds
