from dataclasses import replace

import pytest

from bot.checks.dns._dkim.names import zone_of
from bot.checks.dns._dkim.records import RecordAnswers
from bot.core.evidence.dns import DnsAnswer
from bot.core.evidence.identity import Identity
from bot.core.model import Outcome
from tests.checks.dns.dkim_answers import DOMAIN, KEY, OWN, TOKENS, judged, missing, mistakes, told
from tests.checks.evidence import found, reason


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
    assert judged(DOMAIN, change=lambda asked: told(asked.wanted.value.upper())(asked)).outcome is Outcome.PASS


def test_a_regional_zone() -> None:
    identity = replace(DOMAIN, dkim_zone="dkim.eu-south-1.amazonses.com")
    assert judged(identity).outcome is Outcome.PASS
    judgement = judged(identity, change=lambda asked: told(f"{asked.wanted.token}.dkim.amazonses.com")(asked))
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
    judgement = judged(DOMAIN, change=lambda asked: told(value.format(token=asked.wanted.token))(asked))
    assert found(judgement) == ["~dkim.record_mismatch/still_signed"]
    assert mistakes(judgement) == {mistake}
    [finding] = judgement.findings
    assert (finding.values["wrong"], finding.values["total"]) == (3, 3)
    assert finding.records[0].expected == "one.dkim.amazonses.com"
    assert finding.records[0].name == "one._domainkey.example.com"


def detour(asked: RecordAnswers, end: str) -> RecordAnswers:
    """An alias of the owner's own that leads to the expected one."""
    own = f"{asked.wanted.token}.dk.example.net"
    return replace(told(own)(asked), key=replace(KEY, aliases=(own, end)))


def test_a_detour_that_ends_at_the_right_key_is_no_difference() -> None:
    judgement = judged(DOMAIN, change=lambda asked: detour(asked, asked.wanted.value.upper()))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.dkim_right")


@pytest.mark.parametrize(
    ("identity", "end"),
    [
        (DOMAIN, "other.dkim.amazonses.com"),
        # SES does not document whether it follows a detour, so the difference is shown where it does not sign.
        (replace(DOMAIN, dkim_status="FAILED"), "{expected}"),
    ],
)
def test_a_detour_that_ends_elsewhere_or_that_ses_does_not_take(identity: Identity, end: str) -> None:
    judgement = judged(identity, change=lambda asked: detour(asked, end.format(expected=asked.wanted.value)))
    assert mistakes(judgement) == {"wrong_value"}


def test_tokens_that_changed_places() -> None:
    other = {"one": "two", "two": "one", "three": "three"}
    judgement = judged(DOMAIN, change=lambda asked: told(f"{other[asked.wanted.token]}.dkim.amazonses.com")(asked))
    assert mistakes(judgement) == {"swapped"}
    assert judgement.findings[0].values["wrong"] == 2


def test_a_missing_record() -> None:
    judgement = judged(DOMAIN, change=missing())
    assert mistakes(judgement) == {"missing"}
    assert [record.found for record in judgement.findings[0].records] == [(), (), ()]


def test_a_doubled_name_is_proved_by_what_stands_there() -> None:
    def change(asked: RecordAnswers) -> RecordAnswers:
        twice = f"{asked.wanted.name}.example.com"
        return missing(doubled=(DnsAnswer(twice, "CNAME", (asked.wanted.value,)),))(asked)

    [finding] = judged(DOMAIN, change=change).findings
    assert {(r.mistake, r.found_at) for r in finding.records} == {
        ("doubled_suffix", f"{token}._domainkey.example.com.example.com") for token in TOKENS
    }


def test_a_lost_underscore() -> None:
    def change(asked: RecordAnswers) -> RecordAnswers:
        bare = f"{asked.wanted.token}.domainkey.example.com"
        return missing(bare=DnsAnswer(bare, "CNAME", (asked.wanted.value,)))(asked)

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
    judgement = judged(DOMAIN, change=lambda asked: replace(asked, key=key, beyond=KEY))
    assert found(judgement) == [code]
    assert mistakes(judgement) == {"txt_fails"}


@pytest.mark.parametrize(
    ("key", "beyond"),
    [
        # The key does not exist (yet), which is not the record's fault.
        (DnsAnswer("x", "TXT", (), "nxdomain"), DnsAnswer("y", "TXT", (), "nxdomain")),
        (DnsAnswer("x", "TXT", (), "timeout"), KEY),
        (DnsAnswer("x", "TXT", (), "refused"), KEY),
        # A server that does not know the target.
        (DnsAnswer("x", "TXT", (), "servfail", aliases=("one.dkim.amazonses.com",)), KEY),
    ],
)
def test_a_text_that_could_not_be_asked_is_no_fault(key: DnsAnswer, beyond: DnsAnswer) -> None:
    assert judged(DOMAIN, change=lambda asked: replace(asked, key=key, beyond=beyond)).outcome is Outcome.PASS
