"""Every key that the code names has its words, and every placeholder of those words gets its value."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

from bot.causes import ACTORS, RISKS, all_causes
from bot.checks.failed_lookup import judge_failure
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.model import Note
from bot.core.repair import RepairKind
from bot.languages import DEFAULT, LANGUAGES
from bot.probes.shapes import shape_of
from bot.service import CHECKS
from bot.words.build import title_of
from bot.words.catalogue import catalogue
from bot.words.template import placeholders
from bot.words.undecided import describe_note
from tests.words.calls import Call, calls_in, literal_keys

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted(
    p
    for folder in ("bot/checks", "bot/core", "bot/compare", "bot/diagnosis", "bot/lookups", "bot/probes")
    for p in (ROOT / folder).rglob("*.py")
)
# What every note may name.
GIVEN = {"target"}
CALLS = [call for path in SOURCES for call in calls_in(path)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_literal_key_of_a_note_has_words(language: str) -> None:
    named = {key for path in SOURCES for key in literal_keys(path)}
    assert len(named) > 50
    assert named - catalogue(language).keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_of_a_note_gets_a_value(language: str) -> None:
    strings = catalogue(language).strings
    lacking = {
        (call.key, tuple(sorted(wanted - call.values)))
        for call in CALLS
        if (wanted := placeholders(strings[call.key]) - GIVEN) - call.values
    }
    assert lacking == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_repair_has_words(language: str) -> None:
    assert {f"repair.{kind}" for kind in RepairKind} - catalogue(language).keys == set()


def test_the_calls_were_found_at_all() -> None:
    assert Call("repair.permission", frozenset({"action"})) in CALLS
    assert Call("reason.odd_reply", frozenset({"reply"})) in CALLS
    assert len(CALLS) > 40


def own(kind: FailureKind, by: str) -> Failure:
    return Failure(kind, "ses:GetAccount", "Code", "message", 403, by)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("by", ["inspect", "app", ""])
def test_every_way_for_a_look_to_fail_has_words(language: str, kind: FailureKind, by: str) -> None:
    judgement = judge_failure(own(kind, by))
    for note in (judgement.note, judgement.repair):
        if note is not None:
            assert describe_note(note, catalogue(language), "prod")
    assert judgement.note is not None


def test_words_that_are_made_of_a_code_exist() -> None:
    for language in LANGUAGES:
        keys = catalogue(language).keys
        assert {f"check.{check.id}" for check in CHECKS} <= keys
        assert {f"cause.{code}" for code in all_causes()} <= keys
        assert {f"who.{actor}" for actor in ACTORS} <= keys
        assert {f"risk.{risk}" for risk in RISKS if risk != "none"} <= keys
        assert {f"verdict.{verdict}" for verdict in ("yes", "no", "at_risk", "unknown")} <= keys


def spoiled() -> Iterator[str]:
    for value in (
        "x\n",
        "x ",
        " x",
        "a b",
        '"x"',
        'x"',
        "x\u200b",
        "%2B",
        "<x>",
        "é",
        "akiaiosfodnn7example",
        "x$",
        "x",
    ):
        for role in ("key_id", "secret", "password", "token", "username"):
            yield from shape_of(value, role=role, source="").damage
    yield from shape_of("Q" * 44, role="password", source="").damage
    yield from ("swapped", "refused")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_damage_has_a_word(language: str) -> None:
    codes = set(spoiled())
    assert len(codes) >= 14
    assert {f"value.damage.{code}" for code in codes} - catalogue(language).keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("problem", ("refused", "unreachable", "timeout", "silent", "expired", "not_yet_valid", "self_signed")),
        ("problem", ("unknown_ca", "wrong_host", "other", "servfail")),
        ("stage", ("connect", "banner", "ehlo", "starttls", "tls", "auth")),
        ("layer", ("identity", "boundary", "scp", "rcp", "session", "vpc_endpoint", "resource", "sending_policy")),
        ("tls_policy", ("REQUIRE", "OPTIONAL", "unknown")),
        ("window", ("day", "week", "fortnight")),
        ("trend", ("rising", "falling", "steady", "unclear")),
        ("kind", ("identity", "configuration-set")),
        ("in_use", ("none",)),
        ("decision", ("allowed", "implicitDeny", "explicitDeny", "boundary", "scp")),
        ("way", ("smtp", "app")),
        ("open_security", ("starttls", "tls")),
        ("status", ("PENDING", "FAILED", "TEMPORARY_FAILURE", "NOT_STARTED", "SUCCESS")),
    ],
)
def test_codes_that_stand_in_sentences_have_words(language: str, field: str, codes: tuple[str, ...]) -> None:
    assert {f"value.{field}.{code}" for code in codes} - catalogue(language).keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("shape", "field", "plain"),
    [
        ("VerificationError", "error", set()),
        ("VerificationStatus", "status", set()),
        ("RecommendationImpact", "impact", set()),
        # These are names of their own, the same in every language.
        ("RecommendationType", "recommendation", {"DKIM", "SPF", "DMARC", "BIMI"}),
    ],
)
def test_every_code_that_aws_can_give_has_words(language: str, shape: str, field: str, plain: set[str]) -> None:
    codes = set(ServiceModel(Loader().load_service_model("sesv2", "service-2")).shape_for(shape).enum)
    assert len(codes) > 1
    assert {f"value.{field}.{code}" for code in codes - plain} - catalogue(language).keys == set()


def test_no_words_are_left_over() -> None:
    """Every key is written in the code, or is made there from a code by an f-string."""
    literal: set[str] = set()
    made: set[str] = set()
    for node in (
        n for folder in ("bot", "handlers") for p in (ROOT / folder).rglob("*.py") for n in ast.walk(_tree(p))
    ):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            literal.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            made.add("".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values))
    patterns = [re.compile(pattern) for pattern in made if re.match(r"[a-z_]+\\\.|\.\+\\\.[a-z]", pattern)]
    # The page's texts are held against its files by tests/cli/test_demo.py.
    keys = {key for key in catalogue(DEFAULT).keys if not key.startswith("demo.page.")}
    left = [key for key in keys - literal if not any(p.fullmatch(key) for p in patterns)]
    assert left == []


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_a_code_that_nobody_knows_is_shown_as_it_is() -> None:
    cause = "identity.verification_failed"
    values = {"identity": "example.com", "error": "SOMETHING_NEW"}
    for language in LANGUAGES:
        assert title_of(cause, language, values).endswith("SOMETHING_NEW")


def test_a_note_without_its_words_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        describe_note(Note("reason.nobody_wrote_this"), catalogue("en"), "prod")
