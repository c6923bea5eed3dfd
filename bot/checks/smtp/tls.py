"""Is the connection encrypted, with a certificate that verifies for this host?"""

from __future__ import annotations

from bot.checks.config._credentials.endpoint import dialogue_token, endpoint_tokens
from bot.checks.smtp._connect.troubles import judge_phase, slow
from bot.checks.smtp._tls.certificate import certificate_facts, certificate_values, ends_soon
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.smtp import Certificate, Phase
from bot.core.facts import Facts
from bot.core.model import Finding, Judgement, Note, Severity, skipped
from bot.core.target import Smtp, Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.smtp.dialogue import BUDGET
from bot.probes.tls import days_left


async def gather(context: Context[Probes]) -> Phase | None:
    """The second part of the dialogue: STARTTLS and the handshake."""
    return await context.probes.smtp.tls() if context.target.smtp else None


def judge(target: Target, phase: Phase | None) -> Judgement:
    """The certificate, or what is wrong with the encryption."""
    if target.smtp is None or phase is None:
        return skipped("reason.no_smtp")
    if phase.trouble is not None:
        return judge_phase(target.smtp, phase)
    certificate = phase.certificate
    values = certificate_values(certificate)
    known = {"tls_version": values["tls_version"], "subject": values["subject"], "issuer": values["issuer"]}
    note = slow(phase) or Note("note.tls", {**known, "expires_at": values["expires_at"], "days": _days(certificate)})
    days = ends_soon(target.smtp, certificate)
    found = () if days is None else (_ends(target.smtp, days, values),)
    return Judgement(
        found, note, accepted=frozenset({dialogue_token(target.smtp)}), stages=phase.stages,
        facts=Facts(certificate=certificate_facts(certificate)), transcript=phase.transcript,
    )  # fmt: skip


def _days(certificate: Certificate | None) -> int:
    days = days_left(certificate) if certificate else None
    return 0 if days is None else days


def _ends(smtp: Smtp, days: int, values: dict[str, Value]) -> Finding:
    every: dict[str, Value] = {"host": smtp.host, "port": smtp.port, "problem": "ends_soon", "days": days, **values}
    subject = f"{smtp.host}:{smtp.port}"
    return Finding("tls.certificate", Severity.WARN, subject, endpoint_tokens(smtp), every, "ends_soon")


CHECK = Check("smtp.tls", gather, judge, needs=(Need("smtp.connect"),), deadline=BUDGET + 1, probe=True)
