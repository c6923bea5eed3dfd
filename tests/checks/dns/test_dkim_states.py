from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.dns._dkim.records import RecordAnswers
from bot.core.evidence.identity import Identity
from bot.core.model import Outcome, Severity
from bot.lab.scenarios.zone import PUBLIC_KEY
from tests.checks.dns.dkim_answers import ADDRESS, DOMAIN, OWN, judged, missing, mistakes, said, told
from tests.checks.evidence import ACCOUNT, BLIND, OTHER_ACCOUNT, failure, found, is_blind, reason


@pytest.mark.parametrize("problem", ["servfail", "refused", "timeout"])
def test_a_failed_look_is_unknown(problem: str) -> None:
    judgement = judged(DOMAIN, change=told(problem=problem))
    assert is_blind(judgement) and reason(judgement) == "reason.dns_failed"


def test_a_record_that_failed_does_not_hide_a_wrong_one() -> None:
    def change(asked: RecordAnswers) -> RecordAnswers:
        return told(problem="timeout")(asked) if asked.wanted.token == "one" else missing()(asked)

    judgement = judged(replace(DOMAIN, dkim_status="FAILED"), change=change)
    assert found(judgement) == ["~dkim.record_mismatch"]
    assert judgement.unknown


def test_servers_that_differ_are_never_a_failure() -> None:
    def change(asked: RecordAnswers) -> RecordAnswers:
        answers = said(asked.wanted, asked.wanted.value), said(asked.wanted, "old.dkim.amazonses.com", ttl=900)
        return replace(asked, answers=answers)

    for identity in (DOMAIN, replace(DOMAIN, verified=False, status="PENDING", dkim_status="PENDING")):
        judgement = judged(identity, change=change)
        assert found(judgement) == ["~dkim.record_mismatch/spreading"]
        assert {(r.mistake, r.ttl) for r in judgement.findings[0].records} == {("spreading", 900)}


def test_a_zone_that_lost_what_caches_still_have() -> None:
    def change(asked: RecordAnswers) -> RecordAnswers:
        return replace(asked, answers=(said(asked.wanted, asked.wanted.value), said(asked.wanted, source="zone")))

    judgement = judged(DOMAIN, change=change)
    assert found(judgement) == ["~dkim.record_mismatch/still_signed"]
    assert mistakes(judgement) == {"cached"}


def test_the_zone_answers_where_the_resolver_fails() -> None:
    def change(asked: RecordAnswers) -> RecordAnswers:
        zone = said(asked.wanted, asked.wanted.value, source="zone")
        return replace(asked, answers=(said(asked.wanted, problem="servfail"), zone))

    judgement = judged(DOMAIN, change=change)
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.records_by_zone")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dkim_status": "FAILED"}, "~dkim.record_mismatch"),
        ({"dkim_status": "PENDING"}, "~dkim.record_mismatch"),
        ({"dkim_status": "SUCCESS"}, "~dkim.record_mismatch/still_signed"),
        ({"verified": False, "status": "PENDING", "dkim_status": "PENDING"}, "dkim.record_mismatch/not_verified"),
        ({"verified": False, "status": "FAILED", "dkim_enabled": False}, "dkim.record_mismatch/not_verified"),
    ],
)
def test_what_follows_depends_on_what_ses_says(changes: dict[str, object], code: str) -> None:
    assert found(judged(replace(DOMAIN, **changes), change=missing())) == [code]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dkim_status": "FAILED"}, "~dkim.failing/records_right"),
        ({"dkim_status": "PENDING"}, "~dkim.failing/records_right"),
        ({"verified": False, "status": "PENDING"}, "identity.not_verified/records_right"),
        ({"verified": False, "status": "FAILED"}, "identity.verification_failed/records_right"),
    ],
)
def test_right_records_that_ses_has_not_seen(changes: dict[str, object], code: str) -> None:
    assert found(judged(replace(DOMAIN, **changes))) == [code]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "mistake"),
    [
        ("v=DKIM1; p=", "revoked"),
        (f"p={PUBLIC_KEY.lower()}", "lower_cased"),
        (f'"p={PUBLIC_KEY}"', "quoted"),
        (f"p={PUBLIC_KEY[:255]}", "cut_off"),
        ("v=spf1 -all", "no_key"),
    ],
)
def test_a_key_of_ones_own(value: str, mistake: str) -> None:
    judgement = judged(OWN, change=told(value))
    assert found(judgement) == ["~dkim.record_mismatch/still_signed"]
    assert mistakes(judgement) == {mistake}
    assert judgement.findings[0].records[0].name == "mail2026._domainkey.example.com"


