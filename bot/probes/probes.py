"""Builds all probes of one run."""

from __future__ import annotations

from bot.core.context import Context
from bot.core.options import Claim, Options, never
from bot.core.redact import Redactor
from bot.core.target import Target
from bot.probes.application import Application
from bot.probes.aws.account import AwsQueries
from bot.probes.aws.gateway import Gateway
from bot.probes.aws.insights import MessageQueries
from bot.probes.dns.names import Names
from bot.probes.secrets import RoleCache, Secrets
from bot.probes.smtp.dialogue import SmtpProbe


class Probes:
    """The probes of one run: secrets, AWS, single messages, SMTP, DNS names and the application's settings."""

    def __init__(self, context: Context[Probes], gateway: Gateway, roles: RoleCache, redactor: Redactor) -> None:
        self.secrets = Secrets(context, gateway, roles, redactor)
        self.aws = AwsQueries(context, gateway, self.secrets, redactor)
        self.insights = MessageQueries(context, gateway, self.secrets, redactor)
        self.smtp = SmtpProbe(context, self.secrets, redactor)
        self.names = Names(context)
        self.application = Application(context)


def context_for(
    target: Target,
    gateway: Gateway,
    roles: RoleCache,
    redactor: Redactor,
    options: Options | None = None,
    claim: Claim = never,
    run_id: str = "",
) -> Context[Probes]:
    """Returns the context of one run, with its probes.

    claim: decides whether this run may send its one test message. run_id: labels that message.
    """
    context: Context[Probes] = Context(target, options, claim, run_id)
    context.probes = Probes(context, gateway, roles, redactor)
    return context
