"""Does SES take a mail? One to its mailbox simulator, only where the target allows it and a person confirmed it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.checks.identity_names import identities
from bot.checks.smtp._send.reply import Refusal, of_refusal
from bot.checks.smtp.auth import login_tokens
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.aws import CredentialShapes
from bot.core.evidence.smtp import Phase, Sending
from bot.core.facts import Facts
from bot.core.model import Finding, Judgement, Note, Severity, skipped, unknown
from bot.core.options import Options
from bot.core.role import Role
from bot.core.target import Smtp, Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.smtp.dialogue import BUDGET


@dataclass(frozen=True, slots=True)
class Evidence:
    """sending: the mail, None where none was sent. identity: the one that SES has for the sender, "" where not known."""

    sending: Sending | None
    shapes: CredentialShapes
    identity: str = ""


async def gather(context: Context[Probes]) -> Evidence:
    """The last part of the dialogue. After a refusal also the name of the sender's identity."""
    probes = context.probes
    shapes = await probes.secrets.shapes()
    if context.target.smtp is None or not context.target.allow_simulator_send or not context.options.simulate:
        return Evidence(None, shapes)
    sending = await probes.smtp.send()
    refused = sending is not None and sending.phase is not None and sending.phase.trouble is not None
    found = await identities(context, context.target.region) if refused else None
    return Evidence(sending, shapes, found.identities[0].name if found and found.identities else "")


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Taken with its message id, refused and why, or left open."""
    smtp, sending = target.smtp, evidence.sending
    if smtp is None:
        return skipped("reason.no_smtp")
    if not target.allow_simulator_send:
        return skipped("reason.send_not_allowed")
    if sending is None:
        return skipped("reason.send_not_reached")
    phase = sending.phase
    if not sending.claimed or phase is None:
        return unknown("reason.send_claimed", recipient=sending.recipient)
    judged = _taken(smtp, sending, phase) if phase.accepted else _not_taken(target, smtp, phase, evidence)
    return replace(judged, stages=phase.stages, transcript=phase.transcript)


def _taken(smtp: Smtp, sending: Sending, phase: Phase) -> Judgement:
    # SES: `250 Ok <id>`; Postfix: `queued as <id>`; Exim: `id=<id>`.
    message_id = phase.reply.split()[-1].removeprefix("id=") if len(phase.reply.split()) > 1 else ""
    values: dict[str, Value] = {"recipient": sending.recipient, "message_id": message_id}
    return Judgement(note=Note("note.sent", values), facts=Facts(ses_took_mail=smtp.is_ses))


def _not_taken(target: Target, smtp: Smtp, phase: Phase, evidence: Evidence) -> Judgement:
    trouble = phase.trouble
    assert trouble is not None
    tokens = login_tokens(evidence.shapes)
    if trouble.kind == "reply":
        refusal = Refusal(trouble.stage, trouble.code, trouble.detail)
        judged = of_refusal(target, smtp, refusal, tokens, evidence.identity)
        return replace(judged, note=judged.note or Note("note.send_refused", {"reply": trouble.detail}))
    if trouble.stage == "message":
        # The connection broke after the whole message was sent, so it is not known whether the server took it.
        return unknown("reason.send_unsure", stage=trouble.stage)
    if trouble.kind == "malformed":
        return unknown("reason.odd_reply", reply=trouble.detail)
    values: dict[str, Value] = {"host": smtp.host, "port": smtp.port, "stage": trouble.stage}
    about = frozenset({f"host:{smtp.host}", f"endpoint:{smtp.host}:{smtp.port}"})
    subject = f"{smtp.host}:{smtp.port}"
    return Judgement(findings=(Finding("network.connection_dropped", Severity.FAIL, subject, about, values),))


def _asked(options: Options) -> bool:
    return bool(options.simulate)


CHECK = Check(
    "smtp.send",
    gather,
    judge,
    needs=(Need("smtp.auth"),),
    deadline=BUDGET + 1,
    asked=_asked,
    probe=True,
    role=Role(counts_only_when_unknown=True, on_request=True),
)
