"""The SPF of the domain that SES uses: what is found, what is ignored, what is proposed."""

from __future__ import annotations

import pytest

from bot.causes import all_causes
from bot.checks.dns._records.sending import Sending, sending
from bot.checks.dns._spf.lookup import gather_answers
from bot.checks.dns._spf.merge import MINIMAL, merged
from bot.checks.dns.spf import Evidence, judge
from bot.checks.identity_names import Found
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome, Record
from tests.checks.dns.zone import SES, Zone, asked, everywhere
from tests.checks.evidence import DENIED, INSPECTOR, OTHER_ACCOUNT, REGION, TARGET, found, identity, reason, target

MAIL_FROM = "mail.example.com"
GOOD = identity(mail_from_domain=MAIL_FROM, mail_from_status="SUCCESS")


async def judged(record: list[str] | str, zone: Zone | None = None, owner: Identity = GOOD) -> Judgement:
    # The name has other records, so only its SPF record is missing.
    known = {
        **SES,
        f"{MAIL_FROM} TXT": record,
        f"{MAIL_FROM} MX": ["10 feedback-smtp.eu-central-1.amazonses.com"],
        **(zone or {}),
    }
    facts = sending(Found(REGION, (owner,), ()))
    own = isinstance(facts, Sending) and not facts.envelope
    seen = await gather_answers(MAIL_FROM, asked(known)) if own else None
    return judge(TARGET, Evidence(Found(REGION, (owner,), ()), seen, INSPECTOR))


@pytest.mark.parametrize(
    ("record", "expected", "proposed"),
    [
        ([], "~spf.failing/missing", MINIMAL),
        (["v=spf1 include:amazonses.com ~all", "v=spf1 a -all"], "~spf.failing/several", "v=spf1 include:amazonses.com a ~all"),
        (["v=spf1 a -all"], "~spf.failing", "v=spf1 include:amazonses.com a -all"),
        (["v=spf1 redirect=other.example.net"], "~spf.failing", "v=spf1 include:amazonses.com redirect=other.example.net"),
        (["v=spf1 ip4:203.0.113 include:amazonses.com ~all"], "~spf.failing/broken", MINIMAL),
        (
            ["v=spf1 include:gone.example.net a include:amazonses.com -all"], "~spf.failing/broken",
            "v=spf1 include:amazonses.com a -all",
        ),
        (["v=spf1 include:two.example.net include:amazonses.com ~all"], "~spf.failing/broken", MINIMAL),
        (["v=spf1 include:mail.example.com ~all"], "~spf.failing/broken", MINIMAL),
        (["v=spf1 include:amazonses.com include:gone.example.net -all"], "~spf.failing/later", MINIMAL.replace("~", "-")),
        (["v=spf1 include:amazonses.com +all"], "~spf.failing/everyone", MINIMAL),
    ],
)  # fmt: skip
async def test_what_is_found_and_what_to_publish(record: list[str], expected: str, proposed: str) -> None:
    zone: Zone = {"other.example.net TXT": ["v=spf1 -all"], "two.example.net TXT": ["v=spf1 -all", "v=spf1 ~all"]}
    judgement = await judged(record, {**zone, f"{MAIL_FROM} A": ["203.0.113.7"]})
    assert found(judgement) == [expected]
    [finding] = judgement.findings
    [published] = finding.records
    assert isinstance(published, Record)
    assert (published.name, published.type, published.expected) == (MAIL_FROM, "TXT", proposed)
    assert published.found == tuple(record)
    assert finding.about == {f"spf:{MAIL_FROM}"}
    # The proposed record passes.
    assert found(await judged([proposed], {**zone, f"{MAIL_FROM} A": ["203.0.113.7"]})) == []


@pytest.mark.parametrize("old", [["v=spf1 -all"], []])
async def test_servers_that_disagree_are_told_apart(old: list[str]) -> None:
    good = "v=spf1 include:new.example.net ~all"
    zone: Zone = {**SES, "new.example.net TXT": ["v=spf1 include:amazonses.com -all"], f"{MAIL_FROM} TXT": old}
    seen = await gather_answers(
        MAIL_FROM, asked(zone), everywhere(zone, {f"{MAIL_FROM} TXT": [good, "x"]}, {f"{MAIL_FROM} TXT": "timeout"})
    )
    judgement = judge(TARGET, Evidence(Found(REGION, (GOOD,), ()), seen, INSPECTOR))
    assert found(judgement) == ["~spf.failing/spreading"]
    [record] = judgement.findings[0].records
    assert (record.expected, record.found, record.keep) == (good, tuple(old), ("x",))


async def test_a_name_that_is_gone_is_one_fault_with_its_mx() -> None:
    seen = await gather_answers(MAIL_FROM, asked(SES))
    [finding] = judge(TARGET, Evidence(Found(REGION, (GOOD,), ()), seen, INSPECTOR)).findings
    assert (finding.variant, finding.about) == ("missing", frozenset({f"spf:{MAIL_FROM}", "identity:example.com"}))
    assert "spf.failing" in all_causes()["mail_from.not_verified"].explains


