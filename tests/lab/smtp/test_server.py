import asyncio
import contextlib
import smtplib
import ssl
import time

import pytest

from bot.lab.smtp.dialects import EXIM
from bot.lab.smtp.script import HANG, Script, say
from bot.lab.smtp.server import SmtpServer
from tests.lab.smtp.clients import HOST, PASSWORD, USER, Start, aio_client, secure_session, talk


def exactly(server: SmtpServer, *verbs: str) -> bool:
    return server.dialogues[0].verbs == list(verbs)


async def test_the_whole_dialogue_with_starttls(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start()
    client = aio_client(server, trusting)
    connected = await client.connect()
    assert str(connected.message) == "email-smtp.amazonaws.com ESMTP SimpleEmailService-d-EXAMPLE lab"
    before = await client.ehlo()
    assert before.message.splitlines() == [
        "email-smtp.amazonaws.com", "8BITMIME", "SIZE 10485760", "STARTTLS", "AUTH PLAIN LOGIN", "Ok",
    ]  # fmt: skip
    assert (await client.starttls()).message == "Ready to start TLS"
    after = await client.ehlo()
    assert "STARTTLS" not in after.message
    assert await client.auth_plain(USER, PASSWORD) == (235, "Authentication successful.")
    await client.quit()
    await server.settle()
    dialogue = server.dialogues[0]
    assert exactly(server, "EHLO", "STARTTLS", "EHLO", "AUTH", "QUIT")
    assert dialogue.commands[3] == "AUTH PLAIN <credentials>"
    assert (dialogue.tls, dialogue.tls_version, dialogue.server_name) == (True, "TLSv1.3", HOST)
    assert (dialogue.auth_attempts, dialogue.tls_at_auth, dialogue.authenticated) == (1, True, True)
    assert (dialogue.username, dialogue.messages, dialogue.ended) == (USER, [], True)


async def test_the_whole_dialogue_with_implicit_tls(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(implicit_tls=True)
    client = aio_client(server, trusting, implicit_tls=True)
    await client.connect()
    assert "STARTTLS" not in (await client.ehlo()).message
    assert (await client.auth_login(USER, PASSWORD)).code == 235
    await client.quit()
    await server.settle()
    assert exactly(server, "EHLO", "AUTH", "QUIT")
    assert server.dialogues[0].implicit_tls
    assert server.dialogues[0].server_name == HOST


async def test_smtplib_sends_a_message_and_it_stays_here(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start()

    def send() -> None:
        with smtplib.SMTP("127.0.0.1", server.port, timeout=5) as client:
            client._host = HOST  # type: ignore[attr-defined]  # the name that starttls() verifies
            client.starttls(context=trusting)
            client.login(USER, PASSWORD)
            client.sendmail("a@example.com", ["b@example.com", "c@example.com"], "Subject: x\r\n\r\n.dot\r\n")

    await asyncio.to_thread(send)
    await server.settle()
    [message] = server.dialogues[0].messages
    assert (message.sender, message.recipients) == ("a@example.com", ("b@example.com", "c@example.com"))
    assert message.data == b"Subject: x\r\n\r\n.dot\r\n"
    assert exactly(server, "EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "RCPT", "DATA", "QUIT")


async def test_every_reply_waits_its_latency(start: Start) -> None:
    server = await start(Script(latency=0.08))
    began = time.monotonic()
    assert await talk(server, "EHLO a", "QUIT") == ["250 Ok", "221 Bye"]
    assert 0.24 <= time.monotonic() - began < 1


async def test_latency_delays_the_handshake_too(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(Script(latency=0.08), implicit_tls=True)
    began = time.monotonic()
    streams = await secure_session(server, trusting)
    assert 0.16 <= time.monotonic() - began < 1
    streams[1].close()


async def test_small_replies_are_not_held_back(start: Start) -> None:
    server = await start()
    began = time.monotonic()
    assert await talk(server, *["NOOP"] * 100) == ["250 Ok"] * 100
    assert time.monotonic() - began < 1  # with delayed acknowledgements: 4 s


async def test_the_script_may_change_between_connections(start: Start) -> None:
    server = await start()
    assert await talk(server, "NOOP") == ["250 Ok"]
    server.script = Script(ehlo=say("550 Not you"))
    assert await talk(server, "EHLO a") == ["550 Not you"]
    assert len(server.dialogues) == 2


async def test_scripts_compose(start: Start) -> None:
    joined = Script(latency=0.01, ehlo=HANG) | Script(ehlo=say("550 No"), certificate="expired") | Script(dialect=EXIM)
    assert joined == Script(latency=0.01, ehlo=say("550 No"), certificate="expired", dialect=EXIM)
    server = await start(joined)
    assert await talk(server, "EHLO a", "HELO a") == ["550 No", "250 mail.example.com"]


@pytest.mark.parametrize("script", [Script(), Script(accept=HANG), Script(starttls=HANG), Script(handshake=HANG)])
async def test_stop_ends_open_connections_at_once(start: Start, script: Script) -> None:
    server = await start(script)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"EHLO a\r\nSTARTTLS\r\n")
    await asyncio.sleep(0.02)
    began = time.monotonic()
    await server.stop()
    assert time.monotonic() - began < 0.2
    assert server.dialogues[0].ended
    with contextlib.suppress(ConnectionError):
        await reader.read()
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", server.port)


async def test_stop_ends_a_handshake_that_never_comes(start: Start) -> None:
    server = await start(implicit_tls=True)
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await asyncio.sleep(0.02)
    began = time.monotonic()
    await server.stop()
    assert time.monotonic() - began < 0.2
    writer.close()


async def test_a_taken_port_is_an_error(start: Start) -> None:
    server = await start()
    with pytest.raises(OSError, match="in use"):
        await SmtpServer(authority=server._authority, logins={}).start(port=server.port)


async def test_settle_gives_up(start: Start) -> None:
    server = await start()
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await asyncio.sleep(0.02)
    with pytest.raises(TimeoutError):
        await server.settle(0.05)
    writer.close()
