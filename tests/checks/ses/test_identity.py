from datetime import timedelta

import pytest

from bot.checks.identity_names import Found
from bot.checks.ses.identity import Evidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    DOMAIN,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    WHEN,
    failure,
    found,
    identity,
    is_blind,
    reason,
    target,
)

ADDRESS = identity(name="noreply@example.com")
GET = "ses:GetEmailIdentity"


def judged(
    *identities: Identity,
    failures: tuple[Failure, ...] = (),
    unseen: Failure | None = None,
    near: tuple[str, ...] = (),
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(Found(REGION, identities, failures, unseen), near, inspector))


def test_a_verified_domain_is_no_finding() -> None:
    judgement = judged(DOMAIN)
    assert judgement.outcome is Outcome.PASS
    assert reason(judgement) == "note.verified"
    assert judgement.note is not None and judgement.note.values["identity"] == "example.com"


def test_a_verified_parent_covers_its_subdomain() -> None:
    assert judged(DOMAIN, sender="x@mail.example.com").outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "PENDING"}, "identity.not_verified"),
        ({"status": "NOT_STARTED"}, "identity.not_verified"),
        ({"status": None}, "identity.not_verified"),
        ({"status": "FAILED", "error": "HOST_NOT_FOUND"}, "identity.verification_failed"),
        ({"status": "TEMPORARY_FAILURE", "error": "DNS_SERVER_ERROR"}, "identity.verification_failed"),
        ({"status": "FAILED", "error": None}, "identity.verification_failed/error_unknown"),
        ({"status": "FAILED", "error": "X_NEW", "last_success": None}, "identity.verification_failed"),
        (
            {"status": "FAILED", "error": "INVALID_VALUE", "last_success": WHEN - timedelta(days=3)},
            "identity.verification_failed/lost",
        ),
        (
            {"status": "FAILED", "error": "INVALID_VALUE", "last_checked": None},
            "identity.verification_failed/unchecked",
        ),
        ({"status": "PENDING", "error": "TYPE_NOT_FOUND"}, "identity.not_verified/with_error"),
    ],
)
def test_an_unverified_identity_says_why(changes: dict[str, object], code: str) -> None:
    judgement = judged(identity(verified=False, **changes))
    assert found(judgement) == [code]
    assert judgement.findings[0].subject == "example.com"


def test_a_failed_verification_says_when() -> None:
    (finding,) = judged(identity(verified=False, status="FAILED", error="INVALID_VALUE")).findings
    assert finding.values["error"] == "INVALID_VALUE"
    assert finding.values["last_checked_at"] == WHEN.isoformat()
    assert finding.values["last_success_at"] == WHEN.isoformat()


def test_a_missing_identity() -> None:
    judgement = judged()
    assert found(judgement) == ["identity.not_verified/missing"]
    assert {"identity:example.com", "identity:noreply@example.com"} <= judgement.findings[0].about


def test_a_missing_answer_is_unknown() -> None:
    assert is_blind(judged(identity(verified=None)))


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown(kind: FailureKind) -> None:
    assert is_blind(judged(failures=(failure(kind, GET),)))
    assert judged(DOMAIN, failures=(failure(kind, GET),)).outcome is Outcome.UNKNOWN


def test_the_missing_permission_is_named() -> None:
    assert judged(failures=(failure(FailureKind.DENIED, GET),)).missing_permission == GET


# DKIM and MAIL FROM.


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"dkim_enabled": False}, ["~dkim.failing/off"]),
        ({"dkim_status": "NOT_STARTED"}, ["~dkim.failing/off"]),
        ({"dkim_status": "PENDING"}, ["~dkim.failing/pending"]),
        ({"dkim_status": "FAILED"}, ["~dkim.failing"]),
        ({"dkim_status": "TEMPORARY_FAILURE"}, ["~dkim.failing"]),
        ({"mail_from_domain": "mail.example.com", "mail_from_status": "SUCCESS"}, []),
        ({"mail_from_domain": "mail.example.com", "mail_from_status": "PENDING"}, ["~mail_from.not_verified"]),
        (
            {"mail_from_domain": "m.example.com", "mail_from_status": "FAILED", "on_mx_failure": "USE_DEFAULT_VALUE"},
            ["~mail_from.not_verified"],
        ),
        (
            {"mail_from_domain": "m.example.com", "mail_from_status": "FAILED", "on_mx_failure": "REJECT_MESSAGE"},
            ["mail_from.rejects_on_failure"],
        ),
    ],
)
def test_what_limits_a_verified_identity(changes: dict[str, object], codes: list[str]) -> None:
    assert found(judged(identity(**changes))) == codes


