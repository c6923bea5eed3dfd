"""The SMTP dialogue with one server: resolve, TCP, banner, EHLO, STARTTLS or TLS, certificate, EHLO, AUTH once, QUIT.

Three phases (connect, tls, auth) that checks await one by one; together at most 20 s. Sends no mail and no MAIL FROM.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.core.context import Context, time_left
from bot.core.evidence import Certificate, Failure, Phase, Resolution, Trouble
from bot.core.model import Note, Outcome, Stage
from bot.core.redact import Redactor
from bot.core.target import Security, Smtp
from bot.probes import dns, tls
from bot.probes.secrets import Login, Secrets
from bot.probes.smtp_other import certificate_seen, other_mode_answers, try_ports
from bot.probes.smtp_session import Reply, Session, StepFailed

BUDGET = 20.0
_MARGIN = 0.3
# Other mail servers name themselves in their greeting; SES says SimpleEmailService.
_FOREIGN = re.compile(
    r"(?i)\b(postfix|exim|sendmail|opensmtpd|qmail|microsoft|exchange|outlook|gmail|google|gsmtp|haraka|mailgun|sendgrid|"
    r"zimbra|mailenable|smtpd|hmailserver|mercury|courier)\b"
)
_SES = re.compile(r"(?i)amazonaws|simpleemailservice")


class SmtpProbe:
    """One run's dialogue."""

    def __init__(self, context: Context[Any], secrets: Secrets, redactor: Redactor) -> None:
        self._context, self._secrets, self._redactor = context, secrets, redactor
        self._session: Session | None = None
        self._socket: socket.socket | None = None
        self._ends = 0.0

    async def resolution(self, host: str) -> Resolution:
        """The host's addresses, asked once a run."""
        servers = self._context.target.nameservers
        return await self._context.once(("dns", host), lambda: dns.resolve(host, servers))

    async def connect(self) -> Phase:
        """Resolve and TCP; banner and EHLO too, save where TLS comes first."""
        return await self._context.once(("smtp", "connect"), lambda: self._phase(self._connect))

    async def tls(self) -> Phase:
        """The handshake (after STARTTLS, or before the banner), the certificate, and EHLO over TLS."""
        return await self._context.once(("smtp", "tls"), lambda: self._phase(self._tls))

    async def auth(self) -> Phase:
        """AUTH, once, then QUIT."""
        return await self._context.once(("smtp", "auth"), lambda: self._phase(self._auth))

    def close(self) -> None:
        """Drop the connection, if it is still there."""
        if self._session is not None:
            self._session.abort()
        if self._socket is not None:
            self._socket.close()

    async def _phase(self, work: Callable[[Smtp, _Stages], Awaitable[Phase]]) -> Phase:
        smtp = self._context.target.smtp
        assert smtp is not None
        stages = _Stages(self._redactor)
        try:
            return await work(smtp, stages)
        except StepFailed as failed:
            trouble = replace(failed.trouble, detail=self._redactor.server_text(failed.trouble.detail))
            if isinstance(failed.__cause__, ssl.SSLError):
                trouble = replace(trouble, kind=tls.trouble_kind(failed.__cause__))
            stages.failed(trouble)
            helo = self._session.helo_name if self._session else ""
            phase = Phase(stages.done, trouble, extra={"helo": helo})
            phase = await self._explained(smtp, phase, failed)
            self.close()
            return phase

    async def _connect(self, smtp: Smtp, stages: _Stages) -> Phase:
        # A shorter run than usual ends the stages by their own limits, so that what they saw is not lost.
        self._ends = time.monotonic() + min(BUDGET, max(time_left() - _MARGIN, _MARGIN))
        found = await stages.time("resolve", self.resolution(smtp.host))
        if not found.addresses:
            raise StepFailed(Trouble("resolve", found.problem, detail=found.detail))
        stages.reply(", ".join(found.addresses[:4]))
        session = self._session = Session(smtp.host, smtp.port, self._ends)
        sock = await stages.time("connect", session.connect(found.addresses))
        stages.reply(session.address)
        if smtp.security is Security.TLS:
            self._socket = sock
            return Phase(stages.done, address=session.address)
        await session.open(sock, None)
        banner = await self._greeting(smtp, stages, session)
        return Phase(stages.done, banner=banner, address=session.address)

    async def _tls(self, smtp: Smtp, stages: _Stages) -> Phase:
        before = await self.connect()
        session = self._session
        if before.trouble is not None or session is None:
            return Phase((), before.trouble)
        banner = before.banner
        if self._socket is not None:
            await stages.time("tls", session.open(self._socket, self._tls_context(smtp)))
            stages.reply(session.ssl_object.version() or "")
            banner = await self._greeting(smtp, stages, session)
        elif "starttls" not in session.extensions:
            raise StepFailed(Trouble("starttls", "not_offered", detail=", ".join(sorted(session.extensions))))
        else:
            started = time.monotonic()
            stages.begin("starttls")
            reply, replied, shaken = await session.starttls(self._tls_context(smtp))
            stages.add("starttls", replied - started, reply.line)
            stages.add("tls", shaken - replied, session.ssl_object.version() or "")
            await self._ehlo(stages)
        certificate = tls.of_connection(session.ssl_object)
        return Phase(stages.done, banner=banner, certificate=certificate, mechanisms=session.mechanisms)

    async def _greeting(self, smtp: Smtp, stages: _Stages, session: Session) -> str:
        banner: Reply = await stages.time("banner", session.banner())
        stages.reply(banner.line)
        if banner.code != 220:
            raise StepFailed(Trouble("banner", "reply", banner.code, banner.line))
        if smtp.is_ses and not _SES.search(banner.text) and _FOREIGN.search(banner.text):
            raise StepFailed(Trouble("banner", "other_server", banner.code, banner.line))
        await self._ehlo(stages)
        return self._clean(banner.line)

    async def _auth(self, smtp: Smtp, stages: _Stages) -> Phase:
        before = await self.tls()
        session = self._session
        if before.trouble is not None or session is None:
            return Phase((), before.trouble)
        login = await self._secrets.login()
        if not isinstance(login, Login):
            session.quit()
            key = "reason.login_unreadable" if isinstance(login, Failure) else "reason.no_login"
            return Phase((), not_tried=Note(key))
        if not {"plain", "login"} & set(session.mechanisms):
            raise StepFailed(Trouble("auth", "no_mechanism", detail=", ".join(session.mechanisms)))
        reply = await stages.time("auth", session.auth(login.username, login.password.reveal()))
        stages.reply(reply.line)
        accepted = reply.code == 235
        if not accepted:
            stages.spoil()
        session.quit()
        stages.add("quit", 0.0, "")
        trouble = None if accepted else Trouble("auth", "reply", reply.code, self._clean(reply.line))
        return Phase(
            stages.done, trouble, accepted=accepted, reply=self._clean(reply.line), mechanisms=session.mechanisms
        )

    async def _ehlo(self, stages: _Stages) -> None:
        assert self._session is not None
        reply: Reply = await stages.time("ehlo", self._session.ehlo())
        stages.reply(reply.line)
        if reply.code != 250:
            raise StepFailed(Trouble("ehlo", "reply", reply.code, reply.line))

    async def _explained(self, smtp: Smtp, phase: Phase, failed: StepFailed) -> Phase:
        """More evidence on a failure, from further connections that carry no credentials."""
        trouble = phase.trouble
        session = self._session
        if trouble is None or session is None:
            return phase
        found = await self.resolution(smtp.host)
        left = self._ends - time.monotonic()
        if isinstance(failed.__cause__, ssl.SSLCertVerificationError):
            seen = await certificate_seen(smtp, found.addresses, min(left, 4.0))
            problem = tls.certificate_problem(failed.__cause__)
            seen = replace(seen or Certificate(), problem=problem, detail=trouble.detail)
            return replace(phase, certificate=seen)
        if trouble.stage == "ehlo" or trouble.kind in ("reply", "other_server"):
            return phase
        silent = trouble.stage == "banner" and trouble.kind in ("timeout", "malformed", "dropped")
        if (
            silent
            or trouble.kind == "wrong_mode"
            or (trouble.stage == "tls" and trouble.kind in ("timeout", "dropped"))
        ):
            works = await other_mode_answers(smtp, found.addresses, min(left, 4.0))
            if works:
                return replace(phase, other_mode_works=True)
        if _no_banner(smtp, trouble) and smtp.alternative_ports:
            return replace(
                phase, alternatives=await try_ports(smtp, found.addresses, min(self._ends - time.monotonic(), 5.0))
            )
        return phase

    def _tls_context(self, smtp: Smtp) -> ssl.SSLContext:
        return tls.context(str(smtp.ca_file) if smtp.ca_file else "")

    def _clean(self, text: str) -> str:
        return self._redactor.server_text(text)


