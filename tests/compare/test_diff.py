"""Two snapshots compared: the differences, what is left out, and the conclusions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compare.diff import compare_snapshots
from bot.compare.snapshot import Certificate, CheckState, Port, Snapshot, StageState
from bot.core.model import Vantage
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison
from tests.render.places import SEEN

KEY, OTHER = "AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"
BOT = replace(
    SEEN,
    ports=(Port(587, "ok", 30), Port(465, "ok", 30), Port(2587, "ok", 30), Port(25, "timeout", 5000)),
    families={"ipv4": "ok"},
    stages=(
        StageState("resolve", "pass", 3),
        StageState("connect", "pass", 30),
        StageState("ehlo", "pass", 3, 250),
        StageState("ehlo", "pass", 3, 250),
    ),
    checks={
        name: CheckState("pass")
        for name in ("dns.host", "smtp.connect", "smtp.tls", "smtp.auth", "aws.endpoint", "aws.identity")
    },
    keys={"smtp": KEY, "app": OTHER},
    caller="arn:aws:iam::111122223333:user/app",
    can_send="",
)


def there(**changes: Any) -> Snapshot:
    """The application's container: as the bot's machine, save for the changes."""
    return replace(BOT, vantage=Vantage("web", "172.17.0.2", "0.1.0"), **changes)


def checks(**outcomes: CheckState) -> dict[str, CheckState]:
    return {**BOT.checks, **{name.replace("_", ".", 1): look for name, look in outcomes.items()}}


def said(**changes: Any) -> list[tuple[str, int | None]]:
    return [(conclusion.code, conclusion.side) for conclusion in compare_snapshots(BOT, there(**changes)).conclusions]


def test_the_same_is_said_to_be_the_same() -> None:
    result = compare_snapshots(BOT, there())
    assert result.rows == () and result.alone == ()
    assert [conclusion.code for conclusion in result.conclusions] == ["same"]


def test_both_failing_alike_is_not_called_the_same() -> None:
    failing = checks(smtp_auth=CheckState("fail", ("smtp.credentials_invalid",)))
    result = compare_snapshots(replace(BOT, checks=failing), there(checks=failing))
    assert [(conclusion.code, conclusion.values) for conclusion in result.conclusions] == [
        ("both", {"causes": ("smtp.credentials_invalid",)})
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ports": (Port(587, "timeout", 5000), *BOT.ports[1:])}, [("port_open", 1)]),
        ({"ports": tuple(Port(p.port, "refused", 1) for p in BOT.ports)}, [("port", 1)]),
        ({"stages": (StageState("resolve", "pass", 1), StageState("connect", "fail", 5000)), "ports": ()}, [("port", 1)]),
        ({"keys": {"smtp": OTHER, "app": OTHER}}, [("key", None)]),
        ({"caller": "arn:aws:iam::444455556666:user/app"}, [("account", None)]),
        ({"shapes": {**BOT.shapes, "smtp_password": "smtp_password 45 trailing_newline"}}, [("damage", 1)]),
        ({"shapes": {**BOT.shapes, "smtp_password": "empty"}}, [("empty", 1)]),
        ({"shapes": {**BOT.shapes, "smtp_password": "secret_key 40"}}, [("shape", None)]),
        ({"clock": 420}, [("clock_slow", 1)]),
        ({"clock": -420}, [("clock_fast", 1)]),
        ({"certificate": Certificate("Corporate Proxy CA", "TLSv1.2", 300)}, [("intercepted", 1)]),
        ({"addresses": (), "checks": checks(dns_host=CheckState("fail", ("network.dns",)))}, [("name", 1)]),
        ({"checks": checks(smtp_auth=CheckState("fail", ("smtp.credentials_invalid",)))}, [("password", 1)]),
        ({"checks": checks(aws_identity=CheckState("fail", ("credentials.signature_mismatch",)))}, [("secret", 1)]),
        ({"checks": checks(aws_endpoint=CheckState("unknown", (), "unreachable"))}, [("api", 1)]),
        (
            {"checks": checks(smtp_tls=CheckState("fail", ("tls.protocol_version",))), "certificate": Certificate()},
            [("tls", 1)],
        ),
        ({"region": "us-east-1"}, [("region", None)]),
        ({"endpoint": "mail.example.com:25"}, [("endpoint", None)]),
        ({"families": {"ipv4": "refused"}}, [("differs", None)]),
        ({"at": "2026-11-21T19:05:07Z"}, [("same", None), ("apart", None)]),
    ],
)  # fmt: skip
def test_the_conclusion_of_each_difference(changes: dict[str, Any], expected: list[tuple[str, int | None]]) -> None:
    assert said(**changes) == expected
    mirrored = compare_snapshots(there(**changes), BOT).conclusions
    assert [(r.code, r.side) for r in mirrored] == [(c, None if s is None else 1 - s) for c, s in expected]


def test_a_wrong_clock_explains_a_refused_secret() -> None:
    refused = checks(aws_identity=CheckState("fail", ("credentials.clock_skew",)))
    assert said(checks=refused, clock=600) == [("clock_slow", 1)]


def test_another_key_explains_a_refused_login() -> None:
    refused = checks(smtp_auth=CheckState("fail", ("smtp.credentials_invalid",)))
    assert said(checks=refused, keys={"smtp": OTHER, "app": OTHER}) == [("key", None)]


def test_a_port_of_the_same_mode_is_offered_first_and_25_last() -> None:
    bot = replace(BOT, ports=(*BOT.ports[:3], Port(25, "ok", 3)))
    web = there(ports=(Port(587, "timeout", 5), Port(465, "ok", 3), Port(2587, "ok", 3), Port(25, "ok", 3)))
    (conclusion,) = compare_snapshots(bot, web).conclusions
    assert conclusion.values == {"ports": ("587",), "open_ports": ("2587", "465", "25")}


def test_two_public_addresses_of_ses_are_equal_and_private_ones_differ() -> None:
    bot = replace(BOT, addresses=("52.57.1.1", "2a05:d014::1"))
    assert compare_snapshots(bot, there(addresses=("18.184.1.1",))).rows == ()
    private = compare_snapshots(bot, there(addresses=("10.0.3.4",)))
    assert [row.part for row in private.rows] == ["addresses"]
    assert [(r.code, r.side) for r in private.conclusions] == [("private", 1)]


def test_a_part_that_one_snapshot_lacks_is_no_difference() -> None:
    more = {
        "ses.account": CheckState("fail", ("account.sandbox",)),
        "ses.quota": CheckState("pass"),
        "dns.dkim": CheckState("skipped"),
    }
    result = compare_snapshots(replace(BOT, checks={**BOT.checks, **more}), there(clock=None))
    assert result.rows == ()
    assert result.alone == ((0, "clock", ""), (0, "checks", "ses.account"))


def test_stages_after_the_end_and_checks_that_were_blocked_are_left_out() -> None:
    ended = there(
        stages=(StageState("resolve", "pass", 3), StageState("connect", "fail", 5000)),
        checks=checks(
            smtp_connect=CheckState("fail", ("network.unreachable",)), smtp_auth=CheckState("skipped", (), "blocked")
        ),
    )
    rows = compare_snapshots(BOT, ended).rows
    assert [(row.part, row.name) for row in rows] == [("stages", "connect"), ("checks", "smtp.connect")]


def test_a_stage_that_is_much_slower_differs() -> None:
    slow = there(stages=(StageState("resolve", "pass", 4500), *BOT.stages[1:]))
    assert [(row.part, row.name) for row in compare_snapshots(BOT, slow).rows] == [("stages", "resolve")]


steps = st.builds(
    StageState,
    st.sampled_from(["connect", "ehlo", "auth"]),
    st.sampled_from(["pass", "fail", "skipped"]),
    st.integers(0, 9999),
)
codes = st.sampled_from(
    ["", "ok", "fail", "pass", "timeout", "x y", "smtp_password 44", "<b>", "{{ x }}", "arn:aws:iam::1:u"]
)
seen = st.builds(
    Snapshot,
    target=codes,
    region=codes,
    at=st.sampled_from(["", "2026-11-21T13:05:07Z", "yesterday", "2026-11-21"]),
    vantage=st.builds(Vantage, codes, codes),
    can_send=st.sampled_from(["", "yes", "no"]),
    endpoint=st.sampled_from(["", "h:587", "h", ":", "h:x"]),
    keys=st.dictionaries(st.sampled_from(["smtp", "app", "other"]), codes),
    shapes=st.dictionaries(codes.filter(bool), codes.filter(lambda c: bool(c.split())), max_size=3),
    caller=codes,
    clock=st.none() | st.integers(-(10**9), 10**9),
    addresses=st.lists(st.sampled_from(["10.0.0.1", "52.1.1.1", "::1", "no"]), max_size=3).map(tuple),
    certificate=st.builds(Certificate, codes, codes, st.none() | st.integers(-400, 400)),
    ports=st.lists(st.builds(Port, st.sampled_from([25, 587, 465]), codes, st.integers(0, 9000)), max_size=3).map(tuple),
    stages=st.lists(steps, max_size=4).map(tuple),
    checks=st.dictionaries(
        st.sampled_from(["dns.host", "smtp.tls", "smtp.auth", "aws.endpoint", "new.check"]),
        st.builds(
            CheckState,
            st.sampled_from(["pass", "fail", "unknown", "skipped"]),
            st.lists(codes, max_size=2).map(tuple),
            codes,
        ),
    ),
)  # fmt: skip


@settings(deadline=None)
@given(seen, seen)
def test_any_two_can_be_compared_and_worded(a: Snapshot, b: Snapshot) -> None:
    result = compare_snapshots(a, b)
    assert result.conclusions
    assert not {(row.part, row.name) for row in result.rows} & set(result.same)
    for language in LANGUAGES:
        told = build_comparison(result, language)
        assert told.headline and len(told.grid.rows) == len(result.rows)
    assert compare_snapshots(a, a).rows == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_conclusion_has_words(language: str) -> None:
    keys = {key.removeprefix("compare.says.") for key in catalogue(language).keys if key.startswith("compare.says.")}
    assert {"same", "both", "also", "differs", "target", "issuer", "unreadable", "private"} <= keys
