from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.dns import dkim
from bot.checks.dns.dkim_names import Wanted, deciding, wanted, zone_of
from bot.checks.dns.dkim_records import Look
from bot.checks.dns.strays import Strays
from bot.checks.ses.names import Found
from bot.core.evidence import Failure
from bot.core.evidence_dns import DnsAnswer
from bot.core.evidence_identity import Identity
from bot.core.model import Judgement, Outcome, Severity
from bot.lab.scenarios.zone import PUBLIC_KEY
from tests.checks.evidence import ACCOUNT, BLIND, OTHER_ACCOUNT, REGION, WHEN, failure, found, is_blind, reason, target
from tests.checks.evidence import INSPECTOR as INSPECTOR

TOKENS = ("one", "two", "three")
DOMAIN = Identity(
    "example.com", REGION, True, "SUCCESS", None, WHEN, WHEN, True, "SUCCESS", "AWS_SES", TOKENS, "dkim.amazonses.com"
)
ADDRESS = replace(DOMAIN, name="noreply@example.com", dkim_tokens=())
OWN = replace(DOMAIN, dkim_origin="EXTERNAL", dkim_tokens=("mail2026",), dkim_zone=None)
KEY = DnsAnswer("x", "TXT", (f"p={PUBLIC_KEY}",))
Change = Callable[[Look], Look]


def said(wanted: Wanted, *values: str, problem: str = "", **more: object) -> DnsAnswer:
    problem = problem or ("" if values else "nxdomain")
    return DnsAnswer(wanted.name, wanted.type, values, problem, **more)  # type: ignore[arg-type]


def good(record: Wanted) -> Look:
    if record.type == "TXT":
        return Look(record, (said(record, f"v=DKIM1; p={PUBLIC_KEY}"),))
    return Look(record, (said(record, record.value),), KEY)


def told(*values: str, **more: object) -> Change:
    """The record says something else."""
    return lambda look: replace(look, answers=(said(look.wanted, *values, **more),))  # type: ignore[arg-type]


def judged(
    *identities: Identity,
    change: Change = lambda look: look,
    failures: tuple[Failure, ...] = (),
    inspector: object = INSPECTOR,
    **changes: object,
) -> Judgement:
    """The judgement where every record was changed so."""
    state = Found(REGION, identities, failures)
    identity = deciding(state)
    records = [w for w in wanted(identity) if isinstance(w, Wanted)] if identity else []
    evidence = dkim.Evidence(state, tuple(change(good(record)) for record in records), inspector)  # type: ignore[arg-type]
    return dkim.judge(target(**changes), evidence)


def mistakes(judgement: Judgement) -> set[str]:
    return {record.mistake for finding in judgement.findings for record in finding.records}


def test_right_records_are_no_finding() -> None:
    judgement = judged(DOMAIN)
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.dkim_right")


@pytest.mark.parametrize("identity", [DOMAIN, replace(DOMAIN, dkim_origin="AWS_SES_US_EAST_1"), OWN])
def test_every_origin_may_be_right(identity: Identity) -> None:
    assert judged(identity).outcome is Outcome.PASS


def test_a_short_key_is_told_and_is_no_finding() -> None:
    judgement = judged(replace(DOMAIN, dkim_key="RSA_1024_BIT"))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.dkim_short")


def test_host_names_have_no_case() -> None:
    assert judged(DOMAIN, change=lambda look: told(look.wanted.value.upper())(look)).outcome is Outcome.PASS


def test_a_regional_zone() -> None:
    identity = replace(DOMAIN, dkim_zone="dkim.eu-south-1.amazonses.com")
    assert judged(identity).outcome is Outcome.PASS
    judgement = judged(identity, change=lambda look: told(f"{look.wanted.token}.dkim.amazonses.com")(look))
    assert mistakes(judgement) == {"wrong_zone"}


