"""The answer on a terminal fits 80 columns, except for commands, and has colours only where asked for."""

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
from bot.words.report import Undecided
from bot.words.text import parse_markdown
from tests.render.samples import CONSOLE, DERIVE, RETIRE, advice, generic, line, report, unsure, wrong_region

WHOLE = Screen(details=True)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_prose_fits_eighty_columns_and_commands_stand_whole_at_the_left_edge(language: str) -> None:
    rows = render(report(language), WHOLE).splitlines()
    copied = [*DERIVE.splitlines(), RETIRE]
    assert [row for row in copied if row not in rows] == []
    wide = [row for row in rows if cell_len(row) > 80 and row not in copied and CONSOLE not in row]
    assert wide == []
    assert rows == [row.rstrip() for row in rows]


def test_the_verdict_is_the_first_line() -> None:
    assert render(report(), WHOLE).startswith("✖ CAN SEND: NO - The SMTP password belongs to us-east-1")


def test_no_escape_sequence_unless_asked_for() -> None:
    assert "\x1b" not in render(report(), WHOLE)
    assert "\x1b[" in render(report(), Screen(colours=True, details=True))


def test_possible_and_ruled_out_causes_are_listed() -> None:
    said = render(generic(), WHOLE)
    for words in ("Still possible", "Ruled out", "This holds for the machine", "Only SMTP was checked"):
        assert words in said


def test_the_reason_for_unknown_is_said_once() -> None:
    assert "ses:GetAccount is denied" in render(unsure(), WHOLE)
    told = replace(unsure(), roots=(), headline=f"CAN SEND: UNKNOWN - {unsure().unsure}")
    assert render(told, WHOLE).count("could not be looked at") == 1


def test_a_second_root_has_its_own_title_and_fix() -> None:
    said = render(replace(report(), roots=(advice("a.b", "First thing", "Because."), wrong_region())), WHOLE)
    assert said.index("There is another root cause:") < said.index("✖ The SMTP password belongs") < said.index(RETIRE)


def test_code_with_blanks_keeps_its_ends_without_colours() -> None:
    said = render(
        replace(report(), roots=(replace(wrong_region(), verify=parse_markdown("It prints `2500 open` there.")),)),
        WHOLE,
    )
    assert "It prints `2500 open` there." in said


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_short_form_leads_with_cause_proof_and_next_step(language: str) -> None:
    say = catalogue(language)
    rows = render(report(language)).splitlines()
    assert rows[0] == f"✖ {report(language).verdict_label} - prod, eu-central-1"
    said = "\n".join(rows)
    assert said.index(str(wrong_region(language).title)[:20]) < said.index(say("card.next")) < said.index(DERIVE[:20])
    assert [row for row in DERIVE.splitlines() if row not in rows] == []
    assert RETIRE not in said
    assert rows[-1].endswith("--details")
    assert len(rows) < 30


def test_the_short_form_tells_one_trouble_of_the_bots_own_once() -> None:
    checks = tuple(line(f"ses.{n}", Outcome.UNKNOWN, f"look {n}", "the bot is blind") for n in range(9))
    said = render(replace(unsure(), roots=(), checks=checks))
    assert " ".join(said.split()).count("the bot is blind") == 1
    assert "look 0, look 1" in said


def test_the_short_form_of_unknown_says_why_and_what_decides_it() -> None:
    answer = replace(unsure(), roots=(), undecided=Undecided("AWS is silent.", "Open port 443."))
    assert render(answer).splitlines()[2:4] == ["  AWS is silent.", "  Next: Open port 443."]


def test_the_short_form_counts_a_third_root() -> None:
    other = advice("a.b", "Another thing", "Because.")
    said = render(replace(report(), roots=(wrong_region(), other, other, other)))
    assert said.count("Another thing") == 1
    assert "+2 more: --details" in said


@given(st.text(max_size=300), st.booleans())
def test_control_characters_of_servers_do_not_reach_the_terminal(text: str, details: bool) -> None:
    hostile = replace(report(), headline=text, repairs=(text,), target=text)
    said = render(hostile, Screen(details=details))
    assert all(c.isprintable() or c in "\n" or c.isspace() for c in said)


def test_progress_shows_each_check_and_the_count() -> None:
    checks = [("config.credentials", "Credentials"), ("smtp.auth", "Login")]
    results = {"config.credentials": CheckResult("config.credentials", Outcome.PASS, 12, Judgement())}
    said = draw([progress(checks, results, 1500, catalogue("vi"))], PLAIN)
    assert said == "  ✔ Credentials  12 ms\n  · Login\nĐã xong 1/2 mục sau 1,5 s\n"
