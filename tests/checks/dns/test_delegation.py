import pytest

from bot.checks.dns.delegation import Evidence, judge
from bot.core.evidence.aws import Resolution
from bot.core.evidence.dns import DnsAnswer
from bot.core.model import Outcome
from tests.checks.evidence import TARGET, found, target

WORKS = Resolution("email-smtp.eu-central-1.amazonaws.com", ("192.0.2.1",))


def apex(problem: str = "") -> DnsAnswer:
    return DnsAnswer("example.com", "SOA", () if problem else ("ns1.example.com",), problem)


@pytest.mark.parametrize("problem", ["", "no_answer"])
def test_a_domain_that_exists_is_no_finding(problem: str) -> None:
    assert judge(TARGET, Evidence(apex(problem))).outcome is Outcome.PASS


def test_a_domain_that_does_not_exist_is_one_cause_for_all_its_records() -> None:
    of = target(sender="noreply@mail.example.com")
    judgement = judge(of, Evidence(apex("nxdomain"), WORKS))
    assert found(judgement) == ["~domain.not_delegated"]
    assert judgement.findings[0].about >= {"identity:example.com", "identity:mail.example.com"}


@pytest.mark.parametrize("problem", ["servfail", "refused"])
def test_servers_that_do_not_serve_the_domain(problem: str) -> None:
    assert found(judge(TARGET, Evidence(apex(problem), WORKS))) == ["~domain.not_delegated/lame"]


@pytest.mark.parametrize("problem", ["servfail", "refused", "timeout", "nxdomain"])
def test_a_resolver_that_finds_nothing_at_all_says_nothing_of_the_domain(problem: str) -> None:
    assert judge(TARGET, Evidence(apex(problem), Resolution("x", (), "servfail"))).unknown
    assert judge(TARGET, Evidence(apex("timeout"), WORKS)).unknown


def test_a_domain_that_ses_does_not_know_is_left_to_the_identity() -> None:
    assert judge(TARGET, Evidence(apex("nxdomain"), known=False)).outcome is Outcome.SKIPPED
    assert found(judge(TARGET, Evidence(apex("nxdomain"), WORKS, known=None))) == ["~domain.not_delegated"]


def test_the_name_servers_that_a_target_lists_are_taken_at_their_word() -> None:
    listed = target(nameservers=(("192.0.2.53", 53),))
    assert found(judge(listed, Evidence(apex("nxdomain"), Resolution("x", (), "nxdomain")))) == [
        "~domain.not_delegated"
    ]
