"""How the ports of the SMTP endpoint answer: a table, and the open port that needs the smallest change. Pure."""

from __future__ import annotations

from bot.core.evidence.smtp import Banner, Phase
from bot.core.facts import PortFacts
from bot.core.model import Table
from bot.core.target import TLS_PORTS, Security, Smtp
from bot.core.values import Value


def tried_ports(smtp: Smtp, phase: Phase) -> tuple[PortFacts, ...]:
    """The configured port, which failed, and the alternatives. () where no alternative was tried."""
    if not phase.alternatives or phase.trouble is None:
        return ()
    problem = _SILENT.get((phase.trouble.stage, phase.trouble.kind), phase.trouble.kind)
    ms = phase.stages[-1].ms if phase.stages else 0
    return (PortFacts(smtp.port, problem, ms), *other_ports(phase.alternatives))


def other_ports(banners: tuple[Banner, ...]) -> tuple[PortFacts, ...]:
    """How each of the alternatives answered."""
    return tuple(PortFacts(b.port, b.problem or GREETS, b.ms) for b in banners)


def side_by_side(smtp: Smtp, ports: tuple[PortFacts, ...]) -> tuple[Table, ...]:
    """One table of all ports, () where there are none."""
    modes = {smtp.port: smtp.security}
    rows = tuple((p.port, modes.get(p.port, mode_of(p.port)).value, p.answer, p.ms) for p in ports)
    return (Table("ports", ("port", "port_mode", "port_state", "ms"), rows),) if rows else ()


GREETS = "greets"
_SILENT = {("banner", "timeout"): "silent", ("tls", "timeout"): "silent"}


def mode_of(port: int) -> Security:
    """How a port of SES is encrypted."""
    return Security.TLS if port in TLS_PORTS else Security.STARTTLS


def open_port(smtp: Smtp, phase: Phase) -> tuple[dict[str, Value], str] | None:
    """The values and the variant of network.port_blocked. None where no other port greets."""
    answering = [banner for banner in phase.alternatives if banner.ok]
    if not answering:
        return None
    best = min(answering, key=lambda banner: _preference(smtp, banner))
    mode = mode_of(best.port)
    values: dict[str, Value] = {
        "open_port": best.port,
        "open_ports": tuple(str(banner.port) for banner in answering),
        "open_security": mode.value,
    }
    return values, "tls" if mode is Security.TLS else ""


def _preference(smtp: Smtp, banner: Banner) -> tuple[bool, int]:
    """The same TLS mode first, so that only the port has to change; then the order of alternative_ports."""
    return mode_of(banner.port) is not smtp.security, smtp.alternative_ports.index(banner.port)
