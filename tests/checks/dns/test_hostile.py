"""Records written to do harm cause no exception, no endless walk and no endless questions."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks.dns._dmarc.record import published, repaired
from bot.checks.dns._dmarc.walk import aligned, organisation, policy_of, walked
from bot.checks.dns._spf.lookup import gather_answers, verdict
from bot.checks.dns._spf.merge import merged
from bot.checks.dns._spf.terms import is_spf, parse
from bot.core.evidence.dns import DnsAnswer
from tests.checks.dns.zone import asked

_SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))
_NAMES = ("mail.example.com", "a.example.net", "b.example.net", "amazonses.com")
_TERMS = st.one_of(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "+", "-", "~", "?"]),
        st.sampled_from(["include:", "a:", "mx:", "exists:", "ptr:", "redirect=", "ip4:", "exp="]),
        st.sampled_from([*_NAMES, "%{d}", "%{i}.example.net", "203.0.113.0/24", "", "gone.example.net"]),
    ),
    st.sampled_from(["all", "-all", "a", "mx", "a/24//64"]),
    st.text(max_size=12),
)
_RECORDS = st.lists(_TERMS, max_size=14).map(lambda terms: " ".join(["v=spf1", *terms]))


@_SLOW
@given(st.dictionaries(st.sampled_from(_NAMES), st.lists(_RECORDS, max_size=2), max_size=4))
async def test_any_spf_comes_to_an_end(zone: dict[str, list[str]]) -> None:
    known: dict[str, list[str] | str] = {f"{name} TXT": records for name, records in zone.items()}
    known |= {f"{name} MX": [f"10 {name}"] for name in _NAMES}
    questions: list[tuple[str, str]] = []
    said = verdict(await gather_answers("mail.example.com", asked(known, questions)))
    assert len(questions) == len(set(questions)) <= 80
    assert said.ses.lookups <= 11 and said.ses.void <= 3
    assert said.ses.passes in (True, False, None)


@_SLOW
@given(st.lists(_RECORDS, max_size=3))
def test_what_is_proposed_keeps_the_grammar_and_passes_for_ses(records: list[str]) -> None:
    proposed = merged(records)
    assert is_spf(proposed)
    assert parse(proposed).terms[0].text == "include:amazonses.com"


_TAGS = st.one_of(
    st.sampled_from(
        ["p=none", "p=reject", "p=x", "sp=quarantine", "np=reject", "psd=y", "psd=n", "t=y", "adkim=s", "rua=x"]
    ),
    st.text(max_size=10),
)
_POLICIES = st.lists(_TAGS, max_size=6).map(lambda tags: "; ".join(["v=DMARC1", *tags])) | st.text(max_size=20)


@_SLOW
@given(st.lists(st.lists(_POLICIES, max_size=2), min_size=4, max_size=4))
def test_any_dmarc_comes_to_a_policy(zone: list[list[str]]) -> None:
    names = walked("a.news.example.com")
    seen = {
        name: published(name, DnsAnswer(f"_dmarc.{name}", "TXT", tuple(values)))
        for name, values in zip(names, zone, strict=True)
    }
    policy = policy_of(names[0], seen)
    assert policy is None or policy.request(exists=False) in ("none", "quarantine", "reject")
    assert organisation(names[0], seen) in names
    assert aligned(names[0], names[0], seen, strict=True)
    for name in names:
        text = repaired(seen[name].meant)
        assert published(name, DnsAnswer(name, "TXT", (text,))).problem == ""


async def test_a_long_record_costs_nothing() -> None:
    for term in (
        "a:" + "x" * 60_000 + "!",
        "ip4:203.0.113.7 " * 4000,
        "include:" + "a." * 30_000,
        "%{d" * 20_000,
        "a/" + "1" * 60_000,
    ):
        await gather_answers("mail.example.com", asked({"mail.example.com TXT": [f"v=spf1 {term}"]}))
        published("example.com", DnsAnswer("_dmarc.example.com", "TXT", (f"v=DMARC1; p={term}; {'x' * 60_000}",)))
