"""The grammar of what is typed after `/ses-regions` and `/ses-trace`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.request.flags import UsageProblem
from bot.request.grammar import HelpRequest
from bot.request.lookups import (
    RegionsRequest,
    TraceRequest,
    parse_identity,
    parse_message_id,
    parse_regions,
    parse_trace,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", RegionsRequest()),
        ("prod", RegionsRequest(("prod",))),
        ("prod example.com lang:vi private", RegionsRequest(("prod", "example.com"), "vi", private=True)),
        ("PRIVATE “example.com” --lang en", RegionsRequest(("example.com",), "en", private=True)),
        ("prod <http://example.com|example.com>", RegionsRequest(("prod", "example.com"))),
        ("prod <mailto:a@example.com|a@example.com>", RegionsRequest(("prod", "a@example.com"))),
        ("trợ giúp", HelpRequest()),
        ("help lang:vi", HelpRequest("vi")),
        ("a b c", UsageProblem("request.regions", {"words": "a b c", "command": "/ses-regions"})),
        ("prod langg:vi", UsageProblem("request.flag_near", {"word": "langg:vi", "near": "lang:"})),
        ("prod to:a@b.c", UsageProblem("request.flag", {"word": "to:a@b.c", "command": "/ses-regions"})),
    ],
)
def test_regions(text: str, expected: object) -> None:
    assert parse_regions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (EXAMPLE_ID, TraceRequest(EXAMPLE_ID)),
        (EXAMPLE_ID.upper(), TraceRequest(EXAMPLE_ID)),
        (f"prod {EXAMPLE_ID} public lang:vi", TraceRequest(EXAMPLE_ID, "", "prod", "vi", public=True)),
        (f"<{EXAMPLE_ID}@email.amazonses.com>", TraceRequest(EXAMPLE_ID, "us-east-1")),
        (f"Message-Id: {EXAMPLE_ID}@ap-southeast-1.amazonses.com", TraceRequest(EXAMPLE_ID, "ap-southeast-1")),
        (f"`{EXAMPLE_ID}`", TraceRequest(EXAMPLE_ID)),
        ("", HelpRequest()),
        ("help", HelpRequest()),
    ],
)
def test_trace(text: str, expected: object) -> None:
    assert parse_trace(text) == expected


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ("prod", "request.message_id", "prod"),
        ("prod 0107-abc", "request.message_id", "0107-abc"),
        (f"prod {EXAMPLE_ID}@mail.example.com", "request.message_id", f"{EXAMPLE_ID}@mail.example.com"[:39] + "…"),
    ],
)
def test_what_is_no_id_of_ses_says_how_one_looks(text: str, key: str, word: str) -> None:
    problem = parse_trace(text)
    assert isinstance(problem, UsageProblem)
    assert (problem.key, problem.values["word"], problem.values["example"]) == (key, word, EXAMPLE_ID)


def test_two_ids_or_two_targets_are_too_many() -> None:
    for text in (f"{EXAMPLE_ID} {EXAMPLE_ID}", f"{EXAMPLE_ID} prod staging"):
        assert isinstance(parse_trace(text), UsageProblem)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("example.com", "example.com"),
        ("EXAMPLE.com.", "example.com"),
        ("A.b@Example.com", "A.b@example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("prod", ""),
        ("a@b", ""),
        ("exa mple.com", ""),
        ("-x.example", ""),
        ("", ""),
    ],
)
def test_an_identity_is_a_domain_or_an_address(text: str, known: str) -> None:
    assert parse_identity(text) == known


@given(st.text())
def test_nothing_that_can_be_typed_raises(text: str) -> None:
    parse_regions(text)
    parse_trace(text)
    parse_identity(text)
    parse_message_id(text)