def _no_banner(smtp: Smtp, trouble: Trouble) -> bool:
    """True where the port did not get as far as a greeting; with implicit TLS the handshake comes before it."""
    first = ("connect", "banner", "tls") if smtp.security is Security.TLS else ("connect", "banner")
    return trouble.stage in first and trouble.kind in ("refused", "unreachable", "timeout", "dropped")


class _Stages:
    """The stages of one phase, timed and redacted."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._list: list[Stage] = []
        self._current = ""
        self._since = 0.0

    @property
    def done(self) -> tuple[Stage, ...]:
        return tuple(self._list)

    def begin(self, name: str) -> None:
        self._current, self._since = name, time.monotonic()

    async def time(self, name: str, step: Awaitable[Any]) -> Any:
        self.begin(name)
        result = await step
        self.add(name, time.monotonic() - self._since, "")
        return result

    def add(self, name: str, seconds: float, reply: str) -> None:
        self._list.append(Stage(name, Outcome.PASS, round(seconds * 1000), self._redactor.server_text(reply)))
        self._current = ""

    def reply(self, text: str) -> None:
        self._list[-1] = replace(self._list[-1], reply=self._redactor.server_text(text))

    def spoil(self) -> None:
        self._list[-1] = replace(self._list[-1], outcome=Outcome.FAIL)

    def failed(self, trouble: Trouble) -> None:
        """Mark the stage in which the dialogue ended."""
        if self._current:
            ms = round((time.monotonic() - self._since) * 1000)
            name = trouble.stage if trouble.stage in ("starttls", "tls") else self._current
            self._list.append(Stage(name, Outcome.FAIL, ms, trouble.detail))
        elif self._list and self._list[-1].name == trouble.stage:
            self.spoil()
        else:
            self._list.append(Stage(trouble.stage, Outcome.FAIL, 0, trouble.detail))
