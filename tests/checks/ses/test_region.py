from dataclasses import replace

import pytest

from bot.checks.identity_names import Found
from bot.checks.ses.region import Evidence, judge
from bot.core.evidence.aws import Account, Caller, Failure, FailureKind
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    DOMAIN,
    GOOD_ACCOUNT,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    failure,
    found,
    identity,
    is_blind,
    reason,
    target,
)

REGIONS = (REGION, "us-east-1", "eu-west-1")
NOWHERE = Found(REGION, (), ())
SANDBOX = replace(GOOD_ACCOUNT, production=False)


def there(region: str, *identities: Identity, failures: tuple[Failure, ...] = ()) -> Found:
    return Found(region, identities or (identity(region=region),), failures)


def judged(
    here: Found,
    *elsewhere: Found,
    accounts: tuple[tuple[str, Account | Failure], ...] = (),
    inspector: Caller | Failure | None = INSPECTOR,
    regions: tuple[str, ...] = REGIONS,
    expected_account: str = "",
) -> Judgement:
    evidence = Evidence(here, elsewhere, accounts, inspector)
    return judge(target(regions=regions, expected_account=expected_account), evidence)


def test_an_identity_that_is_good_here_is_looked_for_nowhere_else() -> None:
    judgement = judged(Found(REGION, (DOMAIN,), ()))
    assert judgement.outcome is Outcome.PASS
    assert reason(judgement) == "note.lives_here"


def test_where_it_lives_is_told() -> None:
    accounts = (("us-east-1", GOOD_ACCOUNT),)
    judgement = judged(NOWHERE, there("us-east-1"), Found("eu-west-1", (), ()), accounts=accounts)
    assert found(judgement) == ["region.mismatch/ready"]
    (finding,) = judgement.findings
    assert finding.values["other_region"] == "us-east-1"
    assert finding.values["identity"] == "example.com"
    # The tokens by which it explains findings about the identity, the password's region and this region's sandbox.
    assert {"identity:example.com", "region:us-east-1", f"account:{REGION}"} <= finding.about


def test_an_unverified_one_here_is_no_better_than_none() -> None:
    here = Found(REGION, (identity(verified=False),), ())
    assert found(judged(here, there("us-east-1"))) == ["region.mismatch"]


def test_a_region_with_production_access_comes_first() -> None:
    elsewhere = there("us-east-1"), there("eu-west-1")
    accounts = (("us-east-1", SANDBOX), ("eu-west-1", GOOD_ACCOUNT))
    (finding,) = judged(NOWHERE, *elsewhere, accounts=accounts).findings
    assert finding.values["other_region"] == "eu-west-1"
    assert set(finding.values["other_regions"]) == {"us-east-1", "eu-west-1"}  # type: ignore[arg-type]


def test_a_sandbox_there_does_not_explain_a_sandbox_here() -> None:
    states = ((SANDBOX, "region.mismatch/sandboxed"), (failure(FailureKind.DENIED), "region.mismatch"))
    for account, told in states:
        judgement = judged(NOWHERE, there("us-east-1"), accounts=(("us-east-1", account),))
        assert found(judgement) == [told]
        (finding,) = judgement.findings
        assert f"account:{REGION}" not in finding.about


def test_unverified_elsewhere_too_is_no_mismatch() -> None:
    elsewhere = there("us-east-1", identity(verified=False)), Found("eu-west-1", (), ())
    judgement = judged(NOWHERE, *elsewhere)
    assert judgement.outcome is Outcome.PASS
    assert reason(judgement) == "note.lives_nowhere"


def test_no_other_region_is_skipped_with_what_to_add() -> None:
    judgement = judged(NOWHERE, regions=())
    assert judgement.outcome is Outcome.SKIPPED
    assert reason(judgement) == "reason.no_other_regions"
    assert judged(NOWHERE, regions=(REGION,)).outcome is Outcome.SKIPPED


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown(kind: FailureKind) -> None:
    lost = failure(kind, "ses:GetEmailIdentity")
    assert is_blind(judged(Found(REGION, (), (lost,))))
    assert is_blind(judged(NOWHERE, Found("us-east-1", (), (lost,)), Found("eu-west-1", (), ())))


def test_one_region_that_cannot_be_seen_does_not_hide_another_that_can() -> None:
    lost = failure(FailureKind.TIMEOUT, "ses:GetEmailIdentity")
    assert found(judged(NOWHERE, Found("us-east-1", (), (lost,)), there("eu-west-1"))) == ["region.mismatch"]


def test_a_field_that_is_missing_is_unknown() -> None:
    assert is_blind(judged(Found(REGION, (identity(verified=None),), ())))
    assert is_blind(judged(NOWHERE, there("us-east-1", identity(verified=None)), Found("eu-west-1", (), ())))


def test_another_accounts_identities_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(NOWHERE, there("us-east-1"), inspector=other, expected_account=ACCOUNT))


def test_without_configured_regions_all_that_answered_are_counted() -> None:
    judgement = judged(NOWHERE, Found("us-east-1", (), ()), Found("eu-west-1", (), ()), regions=())
    assert judgement.outcome is Outcome.PASS
    assert judgement.note and judgement.note.values == {"count": 3}


def test_a_region_that_was_silent_is_not_one_without_the_identity() -> None:
    evidence = Evidence(NOWHERE, (Found("us-east-1", (), ()),), (), INSPECTOR, silent=("eu-west-1",))
    assert reason(judge(target(regions=()), evidence)) == "reason.regions_silent"
