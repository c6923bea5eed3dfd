import asyncio
import base64
import ssl
import time

import pytest

from bot.lab.smtp.faults import FAULTS, HARMLESS, MESSAGE_FAULTS, NEED_IMPLICIT_TLS, NEED_STARTTLS
from bot.lab.smtp.script import Script
from tests.lab.smtp.careful_client import CarefulClient
from tests.lab.smtp.clients import PASSWORD, USER, Start, aio_client
from tests.lab.smtp.symptoms import SYMPTOMS

ON_STARTTLS = sorted(set(FAULTS) - NEED_IMPLICIT_TLS)
ON_IMPLICIT_TLS = sorted(set(FAULTS) - NEED_STARTTLS)
MET_EARLIER = {  # the banner comes after the handshake here, and nothing else is different
    "accept-reset": "handshake: reset",
    "accept-close": "handshake: reset or end",
    "accept-hang": "handshake: timeout",
    "latency-3s": "handshake: timeout",
    "after-tls-drop": "banner: end",
    "after-tls-hang": "banner: timeout",
    "idle-timeout": "ehlo after tls: 451",
}


async def symptom(start: Start, trusting: ssl.SSLContext, name: str, implicit_tls: bool, expected: str) -> str:
    server = await start(FAULTS[name], implicit_tls=implicit_tls)
    stage, _, how = expected.partition(": ")
    client = CarefulClient(server.port, trusting, implicit_tls, hangs_at=stage if how == "timeout" else "")
    seen = await asyncio.to_thread(client.run)
    began = time.monotonic()
    await server.stop()
    assert time.monotonic() - began < 0.5
    for dialogue in server.dialogues:
        assert dialogue.ended
        assert dialogue.auth_attempts <= 1
        assert dialogue.tls_at_auth in (None, True)
        for secret in (PASSWORD, base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()):
            assert secret not in repr(dialogue)
    return seen


@pytest.mark.parametrize("name", ON_STARTTLS)
async def test_each_fault_shows_its_symptom(start: Start, trusting: ssl.SSLContext, name: str) -> None:
    assert await symptom(start, trusting, name, False, SYMPTOMS[name]) == SYMPTOMS[name]


@pytest.mark.parametrize("name", ON_IMPLICIT_TLS)
async def test_each_fault_shows_its_symptom_on_implicit_tls(start: Start, trusting: ssl.SSLContext, name: str) -> None:
    expected = MET_EARLIER.get(name, SYMPTOMS[name]).replace("ehlo after tls", "ehlo")
    seen = await symptom(start, trusting, name, True, expected)
    if expected == "handshake: reset or end":  # whether the hello was on its way when the server closed
        assert seen in ("handshake: reset", "handshake: end")
    else:
        assert seen == expected


def test_the_catalogue_and_the_symptoms_are_the_same_list() -> None:
    assert set(SYMPTOMS) == set(FAULTS)
    assert len(FAULTS) > 90


def test_harmless_ones_are_those_that_sign_in() -> None:
    signed_in = {name for name, seen in SYMPTOMS.items() if seen == "ok" or seen.startswith("quit")}
    assert signed_in == HARMLESS


def test_no_fault_is_the_healthy_server() -> None:
    assert [name for name, script in {**FAULTS, **MESSAGE_FAULTS}.items() if script == Script()] == []


def test_names_are_kebab_case() -> None:
    assert all(name.replace("-", "").isalnum() and name == name.lower() for name in {**FAULTS, **MESSAGE_FAULTS})


async def test_the_echo_gives_the_credentials_away_to_the_client_alone(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(FAULTS["auth-535-echo"])
    client = CarefulClient(server.port, trusting, False)
    await asyncio.to_thread(client.run)
    encoded = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    assert client.replies[-1] == f"535 5.7.8 No such login: {encoded} ({USER} / {PASSWORD})"
    assert server.dialogues[0].sent[-1] == "535 5.7.8 No such login: {credentials} ({username} / {password})\r\n"


async def test_an_endless_reply_ends_when_the_client_leaves(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(FAULTS["banner-endless-220"])
    await asyncio.to_thread(CarefulClient(server.port, trusting, False).run)
    await server.settle()
    assert len(server.dialogues[0].sent) == 1


@pytest.mark.parametrize("name", sorted(MESSAGE_FAULTS))
async def test_message_faults_let_the_client_sign_in(start: Start, trusting: ssl.SSLContext, name: str) -> None:
    server = await start(MESSAGE_FAULTS[name], implicit_tls=True)
    assert await asyncio.to_thread(CarefulClient(server.port, trusting, True).run) == "ok"


async def test_a_client_that_discards_what_was_injected_goes_on(start: Start, trusting: ssl.SSLContext) -> None:
    server = await start(FAULTS["starttls-220-injected"])
    client = aio_client(server, trusting)
    await client.connect()
    await client.starttls()
    assert "injected" not in (await client.ehlo()).message
    client.close()
    await server.settle()
    assert "injected" in server.dialogues[0].sent[2]
