"""What is tried when a server is silent or closes the connection at once."""

import time

import pytest

from bot.lab.dns import DnsServer
from bot.lab.smtp.faults import FAULTS
from bot.lab.smtp.script import HANG, RESET, Script
from bot.probes.smtp import dialogue as smtp
from bot.probes.smtp.alternatives import has_route
from tests.probes.mail import HOST, Mail, Serve, findings, summary


@pytest.mark.parametrize(("implicit_tls", "fault"), [(False, "tls-on-plain-port"), (True, "plain-on-tls-port")])
async def test_the_wrong_tls_mode_is_told_without_waiting_for_the_end_of_the_silence(
    mail: Mail, implicit_tls: bool, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    await mail.start(FAULTS[fault], implicit_tls=implicit_tls)
    began = time.monotonic()
    assert summary(await mail.check()).startswith("tls.mode_mismatch")
    assert time.monotonic() - began < 3  # a stage alone may take 8


async def test_a_server_that_greets_late_is_waited_for(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "PATIENCE", 0.1)
    await mail.start(Script(latency=0.6))
    assert summary(await mail.check()) == "ok"


async def test_the_other_ports_are_tried_while_the_first_is_still_silent(
    mail: Mail, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "PATIENCE", 0.1)
    other = await serve()
    await mail.start(Script(listening="swallows"))
    mail.change(alternative_ports=(other.port,))
    began = time.monotonic()
    results = await mail.check()
    assert summary(results) == "network.port_blocked"
    assert time.monotonic() - began < 6  # the connect's own five seconds, and nothing after them
    (table,) = results["smtp.connect"].judgement.tables
    assert [(row[0], row[2]) for row in table.rows] == [(mail.smtp.port, "timeout"), (other.port, "greets")]


async def test_a_connection_that_breaks_once_is_tried_once_more(mail: Mail) -> None:
    server = await mail.start(Script(accept=RESET))
    results = await mail.check()
    assert summary(results) == "network.connection_dropped"
    # The third connection tries the other TLS mode.
    assert len(server.dialogues) in (2, 3)
    assert sum(d.auth_attempts for d in server.dialogues) == 0


# Two address families.


async def both(names: DnsServer) -> None:
    names.set(HOST, "AAAA", "::1")
    names.set(HOST, "A", "127.0.0.1")


async def test_both_families_work(mail: Mail, serve: Serve, names: DnsServer) -> None:
    await both(names)
    server = await mail.start()
    await serve(host="::1", port=server.port)
    results = await mail.check()
    assert summary(results) == "ok"
    note = results["smtp.families"].judgement.note
    assert note is not None and note.key == "note.both_families"


@pytest.mark.parametrize("implicit_tls", [False, True])
async def test_a_family_that_connects_and_says_nothing_is_left_for_the_other(
    mail: Mail, serve: Serve, names: DnsServer, implicit_tls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.probes.smtp.session.STAGE_LIMIT", 0.5)
    await both(names)
    server = await mail.start(implicit_tls=implicit_tls)
    await serve(Script(accept=HANG), host="::1", port=server.port, implicit_tls=implicit_tls)
    results = await mail.check()
    assert summary(results) == "network.one_family"
    assert results["smtp.auth"].outcome == "pass"
    (finding,) = findings(results)
    assert (finding.severity, finding.values["other_family"], finding.values["problem"]) == ("warn", "ipv6", "silent")


async def test_a_machine_without_such_a_network_is_told_and_no_alarm(mail: Mail, names: DnsServer) -> None:
    names.set(HOST, "A", "127.0.0.1")
    # A broadcast address. No system lets a program connect to it, so it serves as one without a route.
    names.set(HOST, "AAAA", "::ffff:255.255.255.255")
    await mail.start()
    results = await mail.check()
    assert results["smtp.families"].judgement.findings == ()
    assert results["smtp.auth"].outcome == "pass"


def test_a_route_is_known_without_sending_anything() -> None:
    assert has_route("127.0.0.1", 25)
    assert not has_route("255.255.255.255", 25)
