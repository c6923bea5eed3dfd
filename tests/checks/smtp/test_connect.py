import pytest

from bot.checks.smtp.connect import judge
from bot.core.evidence.smtp import Banner, Phase
from bot.core.facts import ConnectionFacts
from bot.core.model import Note, Outcome, Stage
from bot.core.target import Security, Smtp, Target
from tests.checks.evidence import HOST, TARGET, found, is_blind, reason, target, with_smtp
from tests.checks.smtp.phases import STAGES, closed, ended, greeting

IMPLICIT = with_smtp(port=465, security=Security.TLS, alternative_ports=(587, 2587, 2465, 25))


def test_a_greeting_is_no_finding() -> None:
    judgement = judge(TARGET, Phase(STAGES, banner="220 x", address="192.0.2.1"))
    assert judgement.outcome is Outcome.PASS
    assert judgement.stages == STAGES
    assert judgement.note is not None
    assert judgement.note.values == {"address": "192.0.2.1", "port": 587, "banner": "220 x"}


def test_no_smtp_is_skipped() -> None:
    assert judge(target(smtp=None), None).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        (ended("resolve", "nxdomain"), "network.dns"),
        (ended("resolve", "no_answer"), "network.dns"),
        (ended("connect", "refused"), "network.unreachable"),
        (ended("connect", "unreachable"), "network.unreachable"),
        (ended("connect", "timeout"), "network.unreachable"),
        (ended("banner", "timeout"), "network.unreachable"),
        (ended("banner", "dropped"), "network.connection_dropped"),
        (ended("banner", "malformed", -1, "HTTP/1.1 400"), "endpoint.not_ses"),
        (ended("banner", "other_server", 220, "220 x Postfix"), "endpoint.not_ses/other_server"),
        (ended("banner", "reply", 421), "service.unavailable"),
        (ended("banner", "reply", 554), "smtp.client_refused"),
        (ended("banner", "wrong_mode", other_mode_works=True), "tls.mode_mismatch/starttls_on_tls"),
        (ended("ehlo", "reply", 554), "smtp.client_refused"),
        (ended("ehlo", "reply", 554, "5.7.1 <x>: Helo command rejected: Access denied"), "smtp.helo_invalid"),
        (ended("ehlo", "no_smtp", 500), "endpoint.not_ses/no_smtp"),
        (ended("banner", "timeout", other_mode_works=True), "tls.mode_mismatch/starttls_on_tls"),
        (ended("ehlo", "reply", 550), "smtp.helo_invalid"),
        (ended("ehlo", "reply", 501), "smtp.helo_invalid"),
        (ended("ehlo", "no_esmtp", 502), "tls.starttls_not_offered"),
        (ended("ehlo", "reply", 530), "tls.starttls_required"),
        (ended("ehlo", "reply", 451), "service.unavailable"),
        (ended("ehlo", "timeout"), "network.connection_dropped/silent"),
        (ended("ehlo", "dropped"), "network.connection_dropped"),
        (ended("ehlo", "malformed"), "endpoint.not_ses"),
    ],
)
def test_where_it_ended_is_the_cause(phase: Phase, code: str) -> None:
    judgement = judge(TARGET, phase)
    assert found(judgement) == [code]
    assert judgement.stages == STAGES
    (finding,) = judgement.findings
    assert f"host:{HOST}" in finding.about
    assert (finding.values["host"], finding.values["port"]) == (HOST, 587)


@pytest.mark.parametrize("problem", ["timeout", "servfail", "refused"])
def test_a_name_server_that_fails_is_unknown_and_the_bots_to_repair(problem: str) -> None:
    judgement = judge(TARGET, ended("resolve", problem))
    assert is_blind(judgement)
    assert judgement.repair is not None and judgement.repair.key == "repair.resolver"
    assert judgement.repair.values["problem"] == problem


