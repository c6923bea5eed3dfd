"""An SMTP server and a name server on loopback, and the checks of the SMTP group that run against them."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from bot import checks
from bot.core.engine import run_checks
from bot.core.model import CheckResult, Finding
from bot.core.options import Claim, Options, never
from bot.core.redact import Redactor
from bot.core.registry import checks_in
from bot.core.target import Reference, RefKind, Security, Smtp, Target
from bot.lab.smtp.script import Script
from bot.lab.smtp.server import SmtpServer
from bot.probes.aws.gateway import Gateway
from bot.probes.probes import context_for
from bot.probes.secrets import RoleCache
from bot.store.codec import encode
from tests.core.runs import run_of

HOST = "email-smtp.eu-central-1.amazonaws.com"
USER = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2"  # a published test vector of Terraform's AWS provider

SMTP_CHECKS = tuple(c for c in checks_in(checks) if c.group == "smtp" and c.id != "smtp.password")
Serve = Callable[..., Awaitable[SmtpServer]]


@dataclass
class Mail:
    """The SMTP settings of one target.

    serve: starts a server. smtp: the target's [smtp]. names: the name server's port.
    """

    serve: Serve
    smtp: Smtp
    names: int
    target: Target = field(init=False)

    def __post_init__(self) -> None:
        self.target = Target(
            "prod", "eu-central-1", "noreply@example.com", smtp=self.smtp, nameservers=(("127.0.0.1", self.names),)
        )

    async def start(self, script: Script | None = None, *, implicit_tls: bool = False) -> SmtpServer:
        """Starts a server, and changes the target's port and security to the server's."""
        server = await self.serve(script, implicit_tls=implicit_tls)
        security = Security.TLS if implicit_tls else Security.STARTTLS
        self.change(port=server.port, security=security)
        return server

    def change(self, **changes: object) -> None:
        """Replaces settings of [smtp]."""
        self.smtp = replace(self.smtp, **changes)  # type: ignore[arg-type]
        self.target = replace(self.target, smtp=self.smtp)

    def allow(self, **changes: object) -> None:
        """Replaces settings of the target."""
        self.target = replace(self.target, **changes)  # type: ignore[arg-type]

    async def check(
        self, deadline: float = 25.0, *, simulate: str = "", claim: Claim = never, run_id: str = ""
    ) -> dict[str, CheckResult]:
        """Returns the results of the SMTP group by check id. simulate: the test message that the run asks for."""
        gateway, options = Gateway(), Options(simulate=simulate)
        context = context_for(self.target, gateway, RoleCache(), Redactor(), options, claim, run_id)
        checks = [check for check in SMTP_CHECKS if check.asked(options)]
        try:
            results = await run_checks(checks, context, deadline=deadline)
        finally:
            context.probes.smtp.close()
            gateway.close()
        return {r.id: r for r in results}


def settings(ca_file: Path) -> Smtp:
    """Returns a target's [smtp] with made-up references. The port is set when a server starts."""
    return Smtp(
        HOST,
        0,
        Security.STARTTLS,
        username=Reference(RefKind.ENV, "TEST_SMTP_USERNAME"),
        password=Reference(RefKind.ENV, "TEST_SMTP_PASSWORD"),
        ca_file=ca_file,
    )


def findings(results: dict[str, CheckResult]) -> list[Finding]:
    """Returns all findings, in the order of the checks."""
    return [f for r in results.values() for f in r.findings]


def summary(results: dict[str, CheckResult]) -> str:
    """Returns the findings ("tls.certificate/dates"), "ok", or how the login ended ("auth unknown")."""
    found = [f.code + (f"/{f.variant}" if f.variant else "") for f in findings(results)]
    if found:
        return " ".join(found)
    return "ok" if results["smtp.auth"].outcome == "pass" else f"auth {results['smtp.auth'].outcome}"


def leaks(results: dict[str, CheckResult], *secrets: str) -> list[str]:
    """Returns the forms of these secrets that a stored run of the results would contain."""
    stored = repr(encode(replace(run_of(), results=tuple(results.values()))))
    forms = []
    for secret in secrets:
        encoded = [base64.b64encode(s.encode()).decode() for s in (secret, f"\0{USER}\0{secret}")]
        forms += [secret, quote(secret, safe=""), *encoded, *(e.rstrip("=") for e in encoded)]
    return [form for form in forms if form in stored]
