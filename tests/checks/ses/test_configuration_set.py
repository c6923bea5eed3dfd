import pytest

from bot.checks.identity_names import Found
from bot.checks.ses.configuration_set import Evidence, Seen, judge
from bot.core.evidence.aws import Caller, ConfigurationSet, Failure, FailureKind
from bot.core.evidence.ses import EventDestination
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    DOMAIN,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    failure,
    found,
    is_blind,
    reason,
    target,
)

GET = "ses:GetConfigurationSet"
GOOD = ConfigurationSet("tx", True, "OPTIONAL")
GONE = failure(FailureKind.NOT_FOUND, GET)
EVENTS = (EventDestination("sns", True), EventDestination("old", False))


def seen(
    state: ConfigurationSet | Failure, name: str = "tx", events: tuple[EventDestination, ...] | Failure = EVENTS
) -> Seen:
    return Seen(name, state, events)


def judged(
    named: Seen | None = None,
    default: Seen | None = None,
    *,
    identities: Found | None = None,
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(named, default, identities or Found(REGION, (DOMAIN,), ()), inspector))


@pytest.mark.parametrize(
    ("named", "default", "codes"),
    [
        (None, None, []),
        (GOOD, None, []),
        (None, GOOD, []),
        (GOOD, GOOD, []),
        (ConfigurationSet("tx", False), None, ["config_set.paused"]),
        (None, ConfigurationSet("tx", False), ["config_set.paused"]),
        (GONE, None, ["config_set.missing"]),
        (None, GONE, ["config_set.missing"]),
        (GOOD, GONE, ["~config_set.missing/default_set"]),
        (GOOD, ConfigurationSet("other", False), ["~config_set.paused/default_set"]),
        # The default set concerns other mail than this target's, so it need not be known.
        (GOOD, failure(FailureKind.DENIED, GET), []),
        (GOOD, ConfigurationSet("other", None), []),
    ],
)
def test_the_sets_that_mail_goes_through(
    named: ConfigurationSet | Failure | None, default: ConfigurationSet | Failure | None, codes: list[str]
) -> None:
    judgement = judged(seen(named) if named else None, seen(default, "other") if default else None)
    assert found(judgement) == codes
    assert judgement.outcome in (Outcome.PASS, Outcome.WARN, Outcome.FAIL)


def test_a_finding_names_the_set_and_the_identity() -> None:
    (finding,) = judged(seen(GONE)).findings
    assert (finding.subject, finding.values["set_name"], finding.values["identity"]) == ("tx", "tx", "example.com")
    assert finding.about == frozenset({"config_set:tx"})


@pytest.mark.parametrize("kind", BLIND)
def test_a_set_that_cannot_be_seen_is_unknown(kind: FailureKind) -> None:
    assert is_blind(judged(seen(failure(kind, GET))))
    assert is_blind(judged(None, seen(failure(kind, GET))))


def test_a_switch_that_is_not_told_is_unknown() -> None:
    assert is_blind(judged(seen(ConfigurationSet("tx", None))))


def test_whether_there_is_a_default_set_is_unknown_where_the_identity_could_not_be_seen() -> None:
    denied = failure(FailureKind.DENIED, "ses:GetEmailIdentity")
    assert is_blind(judged(identities=Found(REGION, (), (denied,))))
    assert is_blind(judged(identities=Found(REGION, (DOMAIN,), (), denied)))
    assert judged(seen(GOOD), identities=Found(REGION, (), (denied,))).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("state", "events", "key"),
    [
        (GOOD, EVENTS, "note.set"),
        (GOOD, (), "note.set_silent"),
        (GOOD, failure(FailureKind.DENIED, "ses:GetConfigurationSetEventDestinations"), "note.set_events_unseen"),
        (ConfigurationSet("tx", True, "REQUIRE"), (EventDestination("off", False),), "note.set"),
        (ConfigurationSet("tx", True), EVENTS, "note.set"),
    ],
)
def test_tls_and_events_are_told_and_never_a_fault(
    state: ConfigurationSet, events: tuple[EventDestination, ...] | Failure, key: str
) -> None:
    judgement = judged(seen(state, events=events))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, key)
    assert judgement.note is not None
    assert judgement.note.values["tls_policy"] == (state.tls_policy or "unknown")
    assert judgement.facts.configuration_set == "tx"
    if key == "note.set":
        assert isinstance(events, tuple)
        enabled = sum(bool(e.enabled) for e in events)
        assert (judgement.note.values["enabled"], judgement.note.values["count"]) == (enabled, len(events))


def test_another_accounts_sets_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(seen(GONE), inspector=other, expected_account=ACCOUNT))
