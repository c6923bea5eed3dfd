import asyncio
import base64
import contextlib
import ssl

import aiosmtplib
import pytest

from bot.lab.smtp.auth import AuthAnswer
from bot.lab.smtp.dialects import EXIM, POSTFIX
from bot.lab.smtp.script import Script, say
from tests.lab.smtp.clients import PASSWORD, USER, Start, aio_client, ask, secure_session, talk


@pytest.mark.parametrize("method", ["auth_plain", "auth_login"])
async def test_a_wrong_password_is_refused_and_one_attempt_counted(
    start: Start, trusting: ssl.SSLContext, method: str
) -> None:
    server = await start(implicit_tls=True)
    client = aio_client(server, trusting, implicit_tls=True)
    await client.connect()
    await client.ehlo()
    with pytest.raises(aiosmtplib.SMTPAuthenticationError) as caught:
        await getattr(client, method)(USER, "another made-up password")
    assert (caught.value.code, caught.value.message) == (535, "Authentication Credentials Invalid")
    client.close()
    await server.settle()
    assert (server.dialogues[0].auth_attempts, server.dialogues[0].authenticated) == (1, False)


async def test_trying_every_mechanism_is_seen_as_two_attempts(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(implicit_tls=True)
    client = aio_client(server, trusting, implicit_tls=True)
    await client.connect()
    with pytest.raises(aiosmtplib.SMTPAuthenticationError):
        await client.login(USER, "another made-up password")
    client.close()
    await server.settle()
    assert server.dialogues[0].auth_attempts == 2


async def test_a_message_refused_after_235(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(
        Script(message=say("554 Message rejected: Sending paused for this account.")), implicit_tls=True
    )
    client = aio_client(server, trusting, implicit_tls=True)
    await client.connect()
    await client.ehlo()
    await client.auth_plain(USER, PASSWORD)
    with pytest.raises(aiosmtplib.SMTPDataError) as caught:
        await client.sendmail("a@example.com", ["b@example.com"], "Subject: x\r\n\r\nx\r\n")
    assert caught.value.code == 554
    client.close()


async def test_nothing_but_hello_before_tls(start: Start) -> None:
    server = await start()
    replies = await talk(
        server, "EHLO a", "AUTH PLAIN AGEAYg==", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>"
    )
    assert replies == [
        "250 Ok",
        "530 Must issue a STARTTLS command first",
        "530 Must issue a STARTTLS command first",
        "503 Error: bad sequence of commands",
    ]
    dialogue = server.dialogues[0]
    assert (dialogue.auth_attempts, dialogue.tls_at_auth) == (1, False)
    assert "AGEAYg==" not in repr(dialogue)


async def test_an_attempt_in_clear_is_not_forgotten_after_tls(start: Start) -> None:
    server = await start()
    await talk(server, "EHLO a", "auth\tplain\tAGEAYg==")
    dialogue = server.dialogues[0]
    dialogue.tls = True
    dialogue.note_command("AUTH PLAIN AGEAYg==")
    assert (dialogue.auth_attempts, dialogue.tls_at_auth) == (2, False)
    assert "AGEAYg==" not in repr(dialogue)


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("EHLO", "501 Syntax error in parameters or arguments"),
        ("HELO a", "250 email-smtp.amazonaws.com"),
        ("NOOP", "250 Ok"),
        ("RSET", "250 Ok"),
        ("DATA", "503 Error: bad sequence of commands"),
        ("", "500 Error: command not recognized"),
        ("GET / HTTP/1.1", "500 Error: command not recognized"),
        ("\udcff\udcfe", "500 Error: command not recognized"),
        ("x" * 70_000, "500 Line too long"),
        ("QUIT", "221 Bye"),
    ],
)
async def test_other_lines(start: Start, line: str, reply: str) -> None:
    server = await start()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await reader.readline()
    writer.write(line.encode("utf-8", "surrogateescape") + b"\r\n")
    assert (await reader.readline()).decode().rstrip() == reply
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def test_the_order_and_the_forms_of_auth(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(implicit_tls=True)
    streams = await secure_session(server, trusting)
    user, password = (base64.b64encode(text.encode()).decode() for text in (USER, PASSWORD))
    both = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    assert await ask(streams, "AUTH PLAIN") == "503 Error: send HELO/EHLO first"
    assert await ask(streams, "EHLO a") == "250 Ok"
    assert await ask(streams, "STARTTLS") == "503 TLS already started"
    assert await ask(streams, "MAIL FROM:<a@example.com>") == "530 Authentication required"
    assert await ask(streams, "AUTH CRAM-MD5") == "504 Unrecognized authentication type"
    assert await ask(streams, "AUTH LOGIN") == "334 VXNlcm5hbWU6"
    assert await ask(streams, user) == "334 UGFzc3dvcmQ6"
    assert await ask(streams, "*") == "501 Authentication cancelled"
    assert await ask(streams, "AUTH PLAIN not-base64!") == "501 Invalid base64 data"
    assert await ask(streams, f"AUTH PLAIN {user}") == "501 Invalid base64 data"
    assert await ask(streams, f"AUTH LOGIN {user}") == "334 UGFzc3dvcmQ6"
    assert await ask(streams, f"{password}x") == "501 Invalid base64 data"
    assert await ask(streams, "AUTH PLAIN") == "334"
    assert await ask(streams, both) == "235 Authentication successful."
    assert await ask(streams, f"AUTH PLAIN {both}") == "503 Already authenticated"
    assert await ask(streams, "MAIL TO:<a@example.com>") == "501 Syntax error in parameters or arguments"
    assert await ask(streams, "MAIL FROM:<a@example.com> SIZE=10") == "250 Ok"
    assert await ask(streams, "RCPT b@example.com") == "501 Syntax error in parameters or arguments"
    assert await ask(streams, "QUIT") == "221 Bye"
    streams[1].close()
    await server.settle()
    dialogue = server.dialogues[0]
    assert dialogue.authenticated
    for secret in (PASSWORD, password, both, user):
        assert secret not in repr(dialogue)


async def test_logins_may_be_a_function(start: Start, trusting: ssl.SSLContext) -> None:
    def decide(username: str, password: str) -> AuthAnswer:
        return AuthAnswer(False, f"535 Account not subscribed to SES, {username}, {len(password)}")

    server = await start(implicit_tls=True, logins=decide)
    streams = await secure_session(server, trusting)
    await ask(streams, "EHLO a")
    assert await ask(streams, "AUTH PLAIN AGEAYg==") == "535 Account not subscribed to SES, a, 1"
    streams[1].close()


@pytest.mark.parametrize(
    ("script", "refused"),
    [
        (Script(dialect=POSTFIX), "535 5.7.8 Error: authentication failed: (reason unavailable)"),
        (Script(dialect=EXIM), "535 Incorrect authentication data"),
    ],
)
async def test_other_dialects(start: Start, trusting: ssl.SSLContext, script: Script, refused: str) -> None:
    server = await start(script)
    assert await talk(server, "EHLO a", "QUIT") == [
        f"250 {script.dialect.extensions[-1]}",
        script.dialect.bye,
    ]
    secure = await start(script, implicit_tls=True)
    streams = await secure_session(secure, trusting)
    await ask(streams, "EHLO a")
    assert await ask(streams, "AUTH PLAIN AGEAYg==") == refused
    streams[1].close()


async def test_idle_connections_are_closed(start: Start) -> None:
    server = await start(Script(idle_timeout=0.05))
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await reader.readline()
    assert await reader.read() == b"451 4.4.2 Timeout waiting for data from client.\r\n"
    writer.close()
