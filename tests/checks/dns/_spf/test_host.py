"""check_host of RFC 7208, and its results for SES's hosts."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from bot.checks.dns._spf.host import Evaluation, Host
from bot.checks.dns._spf.lookup import gather_answers, ses_hosts, verdict
from bot.core.evidence.dns import DnsAnswer
from tests.checks.dns.zone import SES, Zone, answer, asked

NAME = "mail.example.com"


async def said(record: str | list[str], zone: Zone | None = None, *, ses: bool = True) -> tuple[bool | None, str, str]:
    """Whether SES passes, and what decides or breaks it."""
    records = [record] if isinstance(record, str) else record
    known = {**(SES if ses else {}), f"{NAME} TXT": records, **(zone or {})}
    ours = verdict(await gather_answers(NAME, asked(known))).ses
    if not ours.decisions:
        return ours.passes, "", ""
    return ours.passes, ours.decision.result, ours.decision.problem


_PLAIN = "v=spf1 ip4:203.0.113.7 -all"
_PASS, _SYNTAX = (True, "pass", ""), (False, "permerror", "syntax")
_CHAIN = {"_spf.example.com TXT": ["v=spf1 include:amazonses.com -all"]}
_OTHER = {"other.example.net TXT": [_PLAIN]}
_NOBODY = {"other.example.net TXT": ["v=spf1 -all"]}
_VOID = "a:g1.example.net a:g2.example.net"


@pytest.mark.parametrize("ses", [True, False], ids=["its record is known", "its record is not known"])
@pytest.mark.parametrize(
    ("record", "zone", "expected"),
    [
        ("v=spf1 include:amazonses.com ~all", {}, _PASS),
        ("v=spf1 INCLUDE:AmazonSES.com. ~all", {}, _PASS),
        ("v=spf1 redirect=amazonses.com", {}, _PASS),
        ("v=spf1 include:_spf.example.com -all", _CHAIN, _PASS),
        ("v=spf1 redirect=_spf.example.com", _CHAIN, _PASS),
        ("v=spf1 include:other.example.net include:amazonses.com ~all", _OTHER, _PASS),
        ("v=spf1 exists:%{i}._x.example.net include:amazonses.com ~all", {}, _PASS),
        ("v=spf1 ?include:amazonses.com ~all", {}, (False, "neutral", "")),
        ("v=spf1 -include:amazonses.com +all", {}, (False, "fail", "")),
        ("v=spf1 -all include:amazonses.com", {}, (False, "fail", "")),
        ("v=spf1 ?all include:amazonses.com", {}, (False, "neutral", "")),
        ("v=spf1 include:other.example.net", _NOBODY, (False, "neutral", "")),
        ("v=spf1", {}, (False, "neutral", "")),
        ("v=spf1 redirect=other.example.net", _NOBODY, (False, "fail", "")),
        ([], {}, (False, "none", "missing")),
        (["site-verification=x"], {}, (False, "none", "missing")),
        (["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], {}, (False, "permerror", "several")),
        ("v=spf1 include:amazonses.com ip4:203.0.113 ~all", {}, _SYNTAX),
        ("v=spf1 include:gone.example.net include:amazonses.com ~all", {}, (False, "permerror", "no_spf")),
        ("v=spf1 redirect=gone.example.net", {}, (False, "permerror", "no_spf")),
        ("v=spf1 include:mail.example.com include:amazonses.com ~all", {}, (False, "permerror", "loop")),
        (f"v=spf1 {_VOID} include:amazonses.com ~all", {}, _PASS),
        (f"v=spf1 {_VOID} a:g3.example.net include:amazonses.com ~all", {}, (False, "permerror", "void")),
        (
            "v=spf1 include:silent.example.net include:amazonses.com ~all", {"silent.example.net TXT": "servfail"},
            (None, "temperror", "unanswered"),
        ),
        ("v=spf1 include:amazonses.com include:silent.example.net ~all", {"silent.example.net TXT": "timeout"}, _PASS),
    ],
)  # fmt: skip
async def test_what_ses_gets(
    ses: bool, record: str | list[str], zone: dict[str, list[str] | str], expected: tuple[bool | None, str, str]
) -> None:
    assert await said(record, zone, ses=ses) == expected


async def test_listed_addresses_are_compared_with_those_of_ses() -> None:
    both = "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/16 -all"
    assert await said(both) == (True, "pass", "")
    assert await said("v=spf1 ip4:199.255.192.0/22 -all") == (False, "fail", ""), "half of them"
    assert await said(_PLAIN) == (False, "fail", "")
    assert (await said(both, ses=False))[0] is None, "which those are, is not known here"
    assert (await said("v=spf1 exists:%{i}._x.example.net -all"))[0] is None, "it depends on the host"


@pytest.mark.parametrize(("others", "passes"), [(9, True), (10, False)])
async def test_ten_look_ups_and_not_one_more(others: int, passes: bool) -> None:
    zone: dict[str, list[str] | str] = {f"s{n}.example.net TXT": [_PLAIN] for n in range(others)}
    includes = " ".join(f"include:s{n}.example.net" for n in range(others))
    assert (await said(f"v=spf1 {includes} include:amazonses.com ~all", zone))[0] is passes
    # Below an include they count as well.
    zone["deep.example.net TXT"] = [f"v=spf1 {includes} -all"]
    assert (await said("v=spf1 include:deep.example.net include:amazonses.com ~all", zone))[0] is (others < 9)


@pytest.mark.parametrize(("servers", "problem"), [(10, ""), (11, "exchanges")])
async def test_an_mx_has_ten_servers_at_most(servers: int, problem: str) -> None:
    zone: dict[str, list[str] | str] = {f"{NAME} MX": [f"10 mx{n}.example.net" for n in range(servers)]}
    zone |= {f"mx{n}.example.net A": ["203.0.113.7"] for n in range(servers)}
    assert (await said("v=spf1 mx include:amazonses.com ~all", zone))[2] == problem


@pytest.mark.parametrize(
    ("record", "address", "result"),
    [
        ("v=spf1 a -all", "203.0.113.7", "pass"),
        ("v=spf1 a/24 -all", "203.0.113.200", "pass"),
        ("v=spf1 a -all", "203.0.113.8", "fail"),
        ("v=spf1 a//64 -all", "2001:db8::99", "pass"),
        ("v=spf1 mx ~all", "203.0.113.25", "pass"),
        ("v=spf1 mx ~all", "2001:db8::1", "softfail"),
        ("v=spf1 ip6:2001:db8::/32 -all", "2001:db8::1", "pass"),
        ("v=spf1 ip6:2001:db8::/32 -all", "203.0.113.7", "fail"),
        ("v=spf1 exists:mx.example.com -all", "192.0.2.1", "pass"),
        ("v=spf1 ptr:example.com -all", "192.0.2.1", "fail"),
    ],
)
def test_hosts_by_address(record: str, address: str, result: str) -> None:
    zone = {
        f"{NAME} TXT": [record], f"{NAME} A": ["203.0.113.7"], f"{NAME} AAAA": ["2001:db8::7"],
        f"{NAME} MX": ["10 mx.example.com"], "mx.example.com A": ["203.0.113.25"],
    }  # fmt: skip
    answers: dict[tuple[str, str], DnsAnswer] = {}
    while True:
        evaluation = Evaluation(NAME, Host(ip_address(address)), answers).run()
        if not evaluation.wanted:
            break
        answers |= {question: answer(zone, *question) for question in evaluation.wanted}
    assert evaluation.decision.result == result


async def test_what_leads_to_the_same_round_is_asked_side_by_side() -> None:
    zone = {**SES, f"{NAME} TXT": ["v=spf1 include:a.example.net include:b.example.net include:amazonses.com ~all"]}
    zone |= {"a.example.net TXT": [_PLAIN], "b.example.net TXT": [_PLAIN]}
    questions: list[tuple[str, str]] = []
    await gather_answers(NAME, asked(zone, questions))
    assert len(questions) == len(set(questions)) == 4


@pytest.mark.parametrize(
    "record",
    [
        ["v=spf1 include:elsewhere.example.net -all"],
        ["v=spf1 -all"],
        ["v=spf1 ip4:bad -all"],
        ["v=spf1 -all", "v=spf1 ~all"],
        "servfail",
        [],
    ],
)
def test_hosts_of_ses_are_not_guessed(record: list[str] | str) -> None:
    [host] = ses_hosts(answer({"amazonses.com TXT": record}, "amazonses.com", "TXT"))
    assert host.address is None and not host.readable
    assert ses_hosts(None) == (host,)
