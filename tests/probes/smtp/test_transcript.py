import base64
import os

import pytest

from bot.core.model import CheckResult
from bot.core.redact import GONE, Redactor
from bot.core.secret import Secret
from bot.lab.smtp.faults import FAULTS
from bot.lab.smtp.script import Script
from bot.probes.smtp.transcript import LENGTH, LINES, Transcript
from tests.probes.mail import PASSWORD, USER, Mail, leaks


def lines(results: dict[str, CheckResult]) -> list[str]:
    return [line for result in results.values() for line in result.judgement.transcript]


@pytest.mark.parametrize("implicit_tls", [False, True])
async def test_every_command_and_reply_is_there_in_order(mail: Mail, implicit_tls: bool) -> None:
    await mail.start(implicit_tls=implicit_tls)
    results = await mail.check()
    order = ("smtp.connect", "smtp.tls", "smtp.auth")
    said = [line for check in order for line in results[check].judgement.transcript]
    assert [line.split()[1] for line in said if line.startswith("C: ")] == (
        ["EHLO", "AUTH", "QUIT"] if implicit_tls else ["EHLO", "STARTTLS", "EHLO", "AUTH", "QUIT"]
    )
    assert "C: AUTH PLAIN ***" in said
    assert "S: 220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-EXAMPLE lab" in said
    assert "S: 250-8BITMIME" in said and "S: 250 Ok" in said
    assert "S: 235 Authentication successful." in said
    assert [line for line in said if line.startswith("* tls TLSv1.")]
    assert said[0].startswith("* connect 127.0.0.1 -> 127.0.0.1 ")


@pytest.mark.parametrize("fault", ["auth-535", "auth-login-only", "auth-535-echo", "auth-bad-334", "auth-hang"])
async def test_no_form_of_the_password_is_there(mail: Mail, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.smtp.session.STAGE_LIMIT", 0.5)
    await mail.start(FAULTS[fault])
    results = await mail.check()
    said = "\n".join(lines(results))
    assert leaks(results, PASSWORD) == []
    assert "***" in said
    assert base64.b64encode(USER.encode()).decode() not in said or fault != "auth-login-only"


async def test_where_it_ended_is_the_last_line(mail: Mail) -> None:
    await mail.start(FAULTS["ehlo-drop"])
    assert (await mail.check())["smtp.connect"].judgement.transcript[-1] == "* ehlo dropped"


def test_it_is_bounded_and_harmless() -> None:
    transcript = Transcript(Redactor())
    for number in range(3 * LINES):
        transcript.add_reply(250, f"line {number} " + "x" * 3 * LENGTH + "\x1b[31m")
    taken = transcript.take()
    assert len(taken) == LINES
    assert max(map(len, taken)) <= LENGTH + 3
    assert all(line.isprintable() for line in taken)
    assert transcript.take() == ()


def test_a_secret_that_is_broken_over_lines_is_not_there() -> None:
    secret = base64.b64encode(os.urandom(24)).decode()
    redactor = Redactor([Secret(secret)])
    transcript = Transcript(redactor)
    transcript.add_reply(535, f"no such\n{secret[:20]}\n{secret[20:]}")
    (line,) = transcript.take()
    assert secret[:20] not in line and GONE in line


async def test_a_server_without_end_does_not_make_it_long(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.smtp.session.STAGE_LIMIT", 0.5)
    await mail.start(Script(extensions=tuple(f"X-{n}" for n in range(900))))
    assert len(lines(await mail.check())) <= LINES
