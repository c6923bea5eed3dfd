"""Sends one message to SES's mailbox simulator.

https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html: the simulator accepts labels after a plus sign,
counts neither for the daily quota nor for the reputation, and is billed like any message.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Any

from bot.core.context import Context
from bot.core.evidence.smtp import Phase, Trouble
from bot.probes.smtp.session import Session, StepFailed
from bot.probes.smtp.stages import Stages

_NOT_IN_A_LABEL = re.compile(r"[^A-Za-z0-9-]")


@dataclass(frozen=True, slots=True)
class SimulatorMessage:
    """The envelope and the message itself."""

    sender: str
    recipient: str
    data: bytes


def compose_message(context: Context[Any]) -> SimulatorMessage:
    """Returns the message that this run may send. The label after the plus sign is the run's id."""
    target, label = context.target, _NOT_IN_A_LABEL.sub("", context.run_id) or secrets.token_hex(4)
    recipient = f"{context.options.simulate}+{label}@simulator.amazonses.com"
    message = EmailMessage(policy=SMTP)
    message["From"] = target.sender
    message["To"] = recipient
    message["Subject"] = f"SES Check {label}"
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = f"<{label}.{secrets.token_hex(8)}@{target.domain}>"
    if target.configuration_set:
        message["X-SES-CONFIGURATION-SET"] = target.configuration_set
    message.set_content(f"SES Check {label}\n")
    return SimulatorMessage(target.sender, recipient, message.as_bytes())


async def send_message(
    session: Session, stages: Stages, message: SimulatorMessage, clean: Callable[[str], str]
) -> Phase:
    """Sends MAIL, RCPT, DATA, the message and QUIT. Raises StepFailed with the stage that was refused or broke off."""
    commands = (
        ("mail", b"MAIL", f"FROM:<{message.sender}>", 250),
        ("rcpt", b"RCPT", f"TO:<{message.recipient}>", 250),
        ("data", b"DATA", "", 354),
    )
    for stage, verb, argument, wanted in commands:
        words = (verb, argument.encode("utf-8")) if argument else (verb,)
        reply = await stages.time(stage, session.command(stage, *words))
        stages.set_reply(reply.line)
        if reply.code != wanted:
            session.quit()
            raise StepFailed(Trouble(stage, "reply", reply.code, reply.line))
    reply = await stages.time("message", session.message(message.data))
    stages.set_reply(reply.line)
    session.quit()
    if reply.code != 250:
        raise StepFailed(Trouble("message", "reply", reply.code, reply.line))
    return Phase(stages.done, accepted=True, reply=clean(reply.line))