@pytest.mark.parametrize(
    ("region", "code"),
    [
        ("af-south-1", "region.unsupported/smtp"),
        ("eu-central-1", "network.dns"),
        ("eu-centrall-1", "network.dns"),
    ],
)
def test_a_missing_name_is_a_region_without_smtp_only_where_that_happens(region: str, code: str) -> None:
    where = with_smtp(host=f"email-smtp.{region}.amazonaws.com")
    assert found(judge(where, ended("resolve", "nxdomain"))) == [code]


def test_a_missing_name_of_a_relay() -> None:
    assert found(judge(with_smtp(host="mail.example.com"), ended("resolve", "nxdomain"))) == ["network.dns"]


@pytest.mark.parametrize(
    ("where", "banners", "best"),
    [
        (TARGET, (greeting(2587), greeting(465)), 2587),
        (TARGET, (greeting(465), greeting(25)), 25),
        (TARGET, (closed(2587), greeting(465), greeting(2465)), 465),
        (IMPLICIT, (greeting(587), greeting(2465)), 2465),
    ],
)
def test_a_blocked_port_names_the_open_one_that_changes_least(
    where: Target, banners: tuple[Banner, ...], best: int
) -> None:
    for stage, kind in (("connect", "timeout"), ("banner", "timeout"), ("banner", "dropped")):
        (finding,) = judge(where, ended(stage, kind, alternatives=banners)).findings
        assert finding.code == "network.port_blocked"
        assert finding.values["open_port"] == best
        assert finding.values["open_security"] == ("tls" if best in (465, 2465) else "starttls")
        assert finding.variant == ("tls" if best in (465, 2465) else "")


def test_no_open_port_is_no_block() -> None:
    phase = ended("connect", "refused", alternatives=(closed(2587), closed(465)))
    assert found(judge(TARGET, phase)) == ["network.unreachable"]
    assert isinstance(TARGET.smtp, Smtp)
    assert reason(judge(TARGET, phase)) == "note.stage_failed"


def test_an_open_port_with_another_tls_mode_has_its_own_lines() -> None:
    assert found(judge(TARGET, ended("connect", "timeout", alternatives=(greeting(465),)))) == [
        "network.port_blocked/tls"
    ]


def test_all_ports_stand_side_by_side_the_configured_one_first() -> None:
    banners = (greeting(2587), closed(465), Banner(2465, 7, "silent"), Banner(25, 5000, "timeout"))
    (table,) = judge(TARGET, ended("banner", "timeout", alternatives=banners)).tables
    assert table.columns == ("port", "port_mode", "port_state", "ms")
    assert table.rows == (
        (587, "starttls", "silent", 31),
        (2587, "starttls", "greets", 5),
        (465, "tls", "refused", 5),
        (2465, "tls", "silent", 7),
        (25, "starttls", "timeout", 5000),
    )


def test_a_port_that_greets_needs_no_table() -> None:
    assert judge(TARGET, Phase(STAGES, banner="220 x")).tables == ()


def test_it_says_from_where_it_was_asked_and_what_was_reached() -> None:
    good = Phase(STAGES, banner="220 x", address="192.0.2.1", local="198.51.100.7", transcript=("S: 220 x",))
    for phase in (
        good,
        ended("banner", "timeout", address="192.0.2.1", local="198.51.100.7", transcript=("S: 220 x",)),
    ):
        judgement = judge(TARGET, phase)
        assert judgement.facts.connection == ConnectionFacts("198.51.100.7", "192.0.2.1")
        assert judgement.transcript == ("S: 220 x",)


def test_a_slow_stage_is_told_and_no_fault() -> None:
    slow = (Stage("resolve", Outcome.PASS, 12), Stage("banner", Outcome.PASS, 3400))
    judgement = judge(TARGET, Phase(slow, banner="220 x"))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note == Note("note.slow", {"stage": "banner", "seconds": 3.4})


def test_a_reply_that_never_ends_does_not_say_that_this_is_no_mail_server() -> None:
    judgement = judge(TARGET, ended("ehlo", "malformed", detail="Response too long"))
    assert (judgement.outcome, reason(judgement)) == (Outcome.UNKNOWN, "reason.endless_reply")
