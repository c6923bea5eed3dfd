"""The modal holds the whole fix, in pages where one cannot."""

from __future__ import annotations

from dataclasses import replace

from bot.render.slack.card import FIX_PAGE, fix_modal
from tests.render.samples import CONSOLE, DERIVE, RETIRE, generic, healthy, report, wrong_region
from tests.render.slack_limits import shown, view_faults


def test_the_whole_fix_is_in_it() -> None:
    (view,) = fix_modal(report())
    read = shown([view])
    for said in (DERIVE, RETIRE, CONSOLE, "*stops whatever still uses it*", "Undo: Set the new access key"):
        assert said in read
    assert view["private_metadata"] == "r-7f3a9c"
    assert view["title"]["text"] == "How to fix it"
    assert fix_modal(report("vi"))[0]["title"]["text"] == "Cách khắc phục"


def test_a_cause_without_steps_still_opens() -> None:
    assert view_faults(fix_modal(generic())[0]) == []
    assert "nothing to fix" in shown(fix_modal(healthy()))


def test_what_one_page_cannot_hold_goes_to_the_next_with_buttons_between() -> None:
    views = fix_modal(replace(report(), roots=(wrong_region(),) * 20))
    assert len(views) > 2
    assert [fault for view in views for fault in view_faults(view)] == []
    turns = [[(e["action_id"], e["value"]) for e in view["blocks"][-1]["elements"]] for view in views]
    assert turns[0] == [(FIX_PAGE, "r-7f3a9c 1")]
    assert turns[1] == [(f"{FIX_PAGE}_back", "r-7f3a9c 0"), (FIX_PAGE, "r-7f3a9c 2")]
    assert len(turns[-1]) == 1
    assert shown(views).count(RETIRE) == 20
