import pytest

from bot.checks.dns.host import judge
from bot.core.evidence.aws import Resolution
from bot.core.model import Outcome
from tests.checks.evidence import HOST, TARGET, found, is_blind, target


def test_addresses_are_no_finding() -> None:
    judgement = judge(TARGET, Resolution(HOST, ("192.0.2.1", "192.0.2.2")))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None
    assert judgement.note.values == {"host": HOST, "addresses": ("192.0.2.1", "192.0.2.2")}


@pytest.mark.parametrize("problem", ["nxdomain", "no_answer"])
def test_a_name_without_addresses(problem: str) -> None:
    judgement = judge(TARGET, Resolution(HOST, problem=problem, servers="192.0.2.53:53"))
    assert found(judgement) == ["network.dns"]
    assert judgement.findings[0].values["servers"] == "192.0.2.53:53"


@pytest.mark.parametrize("problem", ["timeout", "servfail", "refused"])
def test_a_name_server_that_fails_is_no_finding(problem: str) -> None:
    assert is_blind(judge(TARGET, Resolution(HOST, problem=problem)))


def test_no_smtp_is_skipped() -> None:
    assert judge(target(smtp=None), None).outcome is Outcome.SKIPPED
