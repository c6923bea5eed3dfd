from dataclasses import replace

import pytest

from bot.checks.ses.recipient import CHECK, Evidence, judge
from bot.core.evidence.aws import Account, Caller, ConfigurationSet, Failure, FailureKind
from bot.core.evidence.ses import ListedIdentity, Suppressed
from bot.core.model import Judgement, Outcome
from bot.core.options import Options
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    GOOD_ACCOUNT,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    WHEN,
    failure,
    found,
    is_blind,
    reason,
    target,
)

WHO = "an.nguyen@mail.example.net"
GET = "ses:GetSuppressedDestination"
NOT_THERE = failure(FailureKind.NOT_FOUND, GET)
PRODUCTION = replace(GOOD_ACCOUNT, suppressed_reasons=("BOUNCE", "COMPLAINT"))
SANDBOX = replace(PRODUCTION, production=False, review=None)
BOUNCED = Suppressed("BOUNCE", WHEN)


def judged(
    suppressed: Suppressed | Failure = NOT_THERE,
    account: Account | Failure = PRODUCTION,
    through: ConfigurationSet | Failure | None = None,
    listed: tuple[ListedIdentity, ...] | Failure | None = None,
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(WHO, suppressed, account, through, listed, inspector))


def test_it_shows_only_where_a_recipient_is_named() -> None:
    assert [CHECK.asked(options) for options in (Options(), Options(recipient=WHO))] == [False, True]


def test_not_on_the_list_is_good() -> None:
    judgement = judged()
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.not_suppressed")


@pytest.mark.parametrize(
    ("account", "through", "codes"),
    [
        (PRODUCTION, None, ["recipient.suppressed/listed"]),
        (replace(PRODUCTION, suppressed_reasons=("COMPLAINT",)), None, ["~recipient.suppressed/not_in_use"]),
        (replace(PRODUCTION, suppressed_reasons=()), None, ["~recipient.suppressed/not_in_use"]),
        # A configuration set's own reasons replace the account's.
        (PRODUCTION, ConfigurationSet("tx", True, None, ("COMPLAINT",)), ["~recipient.suppressed/not_in_use"]),
        (
            replace(PRODUCTION, suppressed_reasons=()),
            ConfigurationSet("tx", True, None, ("BOUNCE",)),
            ["recipient.suppressed/listed"],
        ),
        (PRODUCTION, ConfigurationSet("tx", True), ["recipient.suppressed/listed"]),
        (PRODUCTION, failure(FailureKind.DENIED, "ses:GetConfigurationSet"), ["recipient.suppressed/listed"]),
    ],
)
def test_on_the_list_and_for_which_reasons_it_holds(
    account: Account, through: ConfigurationSet | Failure | None, codes: list[str]
) -> None:
    judgement = judged(BOUNCED, account, through)
    assert found(judgement) == codes
    assert judgement.findings[0].values["reason"] == "BOUNCE"
    assert judgement.findings[0].values["since_at"] == WHEN.isoformat()
    assert judgement.findings[0].subject == WHO


@pytest.mark.parametrize("account", [failure(FailureKind.DENIED), replace(PRODUCTION, suppressed_reasons=None)])
def test_whether_the_list_is_in_use_may_be_unknown(account: Account | Failure) -> None:
    judgement = judged(BOUNCED, account)
    assert found(judgement) == ["~recipient.suppressed/listed"]
    assert judgement.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        ((), ["account.sandbox/recipient"]),
        ((ListedIdentity(WHO, True),), []),
        ((ListedIdentity("mail.example.net", True),), []),
        ((ListedIdentity("example.net", True),), []),
        ((ListedIdentity("Example.NET", True),), []),
        ((ListedIdentity("example.net", False),), ["account.sandbox/recipient"]),
        ((ListedIdentity("other.example", True),), ["account.sandbox/recipient"]),
    ],
)
def test_in_the_sandbox_the_recipient_must_be_verified(listed: tuple[ListedIdentity, ...], codes: list[str]) -> None:
    judgement = judged(account=SANDBOX, listed=listed)
    assert found(judgement) == codes
    assert all(f.subject == REGION and f.values["recipient"] == WHO for f in judgement.findings)


@pytest.mark.parametrize(
    ("review", "code"),
    [
        ("PENDING", "account.sandbox/recipient_pending"),
        ("DENIED", "account.sandbox/recipient_denied"),
        ("FAILED", "account.sandbox/recipient_denied"),
    ],
)
def test_the_state_of_the_request_decides_what_to_do(review: str, code: str) -> None:
    assert found(judged(account=replace(SANDBOX, review=review), listed=())) == [code]


def test_the_simulator_needs_no_verification() -> None:
    # The simulator's address is never looked up.
    assert found(judged(account=SANDBOX, listed=None)) == []


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown(kind: FailureKind) -> None:
    assert is_blind(judged(failure(kind, GET)))
    assert is_blind(judged(account=SANDBOX, listed=failure(kind, "ses:ListEmailIdentities")))


def test_another_accounts_list_is_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(BOUNCED, inspector=other, expected_account=ACCOUNT))
