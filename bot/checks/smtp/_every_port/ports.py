"""The other ports of SES, where the configured one did not greet: a table, and the one that changes least."""

from __future__ import annotations

from bot.core.evidence.smtp import Banner, Phase
from bot.core.model import Table, Value
from bot.core.target import TLS_PORTS, Security, Smtp


def ports_table(smtp: Smtp, phase: Phase) -> tuple[Table, ...]:
    """The configured port and the alternatives side by side; nothing where none was tried."""
    if not phase.alternatives or phase.trouble is None:
        return ()
    problem = _SILENT.get((phase.trouble.stage, phase.trouble.kind), phase.trouble.kind)
    ms = phase.stages[-1].ms if phase.stages else 0
    return (side_by_side(smtp, problem, ms, phase.alternatives),)


def side_by_side(smtp: Smtp, state: str, ms: int, others: tuple[Banner, ...]) -> Table:
    """The table. state: how the configured port answered."""
    own = (smtp.port, smtp.security.value, state, ms)
    rows = ((b.port, mode_of(b.port).value, b.problem or GREETS, b.ms) for b in others)
    return Table("ports", ("port", "port_mode", "port_state", "ms"), (own, *rows))


GREETS = "greets"
_SILENT = {("banner", "timeout"): "silent", ("tls", "timeout"): "silent"}


def mode_of(port: int) -> Security:
    """How SES's ports are encrypted."""
    return Security.TLS if port in TLS_PORTS else Security.STARTTLS


def open_port(smtp: Smtp, phase: Phase) -> tuple[dict[str, Value], str] | None:
    """The values of network.port_blocked and its variant; None where no other port greets either."""
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
    """The same TLS mode first, so that only the port has to change; then the order in which they were listed."""
    return mode_of(banner.port) is not smtp.security, smtp.alternative_ports.index(banner.port)
