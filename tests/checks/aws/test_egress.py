from dataclasses import replace

import pytest

from bot.checks.aws.egress import Evidence, judge
from bot.core.evidence.aws import Failure, FailureKind, Reached, Resolution
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import TARGET, failure, found

HOST = "email.eu-central-1.amazonaws.com"
OF = replace(TARGET, smtp=None)
REFUSED = (
    "User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized "
    "because no VPC endpoint policy allows the ses:GetAccount action"
)


def judged(kind: FailureKind, *addresses: str) -> Judgement:
    return judge(OF, Evidence(HOST, failure(kind, "ses:GetAccount"), Resolution(HOST, addresses)))


def test_any_answer_is_good() -> None:
    assert judge(OF, Evidence(HOST, Reached())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("kind", "addresses", "expected"),
    [
        (FailureKind.TIMEOUT, ("198.51.100.7",), "network.no_egress"),
        (FailureKind.UNREACHABLE, ("203.0.113.9",), "network.no_egress"),
        (FailureKind.TIMEOUT, ("10.0.1.17", "10.0.2.17"), "network.no_egress/private_dns"),
        (FailureKind.DNS, (), "network.no_egress/dns"),
    ],
)
def test_what_is_in_the_way(kind: FailureKind, addresses: tuple[str, ...], expected: str) -> None:
    shown = tuple(a.replace("198.51.100.7", "3.120.0.1").replace("203.0.113.9", "3.120.0.2") for a in addresses)
    assert found(judged(kind, *shown)) == [expected]


def test_the_endpoints_own_policy_is_named() -> None:
    refused = Failure(FailureKind.DENIED, "ses:GetAccount", "AccessDeniedException", REFUSED)
    assert found(judge(OF, Evidence(HOST, refused))) == ["network.no_egress/endpoint_policy"]


def test_who_sends_by_smtp_only_is_warned() -> None:
    of = replace(TARGET, app=None)
    silent = failure(FailureKind.TIMEOUT, "ses:GetAccount")
    assert found(judge(of, Evidence(HOST, silent, Resolution(HOST, ("3.120.0.1",))))) == ["~network.no_egress"]


def test_another_failure_is_unknown() -> None:
    assert judge(OF, Evidence(HOST, failure(FailureKind.TLS, "ses:GetAccount"))).unknown
