"""The short form: one sentence of proof, one next step, a command only where it can be pasted as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words.brief import COMMAND_LINES, VERIFIED_WORDS, WORDS, build_brief, count_words, first_sentence
from bot.words.report import Command, Report
from bot.words.text import parse_markdown
from tests.render.samples import report, wrong_region


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("No end", "No end"),
        ("The host is `ses.amazonaws.com`. It answers.", "The host is `ses.amazonaws.com`."),
        ("Compare what it reads. `KEY` has 20 characters.", "Compare what it reads."),
        ("Version 1.2 is old. Renew it.", "Version 1.2 is old."),
        ("A value, e.g. this one. More.", "A value, e.g. this one."),
        ("No key at hand? Make one. Save it.", "No key at hand? Make one."),
        ("Stop! Then go.", "Stop!"),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert str(first_sentence(parse_markdown(text))) == first


def _with(*commands: Command, risk: str = "none") -> Report:
    step = replace(wrong_region().fix[0], commands=commands, risk=risk)
    return replace(report(), roots=(replace(wrong_region(), fix=(step,)),))


def test_the_first_typed_command_that_is_short_whole_and_harmless() -> None:
    console, short = Command("console", "https://example.com"), Command("cli", "aws ses get-account")
    assert build_brief(_with(console, short)).causes[0].command == short
    assert build_brief(_with(console)).causes[0].command is None
    assert build_brief(_with(short, risk="breaks_senders")).causes[0].command is None
    for text in ("a\n" * COMMAND_LINES + "a", "aws iam get-user <user-name>", "a " * WORDS):
        assert build_brief(_with(Command("cli", text))).causes[0].command is None


def test_two_roots_are_named_and_further_ones_counted() -> None:
    brief = build_brief(replace(report(), roots=(wrong_region(),) * 5))
    assert (len(brief.causes), brief.more) == (2, 3)


def test_a_value_of_any_length_is_one_word_and_signs_are_none() -> None:
    assert count_words("arn:aws:iam::111122223333:user/x -> 12 %") == 2


def test_a_comparison_takes_the_room_of_the_proof_and_then_of_the_command() -> None:
    short = Command("cli", "aws ses get-account")
    assert build_brief(_with(short)).causes[0].proof
    root = replace(_with(short).roots[0], why=parse_markdown("word " * VERIFIED_WORDS))
    cause = build_brief(replace(report(), roots=(root,)), compares=True).causes[0]
    assert not cause.proof and cause.command == short
    long = Command("cli", "a " * (VERIFIED_WORDS - 10))
    assert build_brief(_with(long), compares=True).causes[0].command is None
