import pytest

from bot.checks.identity_names import Found
from bot.checks.ses.entities import Evidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.evidence.identity import Identity
from bot.core.evidence.ses import PausedEntity
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

PREFIX = f"arn:aws:ses:{REGION}:{ACCOUNT}"


def paused(resource: str, *, by_ses: bool = True, cause: str = "Bounces") -> PausedEntity:
    return PausedEntity(f"{PREFIX}:{resource}", "DISABLED" if by_ses else "ENABLED", cause, WHEN)


def judged(
    *entities: PausedEntity,
    identities: tuple[Identity, ...] = (DOMAIN,),
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(entities, Found(REGION, identities, ()), inspector))


@pytest.mark.parametrize(
    ("entity", "codes"),
    [
        (paused("identity/example.com"), ["reputation.sending_paused"]),
        (paused("identity/example.com", cause=""), ["reputation.sending_paused/unexplained"]),
        (paused("identity/example.com", by_ses=False), ["reputation.sending_paused/by_you"]),
        (paused("configuration-set/tx"), ["reputation.sending_paused"]),
        (paused("configuration-set/other"), []),
        (paused("identity/shop.example"), []),
        (paused("tenant/shop/tn-1"), []),
    ],
)
def test_only_what_the_mail_goes_through_stops_it(entity: PausedEntity, codes: list[str]) -> None:
    assert found(judged(entity, configuration_set="tx")) == codes


def test_a_finding_says_what_and_why_and_since_when() -> None:
    (finding,) = judged(paused("identity/example.com")).findings
    assert (finding.subject, finding.about) == ("example.com", frozenset({"identity:example.com"}))
    assert finding.values == {
        "kind": "identity",
        "name": "example.com",
        "resource": f"{PREFIX}:identity/example.com",
        "told": "Bounces",
        "since_at": WHEN.isoformat(),
    }


def test_the_nearest_identity_is_the_one_that_sends() -> None:
    address = identity(name="noreply@example.com")
    assert found(judged(paused("identity/example.com"), identities=(address, DOMAIN))) == []


def test_the_identitys_default_set_counts_where_no_other_is_named() -> None:
    default = identity(configuration_set="tx")
    assert found(judged(paused("configuration-set/tx"), identities=(default,))) == ["reputation.sending_paused"]
    assert found(judged(paused("configuration-set/tx"), identities=(default,), configuration_set="other")) == []


def test_a_paused_tenant_is_told() -> None:
    judgement = judged(paused("tenant/shop/tn-1"), paused("tenant/news/tn-2"))
    assert judgement.note is not None
    assert (judgement.note.key, judgement.note.values["tenants"]) == ("note.tenants_paused", ("shop", "news"))


def test_nothing_paused_is_good() -> None:
    assert (judged().outcome, reason(judged())) == (Outcome.PASS, "note.nothing_paused")


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown_and_quiet(kind: FailureKind) -> None:
    failed = failure(kind, "ses:ListReputationEntities")
    judgement = judge(target(), Evidence(failed, Found(REGION, (DOMAIN,), ()), INSPECTOR))
    assert is_blind(judgement)
    assert judgement.repair is None


def test_another_accounts_pauses_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(paused("identity/example.com"), inspector=other, expected_account=ACCOUNT))
