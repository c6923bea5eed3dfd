from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.dns import mail_from
from bot.checks.dns._records.strays import Strays
from bot.checks.identity_names import Found
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.dns import DnsAnswer
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    BLIND,
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

MX = f"10 feedback-smtp.{REGION}.amazonses.com"
DOMAIN = identity(mail_from_domain="mail.example.com", mail_from_status="SUCCESS", on_mx_failure="USE_DEFAULT_VALUE")
FAILED = replace(DOMAIN, mail_from_status="FAILED")
REJECTS = replace(FAILED, on_mx_failure="REJECT_MESSAGE")


def said(*values: str, problem: str = "", **more: object) -> DnsAnswer:
    problem = problem or ("" if values else "nxdomain")
    return DnsAnswer("mail.example.com", "MX", values, problem, **more)  # type: ignore[arg-type]


def judged(
    *answers: DnsAnswer,
    of: Identity | None = DOMAIN,
    strays: Strays | None = None,
    failures: tuple[Failure, ...] = (),
    inspector: Caller = INSPECTOR,
    **changes: object,
) -> Judgement:
    state = Found(REGION, (of,) if of else (), failures)
    evidence = mail_from.Evidence(state, answers or (said(MX),), inspector, strays or Strays())
    return mail_from.judge(target(**changes), evidence)


def mistake(judgement: Judgement) -> str:
    [record] = judgement.findings[0].records
    assert (record.name, record.type, record.expected) == ("mail.example.com", "MX", MX)
    return record.mistake


@pytest.mark.parametrize("value", [MX, MX.replace("10", "0"), MX.upper()])
def test_the_right_mx_is_no_finding(value: str) -> None:
    judgement = judged(said(value))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.mail_from_right")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("10 feedback-smtp.us-east-1.amazonses.com",), "other_region"),
        ((f"{MX}.example.com",), "domain_appended"),
        ((f"{MX}.mail.example.com",), "domain_appended"),
        ((MX, "20 mx.example.com"), "several_mx"),
        (("10 aspmx.example.net", "20 alt.example.net"), "other_mail"),
        (("10 aspmx.example.net",), "other_mail"),
        ((f"10 inbound-smtp.{REGION}.amazonaws.com",), "other_endpoint"),
        ((f"10 email-smtp.{REGION}.amazonaws.com",), "other_endpoint"),
        (("0 .",), "other_mail"),
    ],
)
def test_a_wrong_mx_says_how(values: tuple[str, ...], expected: str) -> None:
    judgement = judged(said(*values), of=FAILED)
    assert found(judgement) == ["~mail_from.not_verified/records_wrong"]
    assert mistake(judgement) == expected


def test_a_missing_mx() -> None:
    assert mistake(judged(said(), of=FAILED)) == "missing"


def test_a_name_entered_twice() -> None:
    stray = DnsAnswer("mail.example.com.example.com", "MX", (MX,))
    judgement = judged(said(), of=FAILED, strays=Strays(doubled=(stray,)))
    assert mistake(judgement) == "doubled_suffix"
    assert judgement.findings[0].records[0].found_at == "mail.example.com.example.com"


def test_an_address_beside_it_is_nothing_wrong() -> None:
    strays = Strays(addresses=DnsAnswer("mail.example.com", "A", ("192.0.2.7",)))
    assert mistake(judged(said(), of=FAILED, strays=strays)) == "missing"


def test_an_alias_hides_the_mx_unless_it_leads_to_the_right_one() -> None:
    assert mistake(judged(said(aliases=("web.example.net",)), of=FAILED)) == "alias"
    assert judged(said(MX, aliases=("other.example.com",))).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("of", "code"),
    [
        (FAILED, "~mail_from.not_verified/records_wrong"),
        (replace(FAILED, mail_from_status="PENDING"), "~mail_from.not_verified/records_wrong"),
        (REJECTS, "mail_from.rejects_on_failure/records_wrong"),
        (DOMAIN, "~mail_from.not_verified/lost"),
        (replace(REJECTS, mail_from_status="SUCCESS"), "~mail_from.rejects_on_failure/lost"),
        (replace(REJECTS, mail_from_status=None), "~mail_from.rejects_on_failure/lost"),
    ],
)
def test_what_follows_depends_on_what_ses_says(of: Identity, code: str) -> None:
    assert found(judged(said(), of=of)) == [code]


@pytest.mark.parametrize(
    ("of", "code"),
    [
        (FAILED, "~mail_from.not_verified/records_right"),
        (REJECTS, "mail_from.rejects_on_failure/records_right"),
    ],
)
def test_a_right_mx_that_ses_has_not_seen(of: Identity, code: str) -> None:
    judgement = judged(of=of)
    assert found(judgement) == [code]
    assert judgement.findings[0].records == ()


@pytest.mark.parametrize(
    ("of", "code"),
    [(DOMAIN, "~mail_from.not_verified/spreading"), (REJECTS, "mail_from.rejects_on_failure/spreading")],
)
def test_servers_that_differ_are_told_with_their_time(of: Identity, code: str) -> None:
    judgement = judged(said(MX), said("10 mx.example.com", ttl=900), of=of)
    assert found(judgement) == [code]
    assert (mistake(judgement), judgement.findings[0].records[0].ttl) == ("spreading", 900)


def test_a_zone_that_lost_what_caches_still_have() -> None:
    assert mistake(judged(said(MX), said(source="zone"))) == "cached"


@pytest.mark.parametrize("problem", ["servfail", "refused", "timeout"])
def test_a_failed_look_is_unknown(problem: str) -> None:
    judgement = judged(said(problem=problem), of=REJECTS)
    assert is_blind(judgement) and reason(judgement) == "reason.dns_failed"


@pytest.mark.parametrize("of", [None, identity(), replace(FAILED, verified=False), replace(FAILED, verified=None)])
def test_where_there_is_no_use_for_it_nothing_is_found(of: Identity | None) -> None:
    assert judged(said(), of=of).outcome is Outcome.SKIPPED


@pytest.mark.parametrize("kind", BLIND)
def test_a_failed_look_at_ses_is_unknown(kind: object) -> None:
    assert is_blind(judged(of=None, failures=(failure(kind, "ses:GetEmailIdentity"),)))  # type: ignore[arg-type]


def test_another_accounts_identities_say_nothing() -> None:
    assert is_blind(judged(said(), expected_account=OTHER_ACCOUNT))


@given(st.lists(st.text(), max_size=3))
def test_hostile_values_are_never_right_and_never_raise(values: list[str]) -> None:
    assert judged(said(*values)).outcome is Outcome.WARN
