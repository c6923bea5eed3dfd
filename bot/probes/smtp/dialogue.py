"""Runs the SMTP dialogue: resolve, TCP, banner, EHLO, STARTTLS or TLS, certificate, EHLO, AUTH once, QUIT.

The dialogue has phases (connect, tls, auth, send), which the checks await one by one. All together end within 20 s. No
message is sent, except one to the mailbox simulator where the target allows it, the run asks for it and its claim is
granted.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from bot.core.context import Context, time_left
from bot.core.evidence.aws import Failure, Resolution
from bot.core.evidence.smtp import Banner, Certificate, Phase, Reach, RegionLogin, Sending, Trouble
from bot.core.model import Note
from bot.core.redact import Redactor
from bot.core.target import Security, Smtp
from bot.probes import tls
from bot.probes.dns import addresses as dns
from bot.probes.secrets import Login, Secrets
from bot.probes.smtp import greeting as smtp_greeting
from bot.probes.smtp.alternatives import (
    other_family,
    other_mode_answers,
    read_refused_certificate,
    try_family,
    try_ports,
)
from bot.probes.smtp.regions import try_regions
from bot.probes.smtp.retry import may_be_other_mode, retry_addresses, sent_no_banner
from bot.probes.smtp.send import compose_message, send_message
from bot.probes.smtp.session import Session, StepFailed
from bot.probes.smtp.stages import Stages
from bot.probes.smtp.transcript import Transcript

T = TypeVar("T")

BUDGET = 20.0
# Seconds of silence after which the other ports and the other TLS mode are tried while the step still waits.
PATIENCE = 2.0
_MARGIN = 0.3
_PAUSE = 0.3


class SmtpProbe:
    """The SMTP dialogue of one run."""

    def __init__(self, context: Context[Any], secrets: Secrets, redactor: Redactor) -> None:
        self._context, self._secrets, self._redactor = context, secrets, redactor
        self._transcript = Transcript(redactor)
        self._session: Session | None = None
        self._ends = 0.0

    async def resolution(self, host: str) -> Resolution:
        """Returns the host's addresses. They are queried once a run."""
        servers = self._context.target.nameservers
        return await self._context.once(("dns", host), lambda: dns.resolve(host, servers))

    async def connect(self) -> Phase:
        """Resolves the host and connects; unless TLS comes first, reads the banner and sends EHLO. Done once a run."""
        return await self._context.once(("smtp", "connect"), lambda: self._phase(self._connect))

    async def tls(self) -> Phase:
        """Performs the TLS handshake (after STARTTLS, or before the banner), then sends EHLO. Done once a run."""
        return await self._context.once(("smtp", "tls"), lambda: self._phase(self._tls))

    async def auth(self) -> Phase:
        """Logs in with one AUTH, then sends QUIT unless a message is to be sent. Done once a run."""
        return await self._context.once(("smtp", "auth"), lambda: self._phase(self._auth))

    async def send(self) -> Sending | None:
        """Sends one message to the mailbox simulator in the same dialogue; None where the login was not accepted."""
        return await self._context.once(("smtp", "send"), self._send)

    async def families(self) -> tuple[Reach, ...]:
        """Returns how far IPv4 and IPv6 get: the address that the dialogue used, and one of the other family."""
        phase, smtp = await self.connect(), self._context.target.smtp
        assert smtp is not None
        found = await self.resolution(smtp.host)
        # With TLS from the first byte, the handshake may have moved to the other family.
        address = (await self.tls()).address if smtp.security is Security.TLS else phase.address
        ms = sum(stage.ms for stage in phase.stages if stage.name in ("connect", "banner"))
        own = Reach("ipv6" if ":" in address else "ipv4", address, ms)
        return own, await try_family(smtp, own.family, found.addresses)

    async def ports(self) -> tuple[Banner, ...]:
        """Returns which of the alternative ports greet. Waits for the dialogue's connect phase, however it ended."""
        smtp = self._context.target.smtp
        assert smtp is not None
        await self.connect()
        return await self._ports(smtp)

    async def regions(self, names: tuple[str, ...]) -> tuple[RegionLogin, ...]:
        """Logs in to SES in each of these regions, one after the other, until one accepts the login."""
        smtp, login = self._context.target.smtp, await self._secrets.login()
        if smtp is None or not isinstance(login, Login):
            return ()
        ends = time.monotonic() + max(time_left() - _MARGIN, _MARGIN)
        return await try_regions(smtp, names, login, self.resolution, self._tls_context(smtp), ends, self._redactor)

    def close(self) -> None:
        """Closes the connection, if there is one."""
        if self._session is not None:
            self._session.abort()

    async def _phase(self, work: Callable[[Smtp, Stages], Awaitable[Phase]]) -> Phase:
        smtp = self._context.target.smtp
        assert smtp is not None
        stages = Stages(self._redactor)
        try:
            phase = await work(smtp, stages)
        except StepFailed as failed:
            trouble = replace(failed.trouble, detail=self._clean(failed.trouble.detail))
            if isinstance(failed.__cause__, ssl.SSLError):
                trouble = replace(trouble, kind=tls.trouble_kind(failed.__cause__))
            stages.fail(trouble)
            self._transcript.add_event(trouble.stage, trouble.kind)
            session = self._session
            phase = Phase(stages.done, trouble, extra={"helo": session.helo_name if session else ""})
            if session is not None:
                phase = replace(phase, address=session.address, local=session.local)
                phase = await self._add_evidence(smtp, phase, failed)
            self.close()
        return replace(phase, transcript=self._transcript.take())

    async def _connect(self, smtp: Smtp, stages: Stages) -> Phase:
        # A run with less time ends its stages earlier, so that their results are still reported.
        self._ends = time.monotonic() + min(BUDGET, max(time_left() - _MARGIN, _MARGIN))
        found = await stages.time("resolve", self.resolution(smtp.host))
        if not found.addresses:
            raise StepFailed(Trouble("resolve", found.problem, detail=found.detail))
        stages.set_reply(", ".join(found.addresses[:4]))
        try:
            session, banner = await self._open(smtp, stages, found.addresses)
        except StepFailed as failed:
            addresses = retry_addresses(failed.trouble, self._session, found.addresses)
            if not addresses:
                raise
            stages.drop_after("resolve")
            await asyncio.sleep(_PAUSE)
            session, banner = await self._open(smtp, stages, addresses)
        return Phase(stages.done, banner=banner, address=session.address, local=session.local)

    async def _open(self, smtp: Smtp, stages: Stages, addresses: tuple[str, ...]) -> tuple[Session, str]:
        """Connects and, unless TLS comes first, reads the greeting.

        Returns the session and the greeting ("" with TLS).
        """
        self.close()
        session = self._session = Session(smtp.host, smtp.port, self._ends, self._transcript)
        await stages.time("connect", self._await_with_alternatives(smtp, "connect", session.connect(addresses)))
        stages.set_reply(session.address)
        if smtp.security is Security.TLS:
            return session, ""
        await session.open(None)
        return session, await self._greeting(smtp, stages, session)

    async def _tls(self, smtp: Smtp, stages: Stages) -> Phase:
        before = await self.connect()
        session = self._session
        if before.trouble is not None or session is None:
            return Phase((), before.trouble)
        banner = before.banner
        if smtp.security is Security.TLS:
            session = await self._open_tls(smtp, stages, session)
            banner = await self._greeting(smtp, stages, session)
        elif "starttls" not in session.extensions:
            raise StepFailed(Trouble("starttls", "not_offered", detail=", ".join(sorted(session.extensions))))
        else:
            started = time.monotonic()
            stages.begin("starttls")
            reply, replied, shaken = await session.starttls(self._tls_context(smtp))
            stages.add("starttls", replied - started, reply.line)
            stages.add("tls", shaken - replied, session.ssl_object.version() or "")
            await smtp_greeting.send_ehlo(stages, session)
        certificate = tls.read_certificate(session.ssl_object)
        return Phase(
            stages.done, banner=banner, address=session.address, certificate=certificate, mechanisms=session.mechanisms
        )

    async def _open_tls(self, smtp: Smtp, stages: Stages, session: Session) -> Session:
        """Opens TLS from the first byte. Where the handshake breaks off, tries the other address family."""
        try:
            await stages.time("tls", self._await_with_alternatives(smtp, "tls", session.open(self._tls_context(smtp))))
        except StepFailed as failed:
            found = await self.resolution(smtp.host)
            others = other_family(session.address, found.addresses)
            if failed.trouble.kind not in ("timeout", "dropped") or not others:
                raise
            session.abort()
            session = self._session = Session(smtp.host, smtp.port, self._ends, self._transcript)
            try:
                await session.connect(others)
                await stages.time("tls", session.open(self._tls_context(smtp)))
            except StepFailed:
                # Neither family works, so report how the first one failed.
                raise failed from failed.__cause__
        stages.set_reply(session.ssl_object.version() or "")
        return session

    async def _greeting(self, smtp: Smtp, stages: Stages, session: Session) -> str:
        read = session.banner()
        waiting = read if smtp.security is Security.TLS else self._await_with_alternatives(smtp, "banner", read)
        return self._clean(await smtp_greeting.read_greeting(smtp, stages, session, waiting))

    async def _auth(self, smtp: Smtp, stages: Stages) -> Phase:
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
        stages.set_reply(reply.line)
        accepted = reply.code == 235
        if not accepted:
            stages.fail_last()
        if not (accepted and self._context.target.allow_simulator_send and self._context.options.simulate):
            session.quit()
            stages.add("quit", 0.0, "")
        trouble = None if accepted else Trouble("auth", "reply", reply.code, self._clean(reply.line))
        return Phase(
            stages.done, trouble, accepted=accepted, reply=self._clean(reply.line), mechanisms=session.mechanisms
        )

    async def _send(self) -> Sending | None:
        before, session = await self.auth(), self._session
        if not before.accepted or session is None:
            return None
        message = compose_message(self._context)
        if not await self._context.claim():
            session.quit()
            return Sending(message.recipient, claimed=False)
        phase = await self._phase(lambda _smtp, stages: send_message(session, stages, message, self._clean))
        return Sending(message.recipient, claimed=True, phase=phase)

    async def _await_with_alternatives(self, smtp: Smtp, stage: str, step: Awaitable[T]) -> T:
        """Returns the step's result. After PATIENCE it also tries the other ports and the other TLS mode.

        Raises StepFailed at once where the other mode greets, because then the configured mode will stay silent.
        """
        waiting = asyncio.ensure_future(step)
        tasks: set[asyncio.Future[Any]] = {waiting}
        try:
            await asyncio.wait({waiting}, timeout=PATIENCE)
            if not waiting.done():
                tasks.add(asyncio.ensure_future(self._ports(smtp)))
                if stage != "connect":
                    other = asyncio.ensure_future(self._other_mode(smtp))
                    tasks.add(other)
                    await asyncio.wait({waiting, other}, return_when=asyncio.FIRST_COMPLETED)
                    if not waiting.done() and other.result():
                        raise StepFailed(Trouble(stage, "wrong_mode"))
            return await waiting
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _ports(self, smtp: Smtp) -> tuple[Banner, ...]:
        found = await self.resolution(smtp.host)
        limit = min(self._ends - time.monotonic(), 5.0)
        return await self._context.once(("smtp", "ports"), lambda: try_ports(smtp, found.addresses, limit))

    async def _other_mode(self, smtp: Smtp) -> bool:
        found = await self.resolution(smtp.host)
        limit = min(self._ends - time.monotonic(), 4.0)
        ask = ("smtp", "other_mode")
        return await self._context.once(ask, lambda: other_mode_answers(smtp, found.addresses, limit))

    async def _add_evidence(self, smtp: Smtp, phase: Phase, failed: StepFailed) -> Phase:
        """Adds evidence about a failure from further connections. They carry no credentials."""
        trouble = phase.trouble
        assert trouble is not None
        if isinstance(failed.__cause__, ssl.SSLCertVerificationError):
            found = await self.resolution(smtp.host)
            seen = await read_refused_certificate(smtp, found.addresses, min(self._ends - time.monotonic(), 4.0))
            problem = tls.certificate_problem(failed.__cause__)
            return replace(phase, certificate=replace(seen or Certificate(), problem=problem, detail=trouble.detail))
        if may_be_other_mode(smtp, trouble) and await self._other_mode(smtp):
            return replace(phase, other_mode_works=True)
        if sent_no_banner(smtp, trouble) and smtp.alternative_ports:
            return replace(phase, alternatives=await self._ports(smtp))
        return phase

    def _tls_context(self, smtp: Smtp) -> ssl.SSLContext:
        return tls.context(str(smtp.ca_file) if smtp.ca_file else "")

    def _clean(self, text: str) -> str:
        return self._redactor.server_text(text)
