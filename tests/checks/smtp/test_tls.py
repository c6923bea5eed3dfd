from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.smtp.tls import judge
from bot.core.evidence import Certificate, Phase
from bot.core.model import Outcome
from bot.core.target import Security
from tests.checks.evidence import HOST, TARGET, found, target, with_smtp
from tests.checks.smtp.phases import GOOD, STAGES, ended, greeting

IMPLICIT = with_smtp(port=465, security=Security.TLS)


def test_a_good_certificate_is_no_finding_and_proves_the_mode() -> None:
    judgement = judge(TARGET, Phase(STAGES, certificate=GOOD))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None
    assert judgement.note.values == {"tls_version": "TLSv1.3", "issuer": "Example CA", "days": 90}
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
        (ended("starttls", "timeout"), "network.connection_dropped"),
        (ended("starttls", "dropped"), "network.connection_dropped"),
        (ended("tls", "timeout"), "network.connection_dropped"),
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
    ("problem", "variant"),
    [
        ("expired", "/dates"),
        ("not_yet_valid", "/dates"),
        ("wrong_host", "/wrong_host"),
        ("unknown_ca", ""),
        ("self_signed", ""),
        ("other", ""),
    ],
)
def test_what_is_wrong_with_the_certificate_is_shown(problem: str, variant: str) -> None:
    expires = datetime(2026, 1, 2, tzinfo=UTC)
    seen = Certificate("Example CA", "x", ("other.example.com",), expires, problem=problem)
    judgement = judge(TARGET, ended("tls", "certificate", certificate=seen))
    assert found(judgement) == [f"tls.certificate{variant}"]
    values = judgement.findings[0].values
    assert (values["problem"], values["issuer"], values["names"]) == (problem, "Example CA", ("other.example.com",))
    assert values["expires_at"] == "2026-01-02T00:00:00+00:00"


def test_a_certificate_that_could_not_be_read_again_is_still_a_finding() -> None:
    assert found(judge(IMPLICIT, ended("tls", "certificate"))) == ["tls.certificate"]


def test_a_certificate_that_ends_soon_is_told() -> None:
    soon = Certificate(not_after=datetime.now(UTC) + timedelta(days=2, hours=1))
    judgement = judge(TARGET, Phase(STAGES, certificate=soon))
    assert judgement.note is not None and judgement.note.values["days"] == 2
