"""DMARC records of RFC 9989, section 4.7, and the tree walk of section 4.10."""

from __future__ import annotations

import pytest

from bot.checks.dns._dmarc.record import Published, published, repaired, with_tags
from bot.checks.dns._dmarc.walk import Unanswered, aligned, organisation, policy_of, walked
from tests.checks.dns.zone import Zone, answer

REJECT = "v=DMARC1; p=reject"


def at(*values: str) -> Published:
    return published("example.com", answer({"_dmarc.example.com TXT": list(values)}, "_dmarc.example.com", "TXT"))


@pytest.mark.parametrize(
    ("text", "policy", "sp"),
    [
        (REJECT, "reject", ""),
        ("v=DMARC1;p=reject;sp=none;", "reject", "none"),
        ("V = DMARC1 ; p = Quarantine", "quarantine", ""),
        ("v=DMARC1", "none", ""),
        ("v=DMARC1; rua=mailto:a@example.com; p=reject", "reject", ""),
        ("v=DMARC1; p=reject; pct=10; ri=1; made=up; ; =", "reject", ""),
        ("v=DMARC1; p=reject; p=none", "reject", ""),
    ],
)
def test_records_that_count(text: str, policy: str, sp: str) -> None:
    found = at(text, "site-verification=x")
    assert found.problem == "" and found.record is not None
    assert (found.record.policy, found.record.sp) == (policy, sp)


def test_alignment_and_testing() -> None:
    record = at("v=DMARC1; p=reject; adkim=s; aspf=r; t=y; psd=n").record
    assert record and record.strict_dkim and not record.strict_spf and record.testing and record.psd == "n"
    record = at("v=DMARC1; p=reject; adkim=strict; t=1").record
    assert record and not record.strict_dkim and not record.testing


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ((REJECT, "v=DMARC1; p=none"), "several"),
        (("v=dmarc1; p=none",), "version"),
        (("v=DMARC1 p=none",), "version"),
        ((" v=DMARC1; p=none",), "version"),
        (('"v=DMARC1; p=none"',), "version"),
        (("v=DMARC2; p=none",), "version"),
        (("v=DMARC1; p=rejct",), "policy"),
        (("v=DMARC1; p=none; sp=all",), "policy"),
        (("v=spf1 -all",), ""),
        ((), ""),
    ],
)
def test_records_that_do_not(values: tuple[str, ...], problem: str) -> None:
    assert at(*values).problem == problem


def test_a_policy_that_does_not_exist_is_none_where_reports_can_go_and_nothing_where_not() -> None:
    reported, unreported = at("v=DMARC1; p=rejct; rua=mailto:a@example.com").record, at("v=DMARC1; p=rejct").record
    assert reported and reported.applies and reported.policy == "none"
    assert unreported and not unreported.applies


def test_what_is_proposed_instead() -> None:
    assert (
        repaired((REJECT, "v=DMARC1; p=none; rua=mailto:a@example.com")) == "v=DMARC1; p=none; rua=mailto:a@example.com"
    )
    assert repaired(("v=dmarc1; p=reject",)) == REJECT
    assert repaired(("v=DMARC1; p=rejct; sp=x; adkim=s",)) == "v=DMARC1; p=none; adkim=s"
    assert with_tags("v=DMARC1;p=reject; adkim=s ;aspf=s", adkim="r") == "v=DMARC1; p=reject; adkim=r; aspf=s"


def test_a_walk_asks_eight_times_at_most() -> None:
    """The example of section 4.10."""
    long = "a.b.c.d.e.f.g.h.i.j.mail.example.com"
    assert walked(long) == (
        long, "g.h.i.j.mail.example.com", "h.i.j.mail.example.com", "i.j.mail.example.com", "j.mail.example.com",
        "mail.example.com", "example.com", "com",
    )  # fmt: skip
    assert walked("a.mail.example.com") == ("a.mail.example.com", "mail.example.com", "example.com", "com")
    assert len(walked("1.2.3.4.5.6.example.com")) == 8


