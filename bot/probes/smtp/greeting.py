"""Reads a server's greeting and its answer to EHLO."""

from __future__ import annotations

import re
from collections.abc import Awaitable

from bot.core.evidence.smtp import Trouble
from bot.core.target import Smtp
from bot.probes.smtp.session import Reply, Session, StepFailed
from bot.probes.smtp.stages import Stages

# Names of other mail servers in their greetings. SES's contains SimpleEmailService.
_FOREIGN = re.compile(
    r"(?i)\b(postfix|exim|sendmail|opensmtpd|qmail|microsoft|exchange|outlook|gmail|google|gsmtp|haraka|mailgun|sendgrid|"
    r"zimbra|mailenable|smtpd|hmailserver|mercury|courier)\b"
)
_SES = re.compile(r"(?i)amazonaws|simpleemailservice")
# Replies of servers of other protocols to an unknown command. FTP answers 530 and asks for USER.
_UNKNOWN = (500, 502)


async def read_greeting(smtp: Smtp, stages: Stages, session: Session, waiting: Awaitable[Reply]) -> str:
    """Reads the greeting, sends EHLO and returns the greeting.

    Raises StepFailed where it is no greeting, or that of another mail server under SES's name.
    """
    banner: Reply = await stages.time("banner", waiting)
    stages.set_reply(banner.line)
    if banner.code != 220:
        raise StepFailed(Trouble("banner", "reply", banner.code, banner.line))
    if is_foreign(smtp, banner):
        raise StepFailed(Trouble("banner", "other_server", banner.code, banner.line))
    await send_ehlo(stages, session)
    return banner.line


def is_foreign(smtp: Smtp, banner: Reply) -> bool:
    """Returns True where a greeting under SES's host name is that of another mail server."""
    return smtp.is_ses and not _SES.search(banner.text) and _FOREIGN.search(banner.text) is not None


async def send_ehlo(stages: Stages, session: Session) -> None:
    """Sends EHLO. Raises StepFailed where it is refused.

    HELO then tells an old mail server (no_esmtp) from a server of another protocol (no_smtp).
    """
    reply: Reply = await stages.time("ehlo", session.ehlo())
    stages.set_reply(reply.line)
    if reply.code == 250:
        return
    kind = "reply"
    if reply.code in _UNKNOWN or (reply.code == 530 and "USER" in reply.text):
        kind = "no_esmtp" if (await session.helo()).code == 250 else "no_smtp"
    raise StepFailed(Trouble("ehlo", kind, reply.code, reply.line))