@pytest.mark.parametrize(
    ("changes", "zone"),
    [
        ({"region": "us-east-1"}, "dkim.amazonses.com"),
        ({"region": "af-south-1"}, "dkim.af-south-1.amazonses.com"),
        ({"region": "us-east-1", "dkim_origin": "AWS_SES_EU_SOUTH_1"}, None),
    ],
)
def test_the_zone_where_ses_does_not_tell_it(changes: dict[str, str], zone: str | None) -> None:
    assert zone_of(replace(DOMAIN, dkim_zone=None, **changes)) == zone  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "mistake"),
    [
        ("{token}.dkim.amazonses.com.example.com", "domain_appended"),
        ('\\"{token}.dkim.amazonses.com\\"', "quoted"),
        ("{token}.dkim.eu-south-1.amazonses.com", "wrong_zone"),
        ("other.dkim.amazonses.com", "wrong_token"),
        ("parking.example.net", "wrong_value"),
        ("amazonses.com", "wrong_value"),
    ],
)
def test_a_wrong_target_says_how(value: str, mistake: str) -> None:
    judgement = judged(DOMAIN, change=lambda look: told(value.format(token=look.wanted.token))(look))
    assert found(judgement) == ["~dkim.record_mismatch/still_signed"]
    assert mistakes(judgement) == {mistake}
    [finding] = judgement.findings
    assert (finding.values["wrong"], finding.values["total"]) == (3, 3)
    assert finding.records[0].expected == "one.dkim.amazonses.com"
    assert finding.records[0].name == "one._domainkey.example.com"


def test_tokens_that_changed_places() -> None:
    other = {"one": "two", "two": "one", "three": "three"}
    judgement = judged(DOMAIN, change=lambda look: told(f"{other[look.wanted.token]}.dkim.amazonses.com")(look))
    assert mistakes(judgement) == {"swapped"}
    assert judgement.findings[0].values["wrong"] == 2


def missing(**strays: object) -> Change:
    return lambda look: replace(told()(look), strays=Strays(**strays))  # type: ignore[arg-type]


def test_a_missing_record() -> None:
    judgement = judged(DOMAIN, change=missing())
    assert mistakes(judgement) == {"missing"}
    assert [record.found for record in judgement.findings[0].records] == [(), (), ()]


def test_a_doubled_name_is_proved_by_what_stands_there() -> None:
    def change(look: Look) -> Look:
        twice = f"{look.wanted.name}.example.com"
        return missing(doubled=(DnsAnswer(twice, "CNAME", (look.wanted.value,)),))(look)

    [finding] = judged(DOMAIN, change=change).findings
    assert {(r.mistake, r.found_at) for r in finding.records} == {
        ("doubled_suffix", f"{token}._domainkey.example.com.example.com") for token in TOKENS
    }


def test_a_lost_underscore() -> None:
    def change(look: Look) -> Look:
        bare = f"{look.wanted.token}.domainkey.example.com"
        return missing(bare=DnsAnswer(bare, "CNAME", (look.wanted.value,)))(look)

    assert mistakes(judged(DOMAIN, change=change)) == {"underscore_lost"}


A = DnsAnswer("x", "A", ("192.0.2.7",))


def test_a_proxy_in_the_place_of_the_record() -> None:
    judgement = judged(DOMAIN, change=missing(addresses=A))
    assert mistakes(judgement) == {"proxied"}
    assert judgement.findings[0].records[0].found == ("A 192.0.2.7",)


def test_a_wildcard_is_no_record_of_this_name() -> None:
    judgement = judged(DOMAIN, change=missing(addresses=A, anything=A, doubled=(DnsAnswer("y", "CNAME", ("z",)),)))
    assert mistakes(judgement) == {"missing"}


def test_a_text_in_the_place_of_the_alias() -> None:
    assert mistakes(judged(DOMAIN, change=missing(texts=DnsAnswer("x", "TXT", ("one",))))) == {"wrong_type"}