def seen(*domains: str, **records: str | list[str]) -> dict[str, Published]:
    zone: Zone = {
        f"_dmarc.{name.replace('_', '.')} TXT": v if isinstance(v, list) else [v] for name, v in records.items()
    }
    zone = {key: "servfail" if values == ["servfail"] else values for key, values in zone.items()}
    names = dict.fromkeys(name for domain in domains for name in walked(domain))
    return {name: published(name, answer(zone, f"_dmarc.{name}", "TXT")) for name in names}


@pytest.mark.parametrize(
    ("domain", "records", "expected"),
    [
        ("a.mail.example.com", {"mail_example_com": REJECT, "example_com": REJECT}, "example.com"),
        ("a.mail.example.com", {"mail_example_com": "v=DMARC1; psd=n", "example_com": REJECT}, "mail.example.com"),
        ("a.mail.example.com", {"com": "v=DMARC1; psd=y"}, "example.com"),
        ("mail.example.com", {"example_com": "v=DMARC1; psd=y"}, "mail.example.com"),
        ("example.com", {"example_com": "v=DMARC1; psd=y", "com": REJECT}, "example.com"),
        ("a.mail.example.com", {}, "a.mail.example.com"),
        ("a.mail.example.com", {"a_mail_example_com": REJECT}, "a.mail.example.com"),
        ("a.mail.example.com", {"example_com": [REJECT, REJECT + ";"], "mail_example_com": REJECT}, "mail.example.com"),
        ("mail.example.com", {"example_com": REJECT, "com": "servfail"}, "example.com"),
    ],
)
def test_where_an_organisation_ends(domain: str, records: dict[str, str | list[str]], expected: str) -> None:
    assert organisation(domain, seen(domain, **records)) == expected


@pytest.mark.parametrize(
    ("domain", "records", "expected"),
    [
        ("example.com", {"example_com": "v=DMARC1; p=reject; sp=none"}, "reject"),
        ("news.example.com", {"example_com": "v=DMARC1; p=reject; sp=none"}, "none"),
        ("news.example.com", {"example_com": REJECT}, "reject"),
        ("news.example.com", {"example_com": REJECT, "news_example_com": "v=DMARC1; p=none"}, "none"),
        ("a.news.example.com", {"example_com": REJECT, "news_example_com": "v=DMARC1; p=none"}, "reject"),
        ("example.com", {"com": "v=DMARC1; p=quarantine; psd=y"}, "quarantine"),
        ("example.com", {"example_com": "v=DMARC1; p=reject; t=y"}, "quarantine"),
        ("example.com", {"example_com": "v=DMARC1; p=quarantine; t=y"}, "none"),
        ("example.com", {"example_com": [REJECT, "v=DMARC1; p=none"]}, None),
        ("example.com", {}, None),
    ],
)
def test_which_policy_applies(domain: str, records: dict[str, str | list[str]], expected: str | None) -> None:
    policy = policy_of(domain, seen(domain, **records))
    assert (policy.request() if policy else None) == expected


def test_a_subdomain_that_does_not_exist_has_a_policy_of_its_own() -> None:
    policy = policy_of(
        "news.example.com", seen("news.example.com", example_com="v=DMARC1; p=none; sp=quarantine; np=reject")
    )
    assert policy and policy.request(exists=False) == "reject" and policy.request(exists=True) == "quarantine"


@pytest.mark.parametrize("silent", ["example_com", "news_example_com"])
def test_what_does_not_answer_is_told(silent: str) -> None:
    records = seen("news.example.com", **{silent: "servfail"})
    with pytest.raises(Unanswered):
        policy_of("news.example.com", records)


def test_alignment() -> None:
    records = seen("news.example.com", "mail.example.com", "other.example", example_com=REJECT)
    assert aligned("news.example.com", "mail.example.com", records, strict=False)
    assert not aligned("news.example.com", "mail.example.com", records, strict=True)
    assert aligned("example.com", "example.com", records, strict=True)
    assert not aligned("news.example.com", "other.example", records, strict=False)
    # Only a record above both says that they belong together.
    apart = seen("news.example.com", "example.com", news_example_com=REJECT)
    assert not aligned("news.example.com", "example.com", apart, strict=False)
