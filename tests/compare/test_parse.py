"""A snapshot is read back from pasted text, also where a chat has changed it; other text is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.compare.parse import MAX_CHARACTERS, Unreadable, parse_snapshots
from bot.compare.snapshot import Snapshot, encode_snapshot
from bot.core.model import Vantage
from bot.languages import LANGUAGES
from bot.render.json.report import report_object
from bot.render.json.snapshot import write_snapshot
from bot.words.comparison import describe_problem
from tests.render.places import PROBED, SEEN
from tests.render.samples import report

TEXT = write_snapshot(PROBED)


def spoiled(text: str) -> list[str]:
    """As chats, editors and terminals hand it on."""
    return [
        f"```\n{text}```",
        f"here it is:\n```json\n{text}\n```\nthanks",
        text.replace('"', "\u201c"),
        text.replace('"', "\u201d").replace(" ", "\u00a0"),
        text.replace('"', "&quot;"),
        text.replace("\n", "\r\n"),
        text.replace("eu-central", "eu-cen\ntral"),
        text.replace("5004", "50\n04", 1),
        text.replace(
            "email-smtp.eu-central-1.amazonaws.com",
            "<http://email-smtp.eu-central-1.amazonaws.com|email-smtp.eu-central-1.amazonaws.com>",
        ),
        "\ufeff" + text.replace(":", ":\u200b", 3),
        json.dumps(json.loads(text), indent=4),
    ]


@pytest.mark.parametrize("text", spoiled(TEXT))
def test_a_paste_is_read_as_it_was_printed(text: str) -> None:
    assert parse_snapshots(text) == (PROBED,)


@pytest.mark.parametrize("between", ["", "\n", ",\n", "\nand the bot:\n", "```\n```"])
def test_two_objects_may_follow_each_other(between: str) -> None:
    assert parse_snapshots(TEXT + between + write_snapshot(SEEN)) == (PROBED, SEEN)


def test_a_whole_answer_is_read_by_what_it_saw() -> None:
    assert parse_snapshots(json.dumps(report_object(report()))) == (SEEN,)


def test_an_older_answer_is_read_by_its_checks() -> None:
    older = {name: value for name, value in report_object(report()).items() if name not in ("seen", "vantage")}
    (found,) = parse_snapshots(json.dumps(older))
    assert isinstance(found, Snapshot)
    assert (found.target, found.can_send, found.vantage) == ("prod", "no", Vantage())
    assert found.checks["smtp.auth"].causes == ("smtp.credentials_invalid",)
    assert [(s.name, s.code) for s in found.stages if s.code] == [
        ("banner", 220),
        ("ehlo", 250),
        ("starttls", 220),
        ("auth", 535),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "values"),
    [
        ("", "empty", {}),
        (" ``` ", "empty", {}),
        ("hello", "not_object", {}),
        ("[1]", "not_object", {}),
        (TEXT[:100], "not_json", {"line": 4, "column": 20}),
        ("{}", "schema", {"schema": ""}),
        ('{"schema": "ses-check-probe/2"}', "schema", {"schema": "ses-check-probe/2"}),
        ('{"schema": "ses-check-probe/1"}', "lacks", {"part": "target"}),
        ('{"schema": "ses-check-probe/1", "target": "x"}', "lacks", {"part": "checks"}),
        ('{"schema": "ses-check-probe/1", "target": 1, "checks": {}}', "part", {"part": "target"}),
        ('{"schema": "ses-check-probe/1", "target": "x", "checks": {"a": {"outcome": "good"}}}', "part", {"part": "outcome"}),
        ('{"schema": "ses-check-probe/1", "target": "x", "checks": {}, "clock": NaN}', "part", {"part": "clock"}),
        ('{"schema": "ses-check/1", "error": {"message": "no target", "places": []}}', "error", {"message": "no target"}),
        ("{" * 5000, "not_json", {"line": 1, "column": 2}),
        ("x" * (MAX_CHARACTERS + 1), "too_long", {}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(text: str, reason: str, values: dict[str, Any]) -> None:
    (problem,) = parse_snapshots(text)
    assert isinstance(problem, Unreadable)
    assert problem.reason == reason
    assert reason == "not_json" or dict(problem.values) == values
    for language in LANGUAGES:
        assert describe_problem(problem, "a.json", language)


def test_secrets_in_a_paste_are_removed() -> None:
    secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab"
    (found,) = parse_snapshots(write_snapshot(replace(PROBED, caller=secret, keys={"smtp": secret})))
    assert isinstance(found, Snapshot)
    assert secret not in json.dumps(encode_snapshot(found))


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
some = st.dictionaries(st.sampled_from(sorted({*encode_snapshot(SEEN), "schema"})), values)


@settings(deadline=None)
@given(some, st.sampled_from(["ses-check-probe/1", "ses-check/1"]))
@example({"target": "x", "checks": {"a": {"outcome": "pass", "causes": [None]}}}, "ses-check-probe/1")
def test_any_object_is_read_or_refused(parts: dict[str, Any], schema: str) -> None:
    whole = {**encode_snapshot(SEEN), **parts, "schema": schema}
    (found,) = parse_snapshots(json.dumps(whole))
    assert isinstance(found, Snapshot | Unreadable)


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(0, len(TEXT)), st.integers(0, 40))
def test_any_text_is_read_or_refused(noise: str, at: int, cut: int) -> None:
    for text in (noise, TEXT[:at] + noise + TEXT[at + cut :], TEXT + noise):
        for found in parse_snapshots(text):
            assert isinstance(found, Snapshot | Unreadable)
            if isinstance(found, Unreadable):
                assert describe_problem(found, "a", "en") and describe_problem(found, "a", "vi")