@pytest.mark.parametrize(
    "changes",
    [
        {"dkim_enabled": None},
        {"dkim_status": None},
        {"dkim_status": "SOMETHING_NEW"},
        {"mail_from_domain": "mail.example.com", "mail_from_status": None},
        {"mail_from_domain": "mail.example.com", "mail_from_status": "SOMETHING_NEW"},
    ],
)
def test_a_state_that_is_missing_or_new_is_unknown(changes: dict[str, object]) -> None:
    assert is_blind(judged(identity(**changes)))


def test_an_unverified_identity_is_not_blamed_for_its_dkim_too() -> None:
    assert found(judged(identity(verified=False, status="PENDING", dkim_status="PENDING"))) == ["identity.not_verified"]


# An address over its domain.


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ({}, []),
        ({"dkim_enabled": False}, ["~identity.shadows_domain", "~dkim.failing/off"]),
        ({"verified": False, "status": "PENDING"}, ["~identity.shadows_domain/not_verified"]),
    ],
)
def test_an_address_shadows_what_it_does_worse_than_its_domain(address: dict[str, object], codes: list[str]) -> None:
    judgement = judged(identity(name="noreply@example.com", **address), DOMAIN)
    assert found(judgement) == codes
    assert all(f.subject == "noreply@example.com" for f in judgement.findings)


def test_an_address_shadows_its_domains_mail_from() -> None:
    parent = identity(mail_from_domain="mail.example.com", mail_from_status="SUCCESS")
    assert found(judged(ADDRESS, parent)) == ["~identity.shadows_domain"]


def test_an_address_alone_shadows_nothing() -> None:
    assert found(judged(ADDRESS)) == []
    assert found(judged(ADDRESS, identity(verified=False))) == []


def test_a_subdomain_is_no_shadow() -> None:
    subdomain = identity(name="a.example.com", dkim_enabled=False)
    assert found(judged(subdomain, DOMAIN, sender="x@a.example.com")) == ["~dkim.failing/off"]


# What only the list of all identities shows.


def test_a_near_name_is_told_where_there_is_no_identity() -> None:
    judgement = judged(near=("example.com",), sender="x@exmaple.com")
    assert found(judgement) == ["identity.not_verified/missing_near"]
    assert judgement.findings[0].values["near"] == ("example.com",)


def test_an_identity_from_the_list_is_verified_and_its_set_up_unknown() -> None:
    listed = Identity("example.com", REGION, verified=True, status="SUCCESS")
    judgement = judged(listed, unseen=failure(FailureKind.DENIED, GET))
    assert is_blind(judgement)
    assert (reason(judgement), judgement.missing_permission) == ("reason.denied", GET)
    assert judgement.findings == ()


def test_an_identity_from_the_list_that_is_not_verified_is_a_finding() -> None:
    listed = Identity("example.com", REGION, verified=False, status="PENDING")
    assert found(judged(listed, unseen=failure(FailureKind.DENIED, GET))) == ["identity.not_verified"]


def test_another_accounts_identities_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(inspector=other, expected_account=ACCOUNT))


def test_an_address_that_is_verified_in_other_letters_only() -> None:
    sender = "NoReply@example.com"
    pending = identity(verified=False, status="PENDING")
    for here in ((), (pending,)):
        evidence = Evidence(Found(REGION, here, ()), (), INSPECTOR, ADDRESS)
        judgement = judge(target(sender=sender), evidence)
        assert found(judgement) == ["identity.not_verified/letter_case"]
        assert judgement.findings[0].values["identity"] == "noreply@example.com"


@pytest.mark.parametrize("other", [None, failure(FailureKind.NOT_FOUND, GET), identity(name="x", verified=False)])
def test_other_letters_that_are_no_better_change_nothing(other: Identity | Failure | None) -> None:
    evidence = Evidence(Found(REGION, (), ()), (), INSPECTOR, other)
    assert found(judge(target(sender="NoReply@example.com"), evidence)) == ["identity.not_verified/missing"]
