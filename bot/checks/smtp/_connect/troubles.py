"""From the stage at which a dialogue ended to the cause: resolve, connect, banner, EHLO, STARTTLS and TLS. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot.checks.config._credentials.endpoint import dialogue_token, endpoint_tokens
from bot.checks.smtp._every_port.ports import open_port, side_by_side, tried_ports
from bot.checks.smtp._tls.certificate import certificate_facts, certificate_values, variant_of
from bot.core.evidence.smtp import Phase, Trouble
from bot.core.facts import ConnectionFacts, Facts
from bot.core.model import Finding, Judgement, Note, Severity, unknown
from bot.core.repair import Repair, RepairKind
from bot.core.target import Security, Smtp, region_of_host
from bot.core.values import Value
from bot.probes.regions import DEFAULT_ENABLED, ses_regions

_SLOW_MS = 3000
# As aiosmtplib puts it where a reply has more lines or characters than a reply may have.
_ENDLESS = "too long"
_GONE = ("nxdomain", "no_answer")


def judge_phase(smtp: Smtp, phase: Phase) -> Judgement:
    """The judgement of a phase that ended early."""
    trouble = phase.trouble
    assert trouble is not None
    if trouble.stage == "resolve":
        judged = of_resolution(smtp, trouble.kind, "")
    else:
        judged = _BY_STAGE[trouble.stage](smtp, phase, trouble)
    ports = tried_ports(smtp, phase)
    learned = Facts(connection=connection(phase), certificate=certificate_facts(phase.certificate), ports=ports)
    return Judgement(
        judged.findings, judged.note or _ended(trouble), judged.unknown, repair=judged.repair,
        facts=learned, stages=phase.stages, tables=side_by_side(smtp, ports), transcript=phase.transcript,
    )  # fmt: skip


def slow(phase: Phase) -> Note | None:
    """A note about a stage that took unusually long. That is no fault."""
    worst = max(phase.stages, key=lambda stage: stage.ms, default=None)
    if worst is None or worst.ms <= _SLOW_MS:
        return None
    return Note("note.slow", {"stage": worst.name, "seconds": round(worst.ms / 1000, 1)})


def connection(phase: Phase) -> ConnectionFacts:
    """Both ends of the connection; empty where none was made."""
    return ConnectionFacts(phase.local, phase.address) if phase.local else ConnectionFacts()


def _ended(trouble: Trouble) -> Note:
    if not trouble.detail:
        return Note("note.stage_ended", {"stage": trouble.stage})
    return Note("note.stage_failed", {"stage": trouble.stage, "detail": trouble.detail})


def of_resolution(smtp: Smtp, problem: str, servers: str) -> Judgement:
    """A name without addresses is a cause. A name server that fails is the bot's trouble: UNKNOWN."""
    values: dict[str, Value] = {"host": smtp.host, "servers": servers}
    if problem not in _GONE:
        return unknown(
            "reason.resolver",
            repair=Repair(RepairKind.RESOLVER, {**values, "problem": problem}),
            host=smtp.host,
            servers=servers,
        )
    region = region_of_host(smtp.host)
    # In several opt-in regions SES has no SMTP endpoint. Elsewhere a missing name is a typing mistake or a resolver's fault.
    if smtp.is_ses and region in ses_regions() and region not in DEFAULT_ENABLED:
        return _found("region.unsupported", smtp, {"host": smtp.host}, variant="smtp", talked=False)
    return _found("network.dns", smtp, values, talked=False)


def _connect(smtp: Smtp, phase: Phase, trouble: Trouble) -> Judgement:
    unreachable = _found("network.unreachable", smtp, {"problem": trouble.kind}, talked=False)
    return _blocked(smtp, phase, talked=False) or unreachable


def _banner(smtp: Smtp, phase: Phase, trouble: Trouble) -> Judgement:
    if phase.other_mode_works:
        return _mode_mismatch(smtp)
    if trouble.kind == "other_server":
        return _found("endpoint.not_ses", smtp, {"banner": trouble.detail}, variant="other_server")
    if trouble.kind == "malformed":
        return _found("endpoint.not_ses", smtp, {"banner": trouble.detail})
    if trouble.kind == "reply":
        return _refused_client(smtp, trouble) if trouble.code >= 500 else _unavailable(smtp, trouble)
    if blocked := _blocked(smtp, phase):
        return blocked
    if trouble.kind == "timeout":
        return _found("network.unreachable", smtp, {"problem": "silent"})
    return _dropped(smtp, trouble)


