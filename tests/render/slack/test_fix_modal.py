"""The modal holds the whole fix, in pages where one cannot."""

from __future__ import annotations

from dataclasses import replace

from bot.render.slack.fix_modal import FIX_STEPS, FIX_VERIFY, fix_modal
from bot.words.report import Command
from bot.words.text import Span, Text
from tests.render.samples import CONSOLE, DERIVE, RETIRE, generic, healthy, report, wrong_region
from tests.render.slack_limits import shown, view_faults

_PAGE = f"{FIX_STEPS}_page"


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
    assert turns[0] == [(_PAGE, "r-7f3a9c 1 cli")]
    assert turns[1] == [(f"{_PAGE}_back", "r-7f3a9c 0 cli"), (_PAGE, "r-7f3a9c 2 cli")]
    assert turns[-1] == [(f"{_PAGE}_back", f"r-7f3a9c {len(views) - 2} cli"), (FIX_VERIFY, "r-7f3a9c")]
    assert shown(views).count(RETIRE) == 20


def test_buttons_choose_the_form_and_one_form_is_shown_at_a_time() -> None:
    (view,) = fix_modal(report())
    forms = [(e["action_id"], e["value"], e.get("style")) for e in view["blocks"][0]["elements"]]
    assert forms == [
        ("check_fix_form_cli", "r-7f3a9c 0 cli", "primary"),
        ("check_fix_form_console", "r-7f3a9c 0 console", None),
    ]
    assert DERIVE in shown([view])
    (console,) = fix_modal(report(), "console")
    assert CONSOLE in shown([console])
    assert fix_modal(report(), "no such form") == (view,)


def test_the_first_page_holds_the_first_step_however_long_it_is() -> None:
    step = replace(wrong_region().fix[0], commands=(Command("cli", "\n".join(["aws sts get-caller-identity"] * 60)),))
    first, *_ = fix_modal(replace(report(), roots=(replace(wrong_region(), fix=(step, step)),)))
    assert "1." in shown([first]) and "get-caller-identity" in shown([first])


def test_another_form_opens_at_the_step_that_is_being_read() -> None:
    short, long = (Command("cli", "aws sts get-caller-identity"), Command("console", CONSOLE))
    tall = Command("cli", "\n".join(["aws sts get-caller-identity"] * 40))
    step = wrong_region().fix[0]
    fix = tuple(
        replace(step, text=Text((Span(f"step {n}"),)), commands=(each, long))
        for n, each in enumerate([tall] * 3 + [short])
    )
    views = fix_modal(replace(report(), roots=(replace(wrong_region(), fix=fix),)))
    assert len(views) > 2
    consoles = fix_modal(replace(report(), roots=(replace(wrong_region(), fix=fix),)), "console")
    [last] = [e["value"] for e in views[2]["blocks"][0]["elements"] if e["action_id"] == "check_fix_form_console"]
    assert "step 2" in shown([views[2]]) and "step 2" in shown([consoles[int(last.split()[1])]])


def test_a_step_that_lacks_the_chosen_form_names_the_one_it_shows() -> None:
    steps = (
        replace(wrong_region().fix[0], commands=(Command("terraform", "resource {}"),)),
        replace(wrong_region().fix[0], commands=(Command("cli", "aws sts get-caller-identity"),)),
    )
    (view,) = fix_modal(replace(report(), roots=(replace(wrong_region(), fix=steps),)), "terraform")
    named = [e["text"] for b in view["blocks"] if b["type"] == "context" for e in b["elements"]]
    assert "Command line" in named and "Terraform" not in named


def test_a_command_is_one_block_that_is_copied_whole() -> None:
    blocks = [b for view in fix_modal(report()) for b in view["blocks"] if b["type"] == "rich_text"]
    texts = [b["elements"][0]["elements"][0]["text"] for b in blocks]
    assert {b["elements"][0]["type"] for b in blocks} == {"rich_text_preformatted"}
    assert DERIVE in texts


def test_a_record_is_name_type_and_value_in_blocks_of_their_own() -> None:
    step = replace(wrong_region().fix[0], commands=(Command("dns", "a._domainkey.example.com CNAME a.dkim.example"),))
    (view,) = fix_modal(replace(report(), roots=(replace(wrong_region(), fix=(step,)),)))
    texts = [b["elements"][0]["elements"][0]["text"] for b in view["blocks"] if b["type"] == "rich_text"]
    assert texts == ["a._domainkey.example.com", "CNAME", "a.dkim.example"]
