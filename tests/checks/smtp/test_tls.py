from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.smtp.tls import judge
from bot.core.evidence.smtp import Certificate, Phase
from bot.core.facts import CertificateFacts
from bot.core.model import Outcome
from bot.core.target import Security, Target
from tests.checks.evidence import HOST, TARGET, found, target, with_smtp
from tests.checks.smtp.phases import BEGAN, GOOD, STAGES, ended, greeting

RELAY = with_smtp(host="mail.example.com")
IMPLICIT = with_smtp(port=465, security=Security.TLS)


def test_a_good_certificate_is_no_finding_and_proves_the_mode() -> None:
    judgement = judge(TARGET, Phase(STAGES, certificate=GOOD))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None
    values = {name: value for name, value in judgement.note.values.items() if name != "expires_at"}
    assert values == {"tls_version": "TLSv1.3", "subject": "x", "issuer": "Example CA", "days": 90}
    assert judgement.accepted == {f"dialogue:{HOST}:587"}


def test_no_smtp_is_skipped() -> None:
    assert judge(target(smtp=None), None).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        (ended("starttls", "not_offered"), "tls.starttls_not_offered"),
        (ended("starttls", "reply", 501), "tls.starttls_not_offered"),
        (ended("starttls", "reply", 454), "service.unavailable"),
        (ended("starttls", "malformed"), "endpoint.not_ses"),
        (ended("starttls", "timeout"), "network.connection_dropped/silent"),
        (ended("ehlo", "timeout"), "network.connection_dropped/silent"),
        (ended("starttls", "dropped"), "network.connection_dropped"),
        (ended("tls", "timeout"), "network.connection_dropped/handshake"),
        (ended("tls", "dropped"), "network.connection_dropped"),
        (ended("tls", "protocol_version"), "tls.protocol_version"),
        (ended("tls", "tls_other"), "tls.protocol_version"),
        (ended("tls", "sni"), "tls.sni"),
        (ended("ehlo", "reply", 550), "smtp.helo_invalid"),
    ],
)
def test_where_it_ended_is_the_cause(phase: Phase, code: str) -> None:
    judgement = judge(TARGET, phase)
    assert found(judgement) == [code]
    assert judgement.accepted == frozenset()


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        (ended("tls", "wrong_mode", other_mode_works=True), "tls.mode_mismatch"),
        (ended("tls", "wrong_mode"), "endpoint.not_ses"),
        (ended("tls", "timeout"), "network.unreachable"),
        (ended("tls", "timeout", alternatives=(greeting(587),)), "network.port_blocked"),
        (ended("tls", "dropped"), "network.connection_dropped"),
        (ended("banner", "timeout"), "network.unreachable"),
        (ended("tls", "protocol_version", alternatives=(greeting(587),)), "tls.protocol_version"),
    ],
)
def test_with_implicit_tls_the_handshake_is_the_first_word(phase: Phase, code: str) -> None:
    assert found(judge(with_smtp(port=465, security=Security.TLS, alternative_ports=(587,)), phase)) == [code]


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        ("expired", "tls.certificate/dates"),
        ("not_yet_valid", "tls.certificate/not_yet_valid"),
        ("wrong_host", "tls.certificate/wrong_host"),
        ("unknown_ca", "tls.certificate/interception"),
        ("self_signed", "tls.certificate/not_ses"),
        ("other", "tls.certificate"),
    ],
)
def test_what_is_wrong_with_the_certificate_is_shown(problem: str, code: str) -> None:
    expires = datetime(2026, 1, 2, tzinfo=UTC)
    seen = Certificate("Example CA", "x", ("other.example.com",), BEGAN, expires, problem=problem)
    judgement = judge(TARGET, ended("tls", "certificate", certificate=seen))
    assert found(judgement) == [code]
    values = judgement.findings[0].values
    assert (values["problem"], values["issuer"], values["names"]) == (problem, "Example CA", ("other.example.com",))
    assert values["expires_at"] == "2026-01-02T00:00:00+00:00"


def test_a_certificate_that_could_not_be_read_again_is_still_a_finding() -> None:
    assert found(judge(IMPLICIT, ended("tls", "certificate"))) == ["tls.certificate"]


def test_a_certificate_that_ends_soon_is_told() -> None:
    soon = Certificate(not_after=datetime.now(UTC) + timedelta(days=2, hours=1))
    judgement = judge(TARGET, Phase(STAGES, certificate=soon))
    assert judgement.note is not None and judgement.note.values["days"] == 2


@pytest.mark.parametrize(
    ("issuer", "problem", "code"),
    [
        ("Amazon RSA 2048 M02", "unknown_ca", "tls.certificate"),
        ("Starfield Services Root Certificate Authority - G2", "unknown_ca", "tls.certificate"),
        ("Example Proxy", "unknown_ca", "tls.certificate/interception"),
        ("", "unknown_ca", "tls.certificate"),
        ("amazonaws.example", "unknown_ca", "tls.certificate/interception"),
        ("Amazon", "self_signed", "tls.certificate/not_ses"),
    ],
)
def test_on_the_way_to_ses_an_issuer_other_than_amazon_is_in_between(issuer: str, problem: str, code: str) -> None:
    seen = Certificate(issuer, problem=problem)
    assert found(judge(TARGET, ended("tls", "certificate", certificate=seen))) == [code]


@pytest.mark.parametrize(
    ("problem", "code"), [("unknown_ca", "tls.certificate/private_ca"), ("self_signed", "tls.certificate/self_signed")]
)
def test_on_a_relay_of_ones_own_an_unknown_issuer_may_be_ones_own(problem: str, code: str) -> None:
    seen = Certificate("Example Org CA", problem=problem)
    assert found(judge(RELAY, ended("tls", "certificate", certificate=seen))) == [code]


@pytest.mark.parametrize(
    ("where", "days", "codes"),
    [
        (RELAY, 13, ["~tls.certificate/ends_soon"]),
        (RELAY, 0, ["~tls.certificate/ends_soon"]),
        (RELAY, 15, []),
        (TARGET, 1, []),
    ],
)
def test_an_end_that_is_near_is_a_warning_where_nobody_else_renews(where: Target, days: int, codes: list[str]) -> None:
    soon = Certificate("x", "x", (), BEGAN, datetime.now(UTC) + timedelta(days=days, hours=1))
    judgement = judge(where, Phase(STAGES, certificate=soon))
    assert found(judgement) == codes
    assert not codes or judgement.findings[0].values["days"] == days


def test_all_of_the_certificate_is_in_the_facts() -> None:
    facts = judge(TARGET, Phase(STAGES, certificate=replace(GOOD, cipher="TLS_AES_256_GCM_SHA384"))).facts
    assert facts.certificate == CertificateFacts(
        "Example CA", "x", ("x",), BEGAN, GOOD.not_after, "TLSv1.3", "TLS_AES_256_GCM_SHA384"
    )