def _ehlo(smtp: Smtp, phase: Phase, trouble: Trouble) -> Judgement:
    if trouble.kind == "malformed" and _ENDLESS in trouble.detail:
        # The greeting was that of a mail server. What follows cannot be read, which decides nothing.
        return unknown("reason.endless_reply", stage=trouble.stage)
    if trouble.kind == "malformed":
        return _found("endpoint.not_ses", smtp, {"banner": trouble.detail})
    if trouble.kind == "no_smtp":
        return _found("endpoint.not_ses", smtp, {"banner": trouble.detail}, variant="no_smtp")
    if trouble.kind == "no_esmtp":
        return _found("tls.starttls_not_offered", smtp, {"reply": trouble.detail})
    if trouble.kind != "reply":
        return _dropped(smtp, trouble)
    if 400 <= trouble.code < 500:
        return _unavailable(smtp, trouble)
    if trouble.code == 530:
        return _found("tls.starttls_required", smtp, {"reply": trouble.detail})
    if trouble.code == 554 and "helo" not in trouble.detail.lower():
        return _refused_client(smtp, trouble)
    return _found("smtp.helo_invalid", smtp, {"reply": trouble.detail, "helo": phase.extra.get("helo", "")})


def _starttls(smtp: Smtp, phase: Phase, trouble: Trouble) -> Judgement:
    if trouble.kind == "reply" and 400 <= trouble.code < 500:
        return _unavailable(smtp, trouble)
    if trouble.kind in ("reply", "not_offered"):
        return _found("tls.starttls_not_offered", smtp, {"reply": trouble.detail})
    if trouble.kind == "malformed":
        return _found("endpoint.not_ses", smtp, {"banner": trouble.detail})
    return _dropped(smtp, trouble)


def _tls(smtp: Smtp, phase: Phase, trouble: Trouble) -> Judgement:
    if phase.other_mode_works:
        return _mode_mismatch(smtp)
    if trouble.kind == "certificate":
        return _certificate(smtp, phase)
    if trouble.kind == "sni":
        return _found("tls.sni", smtp, {"detail": trouble.detail})
    if trouble.kind == "wrong_mode" and smtp.security is Security.TLS:
        return _found("endpoint.not_ses", smtp, {"banner": trouble.detail})
    if trouble.kind in ("timeout", "dropped"):
        # With TLS from the first byte the handshake comes before the banner, so the whole port is silent.
        silent = trouble.kind == "timeout" and smtp.security is Security.TLS
        unreachable = _found("network.unreachable", smtp, {"problem": "silent"}) if silent else None
        return _blocked(smtp, phase) or unreachable or _dropped(smtp, trouble)
    return _found("tls.protocol_version", smtp, {"detail": trouble.detail})


_BY_STAGE: dict[str, Callable[[Smtp, Phase, Trouble], Judgement]] = {
    "connect": _connect,
    "banner": _banner,
    "ehlo": _ehlo,
    "starttls": _starttls,
    "tls": _tls,
}


def _certificate(smtp: Smtp, phase: Phase) -> Judgement:
    seen = phase.certificate
    problem = seen.problem if seen else "other"
    values: dict[str, Value] = {"problem": problem, **certificate_values(seen)}
    return _found("tls.certificate", smtp, values, variant=variant_of(smtp, problem, seen))


def _blocked(smtp: Smtp, phase: Phase, *, talked: bool = True) -> Judgement | None:
    """Another port of SES greets, so this one is blocked on the way. None where no other port greets either."""
    found = open_port(smtp, phase)
    if found is None:
        return None
    return _found("network.port_blocked", smtp, found[0], variant=found[1], talked=talked)


def _mode_mismatch(smtp: Smtp) -> Judgement:
    variant = "starttls_on_tls" if smtp.security is Security.STARTTLS else ""
    return _found("tls.mode_mismatch", smtp, {}, variant=variant)


def _unavailable(smtp: Smtp, trouble: Trouble) -> Judgement:
    return _found("service.unavailable", smtp, {"stage": trouble.stage, "reply": trouble.detail})


def _refused_client(smtp: Smtp, trouble: Trouble) -> Judgement:
    return _found("smtp.client_refused", smtp, {"stage": trouble.stage, "reply": trouble.detail})


def _dropped(smtp: Smtp, trouble: Trouble) -> Judgement:
    # Silence during the handshake, or right after it, is typical of a network that loses large packets.
    variant = ""
    if trouble.kind == "timeout":
        variant = "handshake" if trouble.stage == "tls" else "silent"
    return _found("network.connection_dropped", smtp, {"stage": trouble.stage}, variant=variant)


def _found(code: str, smtp: Smtp, values: dict[str, Value], *, variant: str = "", talked: bool = True) -> Judgement:
    """One finding. talked: a connection was made."""
    every: dict[str, Value] = {"host": smtp.host, "port": smtp.port, **values}
    subject = smtp.host if code in ("network.dns", "region.unsupported") else f"{smtp.host}:{smtp.port}"
    about = endpoint_tokens(smtp) | ({dialogue_token(smtp)} if talked else frozenset())
    return Judgement(findings=(Finding(code, Severity.FAIL, subject, about, every, variant),))
