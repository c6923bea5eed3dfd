"""A comparison in Slack and on the terminal stays within the limits for any paste, and is masked for a channel."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compare.diff import compare_snapshots
from bot.compare.snapshot import CheckState, Snapshot, StageState
from bot.core.model import Vantage
from bot.core.redact import cut
from bot.render import monospace
from bot.render.screen import Screen
from bot.render.slack.comparison import FIELD_TEXT, comparison, dialog, result_view
from bot.render.slack.transcript import transcript
from bot.render.terminal.comparison import render
from bot.render.transcript import transcript_file_name, write_transcript
from bot.words.comparison import build_comparison
from bot.words.report import Grid
from tests.render.places import PROBED, SEEN
from tests.render.samples import KEY, report
from tests.render.slack.test_limits import NASTY, SLOW
from tests.render.slack_limits import message_faults, shown, view_faults

# As long as bot.compare.parse leaves any value.
hostile = st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map(lambda parts: cut("".join(parts), 300))


@st.composite
def places(draw: st.DrawFn) -> Snapshot:
    names = [f"c{n}" for n in range(draw(st.integers(0, 60)))]
    return replace(
        SEEN,
        target=draw(hostile),
        vantage=Vantage(draw(hostile), draw(hostile)),
        keys={"smtp": draw(hostile)},
        endpoint=draw(hostile),
        stages=tuple(StageState(name, "fail", 5, 0, draw(hostile)) for name in names[:8]),
        checks={name: CheckState("fail", (f"x.{n}",), "") for n, name in enumerate(names)},
    )


@SLOW
@given(places(), places())
def test_whatever_was_pasted_stays_within_slacks_limits(a: Snapshot, b: Snapshot) -> None:
    compared = build_comparison(compare_snapshots(a, b), "en")
    for payload in (comparison(compared), comparison(compared, asked_by="U0123456789")):
        assert [fault for part in (payload, *payload.overflow) for fault in message_faults(part)] == []
    assert view_faults({**result_view(compared), "private_metadata": ""}) == []
    assert render(compared, Screen(60))


def test_a_channel_sees_the_last_four_only() -> None:
    other = replace(PROBED, keys={"smtp": "AKIAI44QH8DHBEXAMPLE"}, caller="arn:aws:iam::111122223333:user/x")
    compared = build_comparison(
        compare_snapshots(replace(SEEN, caller="arn:aws:iam::444455556666:user/x"), other), "en"
    )
    read = shown([comparison(compared, asked_by="U0123456789")])
    assert KEY not in read and "111122223333" not in read and "AKIA…MPLE" in read
    assert KEY in shown([comparison(compared)])


def test_the_reason_of_a_skipped_check_is_in_words() -> None:
    here = replace(PROBED, checks={"smtp.regions": CheckState("skipped", (), "sweep_not_needed")})
    there = replace(PROBED, checks={"smtp.regions": CheckState("skipped", (), "sweep_not_allowed")})
    told = render(build_comparison(compare_snapshots(here, there), "vi"))
    assert "bỏ qua (không cần: đăng nhập không gặp lỗi 535)" in told
    assert "bỏ qua (sweep_not_allowed)" in told  # its words name the target, which a probe does not give them


def test_the_dialog_takes_what_a_probe_prints() -> None:
    view = dialog("vi", "{}")
    assert [block["optional"] for block in view["blocks"]] == [False, True]
    assert all(block["element"]["max_length"] == FIELD_TEXT for block in view["blocks"])


@pytest.mark.parametrize("width", [30, 60, 200])
def test_a_row_that_is_too_wide_has_its_cells_below(width: int) -> None:
    rows = (("short", "a", "b"), ("long", "x" * 40, "y" * 40))
    text = monospace.side_by_side(Grid("t", ("what", "one", "other"), rows), width)
    assert ("long" in text.split("\n")) == (width < 200)
    assert all(cell in text for row in rows for cell in row)


def test_a_long_dialogue_is_told_whole() -> None:
    lines = tuple(f"S: 250-{number} {'x' * 300}" for number in range(150))
    payload = transcript(replace(report(), transcript=lines), [])
    parts = (payload, *payload.overflow)
    assert [fault for part in parts for fault in message_faults(part)] == []
    assert all(f"250-{number} " in shown(parts) for number in range(150))


def test_a_file_is_named_by_target_and_run() -> None:
    assert transcript_file_name(replace(report(), target="../prod env")) == "ses-check-..-prod-env-r-7f3a9c.txt"
    assert write_transcript(replace(report(), transcript=())) == ""
