"""Whether mail from here passes DMARC, by which leg, and what is found where it does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.causes import all_causes
from bot.checks.dns import dmarc
from bot.checks.ses._identity import sender_setup
from bot.core.context import Context
from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Judgement, Outcome
from bot.core.values import Value
from bot.diagnosis.diagnose import diagnose
from tests.checks.dns.zone import SES, Zone, asked, everywhere
from tests.checks.evidence import DENIED, INSPECTOR, found, identity, reason, target
from tests.core.runs import run_of

TOKENS = ("aaa", "bbb", "ccc")
KEYS: Zone = {f"{token}._domainkey.example.com CNAME": [f"{token}.dkim.amazonses.com"] for token in TOKENS}
NO_KEYS: Zone = {key: [] for key in KEYS}
SILENT_KEYS: Zone = {
    f"{token}._domainkey.example.com {kind}": "servfail" for token in TOKENS for kind in ("CNAME", "TXT")
}
BOTH = identity(mail_from_domain="mail.example.com", mail_from_status="SUCCESS", dkim_tokens=TOKENS)
DKIM = identity(dkim_tokens=TOKENS)
SPF = identity(dkim_enabled=False, mail_from_domain="mail.example.com", mail_from_status="SUCCESS")
NEITHER = identity(dkim_enabled=False)
ADDRESS = identity(name="noreply@example.com", dkim_enabled=False, dkim_status="NOT_STARTED")


def zone(policy: str | list[str] = "v=DMARC1; p=reject") -> Zone:
    records = policy if isinstance(policy, list) else [policy]
    own: dict[str, list[str] | str] = {
        "_dmarc.example.com TXT": records, "mail.example.com TXT": ["v=spf1 include:amazonses.com ~all"],
        "news.example.com A": ["203.0.113.8"],
    }  # fmt: skip
    return {**SES, **KEYS, **own}


class Aws:
    """The identities that SES answers with, nearest first."""

    def __init__(self, *identities: Any) -> None:
        self._by_name = {each.name: each for each in identities if isinstance(each, Identity)}
        self._rest = next((each for each in identities if not isinstance(each, Identity)), None)

    async def identity(self, name: str, _region: str) -> Any:
        return self._by_name.get(name, self._rest)

    async def list_identities(self, _region: str) -> Any:
        return DENIED

    async def caller(self, _by: str) -> Any:
        return INSPECTOR


async def judged(names: Zone, *identities: Any, sender: str = "noreply@example.com") -> Judgement:
    """The whole check, with typed answers."""
    asker = target(sender=sender)
    context: Context[Any] = Context(asker)
    context.probes = SimpleNamespace(
        aws=Aws(*identities), names=SimpleNamespace(lookup=asked(names), lookup_all=everywhere(names))
    )
    return dmarc.judge(asker, await dmarc.CHECK.gather(context))


def legs(judgement: Judgement) -> dict[Value, tuple[Value, ...]]:
    [table] = judgement.tables
    return {row[0]: row[1:] for row in table.rows}


@pytest.mark.parametrize(
    ("owner", "policy", "sender", "by"),
    [
        (BOTH, "v=DMARC1; p=reject", "noreply@example.com", ("dkim", "spf")),
        (DKIM, "v=DMARC1; p=reject", "noreply@example.com", ("dkim",)),
        (SPF, "v=DMARC1; p=reject", "noreply@example.com", ("spf",)),
        (BOTH, "v=DMARC1; p=reject; adkim=s; aspf=s", "noreply@example.com", ("dkim",)),
        (BOTH, "v=DMARC1; p=reject", "noreply@news.example.com", ("dkim", "spf")),
        (BOTH, "v=DMARC1; p=reject; adkim=s", "noreply@news.example.com", ("spf",)),
        (BOTH, "v=DMARC1; p=reject; aspf=s", "noreply@news.example.com", ("dkim",)),
    ],
)
async def test_one_leg_is_enough(owner: Identity, policy: str, sender: str, by: tuple[str, ...]) -> None:
    judgement = await judged(zone(policy), owner, sender=sender)
    assert judgement.outcome is Outcome.PASS and reason(judgement) == "note.dmarc_passes"
    assert judgement.note and judgement.note.values["by"] == by
    assert judgement.tables == ()


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("v=DMARC1; p=reject", "dmarc.failing/unsigned"),
        ("v=DMARC1; p=quarantine", "~dmarc.failing/unsigned"),
        ("v=DMARC1; p=none", "~dmarc.failing/unsigned"),
        ("v=DMARC1; p=reject; t=y", "~dmarc.failing/unsigned"),
        ("v=DMARC1; p=reject; sp=none", "dmarc.failing/unsigned"),
    ],
)
async def test_what_follows_is_what_the_domain_asks_for(policy: str, expected: str) -> None:
    assert found(await judged(zone(policy), NEITHER)) == [expected]


async def test_a_name_that_does_not_exist_has_a_policy_of_its_own() -> None:
    policy = "v=DMARC1; p=none; np=reject"
    assert found(await judged(zone(policy), NEITHER, sender="noreply@news.example.com")) == ["~dmarc.failing/unsigned"]
    assert found(await judged(zone(policy), NEITHER, sender="noreply@gone.example.com")) == ["dmarc.failing/unsigned"]


@pytest.mark.parametrize(
    ("owner", "records", "sender", "expected", "states"),
    [
        (NEITHER, zone(), "noreply@example.com", "dmarc.failing/unsigned", ("off", "not_set")),
        (identity(dkim_status="PENDING"), zone(), "noreply@example.com", "dmarc.failing/unsigned", ("pending", "not_set")),
        (identity(dkim_status="FAILED"), zone(), "noreply@example.com", "dmarc.failing/unsigned", ("failed", "not_set")),
        (DKIM, {**zone(), **NO_KEYS}, "noreply@example.com", "dmarc.failing/no_key", ("records", "not_set")),
        (SPF, {**zone(), "mail.example.com TXT": []}, "noreply@example.com", "dmarc.failing/unsigned", ("off", "spf_fails")),
        (
            identity(dkim_enabled=False, mail_from_domain="mail.example.com", mail_from_status="FAILED"), zone(),
            "noreply@example.com", "dmarc.failing/unsigned", ("off", "not_verified"),
        ),
        (DKIM, zone("v=DMARC1; p=reject; adkim=s"), "noreply@news.example.com", "dmarc.failing/strict", ("strict", "not_set")),
        (
            BOTH, zone("v=DMARC1; p=reject; adkim=s; aspf=s"), "noreply@news.example.com", "dmarc.failing/strict",
            ("strict", "strict"),
        ),
        (
            BOTH, {**zone([]), "_dmarc.news.example.com TXT": ["v=DMARC1; p=reject"]}, "noreply@news.example.com",
            "~dmarc.failing/boundary", ("boundary", "boundary"),
        ),
        (ADDRESS, zone(), "noreply@example.com", "dmarc.failing/address_only", ("off", "not_set")),
        (SPF, zone("v=DMARC1; p=reject; aspf=s"), "noreply@example.com", "dmarc.failing/unsigned", ("off", "strict")),
    ],
)  # fmt: skip
async def test_why_neither_leg_carries(
    owner: Identity, records: Zone, sender: str, expected: str, states: tuple[str, str]
) -> None:
    judgement = await judged(records, owner, sender=sender)
    assert found(judgement) == [expected]
    assert (legs(judgement)["dkim"][1], legs(judgement)["spf"][1]) == states


@pytest.mark.parametrize(
    ("records", "expected", "proposed"),
    [
        (zone(["v=DMARC1; p=reject", "v=DMARC1; p=none"]), "~dmarc.failing/several", "v=DMARC1; p=none"),
        (zone("v=dmarc1; p=reject"), "~dmarc.failing/ignored", "v=DMARC1; p=reject"),
        (zone("v=DMARC1; p=rejct"), "~dmarc.failing/ignored", "v=DMARC1; p=none"),
    ],
)
async def test_records_that_do_not_count(records: Zone, expected: str, proposed: str) -> None:
    for sender in ("noreply@example.com", "noreply@news.example.com"):
        judgement = await judged(records, BOTH, sender=sender)
        assert found(judgement) == [expected]
        [record] = judgement.findings[0].records
        assert (record.name, record.expected) == ("_dmarc.example.com", proposed)


async def test_strict_alignment_is_shown_as_a_difference() -> None:
    [finding] = (await judged(zone("v=DMARC1; p=reject; adkim=s; aspf=s"), BOTH, sender="a@news.example.com")).findings
    assert finding.records[0].expected == "v=DMARC1; p=reject; adkim=r; aspf=r"
    assert finding.about == {"domain:news.example.com"}


async def test_no_record_is_a_note_and_no_fault() -> None:
    judgement = await judged(zone([]), NEITHER)
    assert judgement.outcome is Outcome.PASS and reason(judgement) == "note.no_dmarc"


@pytest.mark.parametrize(
    ("owner", "records", "key"),
    [
        (BOTH, {**zone(), "_dmarc.example.com TXT": "servfail"}, "reason.dns_failed"),
        (SPF, {**zone(), "mail.example.com TXT": "timeout"}, "reason.dmarc_unknown"),
        (identity(dkim_status="ROTATING"), zone(), "reason.dmarc_unknown"),
        (identity(dkim_enabled=None), zone(), "reason.dmarc_unknown"),
        (DKIM, {**zone(), **SILENT_KEYS}, "reason.dmarc_unknown"),
    ],
)  # fmt: skip
async def test_what_cannot_be_told_is_unknown(owner: Identity, records: Zone, key: str) -> None:
    judgement = await judged(records, owner)
    assert judgement.outcome is Outcome.UNKNOWN and not judgement.findings
    assert reason(judgement) == key


@pytest.mark.parametrize(
    "records",
    [
        {**zone(), "mail.example.com TXT": "timeout"},
        {**zone(), "_dmarc.com TXT": "refused"},
        {**zone(), "amazonses.com TXT": "refused"},
        {**zone(), "aaa._domainkey.example.com CNAME": [], "aaa._domainkey.example.com TXT": ["v=DKIM1; p=MIIB"]},
    ],
)
async def test_what_does_not_answer_does_not_matter_where_another_leg_carries(records: Zone) -> None:
    assert (await judged(records, BOTH)).outcome is Outcome.PASS


async def test_keys_of_ones_own_are_looked_for_at_their_selector() -> None:
    own = identity(dkim_origin="EXTERNAL", dkim_tokens=("sel",))
    assert found(await judged(zone(), own)) == ["dmarc.failing/no_key"]
    assert found(await judged({**zone(), "sel._domainkey.example.com TXT": ["p=MIIB"]}, own)) == []


async def test_a_name_server_that_fails_behind_the_alias_hides_the_key() -> None:
    names = [f"{token}._domainkey.example.com" for token in TOKENS]
    beyond: Zone = {f"{token}.dkim.amazonses.com TXT": ["p=MIIB"] for token in TOKENS}
    fails: Zone = {f"{name} TXT": "servfail" for name in names}
    assert found(await judged({**zone(), **beyond, **fails}, DKIM)) == ["dmarc.failing/no_key"]
    # Refused, or lost behind AWS's zone: that says nothing of the record.
    assert found(await judged({**zone(), **beyond, **{f"{name} TXT": "refused" for name in names}}, DKIM)) == []
    assert found(await judged({**zone(), **fails}, DKIM)) == []


async def test_who_cannot_look_says_so() -> None:
    assert reason(await judged(zone(), DENIED)) == "reason.denied"
    assert reason(await judged(zone(), identity(verified=False))) == "reason.not_verified_yet"


ROOTS = [
    ((NEITHER,), "dkim.failing"),
    (
        (identity(dkim_enabled=False, mail_from_domain="mail.example.com", mail_from_status="FAILED"),),
        "mail_from.not_verified",
    ),
    ((ADDRESS, BOTH), "identity.shadows_domain"),
    ((ADDRESS,), "dmarc.failing"),
]


@pytest.mark.parametrize(("owners", "root"), ROOTS)
async def test_it_follows_from_what_is_wrong_with_the_identity(owners: tuple[Identity, ...], root: str) -> None:
    setup = sender_setup.judge(owners)
    judgement = await judged(zone(), *owners)
    diagnosis = diagnose(run_of({"ses.identity": setup, "dns.dmarc": judgement}), all_causes())
    codes = {each.finding.code for each in diagnosis.roots}
    assert root in codes
    assert ("dmarc.failing" in codes) is (root == "dmarc.failing")


async def test_it_follows_from_spf_where_spf_is_the_only_leg() -> None:
    judgement = await judged({**zone(), "mail.example.com TXT": []}, SPF)
    [finding] = judgement.findings
    assert isinstance(finding, Finding) and "spf:mail.example.com" in finding.about
    assert "dmarc.failing" in all_causes()["spf.failing"].explains