async def test_who_does_not_answer_is_named() -> None:
    note = (await judged("timeout")).note
    assert note and note.values == {"name": MAIL_FROM, "answer": "timeout"}


async def test_other_texts_stay() -> None:
    [finding] = (await judged(["site-verification=x", "v=spf1 -all"])).findings
    assert finding.records[0].keep == ("site-verification=x",)
    assert finding.records[0].found == ("v=spf1 -all",)


async def test_the_offending_term_and_its_record_are_named() -> None:
    zone: Zone = {"in.example.net TXT": ["v=spf1 ip5:203.0.113.7 -all"]}
    [finding] = (await judged(["v=spf1 include:in.example.net include:amazonses.com ~all"], zone)).findings
    assert finding.values["term"] == "ip5:203.0.113.7"
    assert finding.values["record_domain"] == "in.example.net"
    assert finding.values["spf_problem"] == "syntax"
    assert finding.records[0].expected == MINIMAL


@pytest.mark.parametrize(
    ("record", "zone", "key"),
    [
        ("timeout", {}, "reason.dns_failed"),
        (["v=spf1 include:silent.example.net ~all"], {"silent.example.net TXT": "servfail"}, "reason.dns_failed"),
        (["v=spf1 exists:%{i}.example.net -all"], {}, "reason.spf_undecidable"),
    ],
)
async def test_what_cannot_be_told_is_unknown(record: list[str] | str, zone: Zone, key: str) -> None:
    judgement = await judged(record, zone)
    assert judgement.outcome is Outcome.UNKNOWN and not judgement.findings
    assert reason(judgement) == key


async def test_more_than_can_be_followed_is_unknown() -> None:
    zone: Zone = {f"{MAIL_FROM} MX": [f"10 m{n}.example.net" for n in range(10)]}
    zone = {**zone, **{f"x{n}.example.net MX": [f"10 y{n}z{m}.example.net" for m in range(10)] for n in range(9)}}
    record = "v=spf1 " + " ".join(f"mx:x{n}.example.net" for n in range(9)) + " include:amazonses.com ~all"
    assert reason(await judged([record], zone)) == "reason.spf_too_much"


async def test_a_healthy_record_passes_with_its_look_ups() -> None:
    judgement = await judged(["v=spf1 include:amazonses.com ~all"])
    assert judgement.outcome is Outcome.PASS and reason(judgement) == "note.spf"
    assert judgement.note and judgement.note.values["lookups"] == 1


@pytest.mark.parametrize(
    ("owner", "outcome", "key"),
    [
        (identity(), Outcome.PASS, "note.spf_of_ses"),
        (identity(mail_from_domain=MAIL_FROM, mail_from_status="FAILED"), Outcome.SKIPPED, "reason.mail_from_first"),
        (identity(mail_from_domain=MAIL_FROM, mail_from_status=None), Outcome.UNKNOWN, "reason.fields_missing"),
        (identity(dkim_enabled=None), Outcome.UNKNOWN, "reason.fields_missing"),
        (identity(verified=False), Outcome.SKIPPED, "reason.not_verified_yet"),
        (identity(verified=None), Outcome.UNKNOWN, "reason.fields_missing"),
    ],
)
async def test_spf_of_another_domain_does_not_matter(owner: Identity, outcome: Outcome, key: str) -> None:
    judgement = await judged(["v=spf1 -all"], owner=owner)
    assert (judgement.outcome, reason(judgement)) == (outcome, key)


def test_who_cannot_look_says_so() -> None:
    assert reason(judge(TARGET, Evidence(Found(REGION, (), (DENIED,)), None, INSPECTOR))) == "reason.denied"
    only_listed = Found(REGION, (Identity("example.com", REGION, True),), (), unseen=DENIED)
    assert reason(judge(TARGET, Evidence(only_listed, None, INSPECTOR))) == "reason.denied"
    elsewhere = target(expected_account=OTHER_ACCOUNT)
    assert reason(judge(elsewhere, Evidence(Found(REGION, (GOOD,), ()), None, INSPECTOR))) == "reason.inspector_account"


def test_an_unverified_address_in_front_of_its_domain_decides_nothing_for_sure() -> None:
    both = Found(REGION, (identity(name="noreply@example.com", verified=False), GOOD), ())
    assert reason(judge(TARGET, Evidence(both, None, INSPECTOR))) == "reason.in_front"


def test_records_are_merged_without_losing_a_sender() -> None:
    assert (
        merged(["v=spf1 redirect=x.example.com", "v=spf1 a -all"])
        == "v=spf1 include:amazonses.com a include:x.example.com -all"
    )
    assert (
        merged(["v=spf1 a a mx exp=why.example.com ?all"])
        == "v=spf1 include:amazonses.com a mx exp=why.example.com ?all"
    )
