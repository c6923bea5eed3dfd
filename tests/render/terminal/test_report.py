"""The terminal's answer: readable at 80 columns, commands whole, colours only when asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.core.model import CheckResult, Judgement, Outcome
from bot.render.screen import PLAIN, Screen
from bot.render.terminal.layout import draw
from bot.render.terminal.progress import progress
from bot.render.terminal.report import render
from bot.words.catalogue import catalogue
from bot.words.text import parse
from tests.render.samples import CONSOLE, DERIVE, RETIRE, advice, generic, report, unsure, wrong_region


@pytest.mark.parametrize("language", ["en", "vi"])
def test_prose_fits_eighty_columns_and_commands_stand_whole_at_the_left_edge(language: str) -> None:
    rows = render(report(language)).splitlines()
    copied = [*DERIVE.splitlines(), RETIRE]
    assert [row for row in copied if row not in rows] == []
    wide = [row for row in rows if cell_len(row) > 80 and row not in copied and CONSOLE not in row]
    assert wide == []
    assert rows == [row.rstrip() for row in rows]


def test_the_verdict_is_the_first_line() -> None:
    assert render(report()).startswith("✖ CAN SEND: NO - The SMTP password belongs to us-east-1")


def test_no_escape_sequence_unless_asked_for() -> None:
    assert "\x1b" not in render(report())
    assert "\x1b[" in render(report(), Screen(colours=True))


def test_what_is_open_and_ruled_out_is_said() -> None:
    said = render(generic())
    for words in ("Still possible", "Ruled out", "from where the bot stands", "Only SMTP was checked"):
        assert words in said


def test_what_could_not_be_looked_at_is_said_once() -> None:
    assert "ses:GetAccount is denied" in render(unsure())
    told = replace(unsure(), roots=(), headline=f"CAN SEND: UNKNOWN - {unsure().unsure}")
    assert render(told).count("could not be looked at") == 1


def test_a_second_root_has_its_own_title_and_fix() -> None:
    said = render(replace(report(), roots=(advice("a.b", "First thing", "Because."), wrong_region())))
    assert said.index("There is another root cause:") < said.index("✖ The SMTP password belongs") < said.index(RETIRE)


def test_code_with_blanks_keeps_its_ends_without_colours() -> None:
    said = render(replace(report(), roots=(replace(wrong_region(), verify=parse("It prints `2500 open` there.")),)))
    assert "It prints `2500 open` there." in said


@given(st.text(max_size=300))
def test_nothing_of_others_reaches_the_terminal_as_a_command(text: str) -> None:
    hostile = replace(report(), headline=text, repairs=(text,), target=text)
    said = render(hostile)
    assert all(c.isprintable() or c in "\n" or c.isspace() for c in said)


def test_progress_shows_each_check_and_the_count() -> None:
    checks = [("config.credentials", "Credentials"), ("smtp.auth", "Login")]
    results = {"config.credentials": CheckResult("config.credentials", Outcome.PASS, 12, Judgement())}
    said = draw([progress(checks, results, 1500, catalogue("vi"))], PLAIN)
    assert said == "  ✔ Credentials  12 ms\n  · Login\nĐã xong 1/2 mục sau 1,5 s\n"