def test_several_aliases() -> None:
    assert mistakes(judged(DOMAIN, change=told("a.example.net", "b.example.net"))) == {"several"}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (DnsAnswer("x", "TXT", (), "servfail"), "~dkim.record_mismatch/host_fails"),
        (DnsAnswer("x", "TXT", (), "nxdomain"), "~dkim.record_mismatch/host_fails"),
        (DnsAnswer("x", "TXT", (), "no_answer"), "~dkim.record_mismatch/host_fails"),
    ],
)
def test_a_host_that_fails_at_the_text_beyond_the_alias(key: DnsAnswer, code: str) -> None:
    judgement = judged(DOMAIN, change=lambda look: replace(look, key=key, beyond=KEY))
    assert found(judgement) == [code]
    assert mistakes(judgement) == {"txt_fails"}


@pytest.mark.parametrize(
    ("key", "beyond"),
    [
        # Nobody has the key (yet): the record is not to blame.
        (DnsAnswer("x", "TXT", (), "nxdomain"), DnsAnswer("y", "TXT", (), "nxdomain")),
        (DnsAnswer("x", "TXT", (), "timeout"), KEY),
        (DnsAnswer("x", "TXT", (), "refused"), KEY),
        # A server that does not know what lies beyond.
        (DnsAnswer("x", "TXT", (), "servfail", aliases=("one.dkim.amazonses.com",)), KEY),
    ],
)
def test_a_text_that_could_not_be_asked_is_no_fault(key: DnsAnswer, beyond: DnsAnswer) -> None:
    assert judged(DOMAIN, change=lambda look: replace(look, key=key, beyond=beyond)).outcome is Outcome.PASS


@pytest.mark.parametrize("problem", ["servfail", "refused", "timeout"])
def test_a_failed_look_is_unknown(problem: str) -> None:
    judgement = judged(DOMAIN, change=told(problem=problem))
    assert is_blind(judgement) and reason(judgement) == "reason.dns_failed"


def test_a_record_that_failed_does_not_hide_a_wrong_one() -> None:
    def change(look: Look) -> Look:
        return told(problem="timeout")(look) if look.wanted.token == "one" else missing()(look)

    judgement = judged(replace(DOMAIN, dkim_status="FAILED"), change=change)
    assert found(judgement) == ["~dkim.record_mismatch"]
    assert judgement.unknown


def test_servers_that_differ_are_never_a_failure() -> None:
    def change(look: Look) -> Look:
        answers = said(look.wanted, look.wanted.value), said(look.wanted, "old.dkim.amazonses.com", ttl=900)
        return replace(look, answers=answers)

    for identity in (DOMAIN, replace(DOMAIN, verified=False, status="PENDING", dkim_status="PENDING")):
        judgement = judged(identity, change=change)
        assert found(judgement) == ["~dkim.record_mismatch/spreading"]
        assert {(r.mistake, r.ttl) for r in judgement.findings[0].records} == {("spreading", 900)}


def test_a_zone_that_lost_what_caches_still_have() -> None:
    def change(look: Look) -> Look:
        return replace(look, answers=(said(look.wanted, look.wanted.value), said(look.wanted, source="zone")))

    judgement = judged(DOMAIN, change=change)
    assert found(judgement) == ["~dkim.record_mismatch/still_signed"]
    assert mistakes(judgement) == {"cached"}


def test_the_zone_answers_where_the_resolver_fails() -> None:
    def change(look: Look) -> Look:
        zone = said(look.wanted, look.wanted.value, source="zone")
        return replace(look, answers=(said(look.wanted, problem="servfail"), zone))

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
        judgement = judged(identity, change=lambda look: told(*values, problem=problem)(look))
        assert judgement.outcome is Outcome.WARN
        assert all(finding.severity is Severity.WARN for finding in judgement.findings)
        assert "" not in mistakes(judgement)
