import time

import pytest

from bot.core.model import Outcome
from bot.core.target import Reference, RefKind
from bot.lab.dns import DnsServer
from bot.lab.smtp.dialects import EXIM, POSTFIX, Dialect
from bot.lab.smtp.faults import FAULTS, NEED_IMPLICIT_TLS, NEED_STARTTLS
from bot.lab.smtp.script import HANG, Script, say
from bot.lab.smtp.server import SmtpServer
from bot.probes.smtp import dialogue as smtp
from bot.probes.smtp import session as smtp_session
from tests.lab.smtp.symptoms import SYMPTOMS
from tests.probes.mail import HOST, PASSWORD, USER, Mail, Serve, findings, leaks, summary
from tests.probes.outcomes import EITHER, ON_IMPLICIT_TLS, ON_STARTTLS

STARTTLS_FAULTS = sorted(set(FAULTS) - NEED_IMPLICIT_TLS)
IMPLICIT_FAULTS = sorted(set(FAULTS) - NEED_STARTTLS)

SILENT = {name for name, seen in SYMPTOMS.items() if seen.endswith("timeout")}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Divides all time limits by about twenty, except for a fault that answers (the test's parameter `name`).

    A server that answers gets the real limits, so that a busy machine does not pass for a silent server.
    """
    if request.node.callspec.params.get("name") in {None, *SILENT}:
        monkeypatch.setattr(smtp_session, "STAGE_LIMIT", 0.35)
        monkeypatch.setattr(smtp_session, "CONNECT_LIMIT", 0.35)
        monkeypatch.setattr(smtp, "BUDGET", 1.3)


async def outcome_of(mail: Mail, name: str, implicit_tls: bool) -> str:
    """Returns the outcome of a fault, and asserts what must hold for every fault."""
    server = await mail.start(FAULTS[name], implicit_tls=implicit_tls)
    began = time.monotonic()
    results = await mail.check()
    assert time.monotonic() - began < smtp.BUDGET + 5
    assert [r.id for r in results.values() if r.incident] == []
    assert sum(d.auth_attempts for d in server.dialogues) <= 1
    assert all(d.tls_at_auth in (None, True) for d in server.dialogues)
    assert not any(verb in ("MAIL", "RCPT", "DATA") for d in server.dialogues for verb in d.verbs)
    assert leaks(results, PASSWORD) == []
    for result in results.values():
        for stage in result.judgement.stages:
            assert len(stage.reply) <= 300 and stage.reply.isprintable(), stage
    return summary(results)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", STARTTLS_FAULTS)
async def test_each_fault_is_judged_and_none_hangs(mail: Mail, name: str) -> None:
    assert await outcome_of(mail, name, False) in (ON_STARTTLS[name], EITHER.get(name))


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("name", IMPLICIT_FAULTS)
async def test_each_fault_is_judged_on_implicit_tls_too(mail: Mail, name: str) -> None:
    assert await outcome_of(mail, name, True) in (ON_IMPLICIT_TLS[name], EITHER.get(name))


def test_no_fault_is_left_out() -> None:
    assert set(ON_IMPLICIT_TLS) == set(FAULTS)
    assert set(ON_STARTTLS) == set(STARTTLS_FAULTS)


@pytest.mark.parametrize("implicit_tls", [False, True])
async def test_a_good_dialogue_has_every_stage_once_and_in_order(mail: Mail, implicit_tls: bool) -> None:
    server = await mail.start(implicit_tls=implicit_tls)
    results = await mail.check()
    assert summary(results) == "ok"
    stages = [s for r in results.values() for s in r.judgement.stages]
    names = {r.id: [s.name for s in r.judgement.stages] for r in results.values()}
    if implicit_tls:
        assert names["smtp.connect"] == ["resolve", "connect"]
        assert names["smtp.tls"] == ["tls", "banner", "ehlo"]
        assert server.dialogues[0].verbs == ["EHLO", "AUTH", "QUIT"]
    else:
        assert names["smtp.connect"] == ["resolve", "connect", "banner", "ehlo"]
        assert names["smtp.tls"] == ["starttls", "tls", "ehlo"]
        assert server.dialogues[0].verbs == ["EHLO", "STARTTLS", "EHLO", "AUTH", "QUIT"]
    assert names["smtp.auth"] == ["auth", "quit"]
    assert {s.outcome for s in stages} == {Outcome.PASS}
    replies = {s.name: s.reply for s in stages}
    assert replies["banner"].startswith("220 ")
    assert replies["auth"] == "235 Authentication successful."
    assert replies["tls"].startswith("TLSv1")
    assert server.dialogues[0].server_name == HOST
    assert len(server.dialogues) == 1


async def test_stages_take_the_time_that_they_took(mail: Mail) -> None:
    await mail.start(Script(latency=0.1))
    stages = {s.name: s.ms for r in (await mail.check()).values() for s in r.judgement.stages}
    assert stages["connect"] < 90
    for name in ("banner", "starttls", "tls", "auth"):
        # The server's wait begins when it accepts the connection, somewhat before the stage.
        assert 85 <= stages[name] < 190, (name, stages)


@pytest.mark.parametrize("dialect", [POSTFIX, EXIM])
async def test_a_relay_of_ones_own_is_no_fault(mail: Mail, names: DnsServer, dialect: Dialect) -> None:
    server = await mail.start(Script(dialect=dialect))
    server_name = "relay.example.com"
    names.set(server_name, "A", "127.0.0.1")
    mail.change(host=server_name)
    results = await mail.check()
    # The lab's certificate is for SES's host name. That is the only thing wrong with the relay.
    assert summary(results) == "tls.certificate/wrong_host"
    assert server.dialogues[0].auth_attempts == 0


async def test_a_wrong_password_is_tried_once(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_SMTP_PASSWORD", "made up, and wrong")
    server = await mail.start()
    results = await mail.check()
    assert summary(results) == "smtp.credentials_invalid"
    assert sum(d.auth_attempts for d in server.dialogues) == 1
    (finding,) = findings(results)
    assert finding.values["reply"] == "535 Authentication Credentials Invalid"
    assert finding.subject == USER


@pytest.mark.parametrize("password", [PASSWORD, "two  spaces and\ttab", "line\nbreak-made-up", "p@ss/wörd+made=up"])
async def test_a_server_that_echoes_the_login_gives_nothing_away(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("TEST_SMTP_PASSWORD", password)
    await mail.start(FAULTS["auth-535-echo"])
    results = await mail.check()
    assert summary(results) == "smtp.credentials_invalid"
    assert leaks(results, password, " ".join(password.split()), password.strip()) == []
    assert USER in results["smtp.auth"].judgement.stages[0].reply


async def test_without_a_login_the_rest_still_runs_and_nothing_is_tried(mail: Mail) -> None:
    server = await mail.start()
    mail.change(username=None, password=None)
    results = await mail.check()
    assert results["smtp.tls"].outcome is Outcome.PASS
    assert results["smtp.auth"].outcome is Outcome.SKIPPED
    assert results["smtp.auth"].judgement.note is not None
    assert results["smtp.auth"].judgement.note.key == "reason.no_login"
    assert server.dialogues[0].auth_attempts == 0


async def test_a_login_that_cannot_be_read_is_unknown(mail: Mail) -> None:
    await mail.start()
    mail.change(password=Reference(RefKind.FILE, "/nonexistent/password"))
    results = await mail.check()
    assert results["smtp.auth"].outcome is Outcome.UNKNOWN


# Other ports.


async def test_a_blocked_port_with_another_open_one_is_named(mail: Mail, serve: Serve) -> None:
    open_port = (await serve()).port
    closed = await mail.start(Script(listening="refuses"))
    mail.change(alternative_ports=(closed.port, open_port))
    results = await mail.check()
    assert summary(results) == "network.port_blocked"
    (finding,) = findings(results)
    assert finding.values["open_port"] == open_port
    assert finding.values["open_ports"] == (str(open_port),)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("script", [Script(accept=HANG), Script(listening="swallows")])
@pytest.mark.parametrize("implicit_tls", [False, True])
async def test_silence_on_one_port_and_a_greeting_on_another(
    mail: Mail, serve: Serve, script: Script, implicit_tls: bool
) -> None:
    open_server = await serve()
    await mail.start(script, implicit_tls=implicit_tls)
    mail.change(alternative_ports=(open_server.port,))
    assert summary(await mail.check()) == "network.port_blocked"
    assert open_server.dialogues[0].commands in ([], ["QUIT"])


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    "name", ["starttls-220-silence", "starttls-220-drop", "ehlo-drop", "tls-1-0-only", "auth-drop"]
)
async def test_a_port_that_greeted_is_not_blocked(mail: Mail, serve: Serve, name: str) -> None:
    other = await serve()
    await mail.start(FAULTS[name])
    mail.change(alternative_ports=(other.port,))
    assert summary(await mail.check()) == ON_STARTTLS[name]
    assert other.dialogues == []


async def test_no_other_port_answers_either(mail: Mail, serve: Serve) -> None:
    other = await serve(Script(listening="refuses"))
    await mail.start(Script(listening="refuses"))
    mail.change(alternative_ports=(other.port,))
    results = await mail.check()
    assert summary(results) == "network.unreachable"
    assert findings(results)[0].values["problem"] == "refused"


async def test_a_greeting_that_refuses_is_no_open_port(mail: Mail, serve: Serve) -> None:
    other = await serve(Script(banner=say("554 No SMTP service here")))
    await mail.start(Script(listening="refuses"))
    mail.change(alternative_ports=(other.port,))
    assert summary(await mail.check()) == "network.unreachable"


# The host name.


async def test_the_name_is_asked_of_the_targets_servers_only(mail: Mail, names: DnsServer) -> None:
    await mail.start()
    await mail.check()
    assert {q.name for q in names.queries} == {HOST}
    assert len(names.queries) == 2  # A and AAAA, once a run


async def test_an_address_that_is_dead_does_not_hide_the_next(mail: Mail, names: DnsServer) -> None:
    names.set(HOST, "AAAA", "::1")
    names.set(HOST, "A", "127.0.0.1")
    await mail.start()
    results = await mail.check()
    assert results["smtp.auth"].outcome is Outcome.PASS
    assert summary(results) == "network.one_family"
    assert results["smtp.families"].outcome is Outcome.WARN


async def test_a_name_that_does_not_exist(mail: Mail, names: DnsServer) -> None:
    names.remove(HOST)
    mail.change(port=587)
    assert summary(await mail.check()) == "network.dns"


@pytest.mark.parametrize("fault", ["servfail", "refused"])
async def test_a_name_server_that_fails_is_the_bots_trouble(mail: Mail, names: DnsServer, fault: str) -> None:
    names.faults["*"] = fault  # type: ignore[assignment]
    mail.change(port=587)
    results = await mail.check()
    connect = results["smtp.connect"]
    assert connect.outcome is Outcome.UNKNOWN
    assert connect.findings == ()
    assert connect.judgement.repair is not None
    assert connect.judgement.repair.values["problem"] == fault


# The certificate.


async def test_the_refused_certificate_is_read_without_a_login(mail: Mail) -> None:
    server = await mail.start(FAULTS["certificate-wrong-host"])
    results = await mail.check()
    (finding,) = findings(results)
    assert finding.values["names"] == ("mail.example.net",)
    assert finding.values["problem"] == "wrong_host"
    assert all(d.auth_attempts == 0 for d in server.dialogues)


async def test_a_good_certificate_says_how_long_it_lasts(mail: Mail) -> None:
    await mail.start()
    note = (await mail.check())["smtp.tls"].judgement.note
    assert note is not None
    assert note.values["days"] in (89, 90)
    assert str(note.values["tls_version"]).startswith("TLSv1")


# The end of the dialogue.


async def test_the_end_of_the_run_ends_the_dialogue(mail: Mail) -> None:
    server: SmtpServer = await mail.start(Script(banner=HANG))
    began = time.monotonic()
    results = await mail.check(deadline=0.3)
    assert time.monotonic() - began < smtp_session.STAGE_LIMIT
    assert results["smtp.connect"].outcome is Outcome.UNKNOWN
    await server.settle()
    assert all(d.ended for d in server.dialogues)


async def test_a_server_that_never_says_goodbye_costs_no_time(mail: Mail) -> None:
    await mail.start(FAULTS["quit-hang"])
    began = time.monotonic()
    assert summary(await mail.check()) == "ok"
    assert time.monotonic() - began < smtp_session.STAGE_LIMIT