@pytest.mark.parametrize(
    "value",
    [
        f'\\"p={PUBLIC_KEY}\\"',
        f'"p={PUBLIC_KEY[:99]}" "{PUBLIC_KEY[99:]}"',
        f"p=-----BEGIN PUBLIC KEY-----{PUBLIC_KEY}-----END PUBLIC KEY-----",
    ],
)
def test_a_key_that_only_needs_to_be_unwrapped_is_ready_to_paste(value: str) -> None:
    [finding] = judged(OWN, change=told(value)).findings
    assert finding.records[0].expected == f"p={PUBLIC_KEY}"


@pytest.mark.parametrize("value", [f'"p={PUBLIC_KEY[:255]}"', f"p={PUBLIC_KEY.lower()}"])
def test_a_key_that_is_damaged_has_to_come_from_its_owner(value: str) -> None:
    [finding] = judged(OWN, change=told(value)).findings
    assert finding.records[0].expected == "p=<public-key>"


def test_two_keys_at_one_selector() -> None:
    assert mistakes(judged(OWN, change=told(f"p={PUBLIC_KEY}", "p="))) == {"several_keys"}


def test_an_address_that_signs_does_so_with_its_domains_records() -> None:
    assert judged(ADDRESS, DOMAIN).outcome is Outcome.PASS
    [finding] = judged(ADDRESS, DOMAIN, change=missing()).findings
    assert finding.subject == "example.com"
    assert {"identity:example.com", "identity:noreply@example.com"} <= finding.about


@pytest.mark.parametrize(
    "identities",
    [
        (replace(ADDRESS, dkim_enabled=False, dkim_status="NOT_STARTED"), DOMAIN),
        (ADDRESS,),
        (),
        (replace(DOMAIN, dkim_enabled=False),),
        (replace(DOMAIN, dkim_status="NOT_STARTED", dkim_tokens=()),),
        (replace(DOMAIN, dkim_status="NOT_STARTED", dkim_tokens=None),),
    ],
)
def test_where_nothing_signs_nothing_is_asked(identities: tuple[Identity, ...]) -> None:
    assert judged(*identities).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dkim_tokens": None}, "Tokens"),
        ({"dkim_tokens": ()}, "Tokens"),
        ({"dkim_tokens": ("a b",)}, "Tokens"),
        ({"dkim_tokens": ("..",)}, "Tokens"),
        ({"dkim_origin": None}, "SigningAttributesOrigin"),
        ({"dkim_zone": None, "dkim_origin": "AWS_SES_US_EAST_1"}, "SigningHostedZone"),
        ({"dkim_enabled": None}, "SigningEnabled"),
    ],
)
def test_a_missing_field_is_unknown(changes: dict[str, object], field: str) -> None:
    judgement = judged(replace(DOMAIN, **changes))  # type: ignore[arg-type]
    assert is_blind(judgement)
    assert judgement.note is not None and judgement.note.values["fields"] == (field,)


@pytest.mark.parametrize("kind", BLIND)
def test_a_failed_look_at_ses_is_unknown(kind: object) -> None:
    assert is_blind(judged(failures=(failure(kind, "ses:GetEmailIdentity"),)))  # type: ignore[arg-type]


def test_another_accounts_identities_say_nothing() -> None:
    judgement = judged(DOMAIN, change=missing(), expected_account=OTHER_ACCOUNT)
    assert is_blind(judgement) and judgement.note is not None and judgement.note.values["account"] == ACCOUNT


@given(st.lists(st.text(), max_size=3), st.sampled_from(["", "nxdomain", "no_answer"]))
def test_hostile_values_are_never_right_and_never_raise(values: list[str], problem: str) -> None:
    for identity in (DOMAIN, OWN):
        judgement = judged(identity, change=lambda asked: told(*values, problem=problem)(asked))
        assert judgement.outcome is Outcome.WARN
        assert all(finding.severity is Severity.WARN for finding in judgement.findings)
        assert "" not in mistakes(judgement)


@pytest.mark.parametrize(
    "identities", [(), (replace(ADDRESS, dkim_enabled=False),), (replace(DOMAIN, dkim_enabled=False),)]
)
def test_where_no_records_are_wanted_none_are_suspected(identities: tuple[Identity, ...]) -> None:
    judgement = judged(*identities)
    assert judgement.outcome is Outcome.SKIPPED
    assert {"identity:noreply@example.com", "identity:example.com"} <= (judgement.decided or set())
