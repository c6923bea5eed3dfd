"""What a card says, in which order, with which buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model import CheckResult, Judgement, Outcome, Verdict
from bot.languages import LANGUAGES
from bot.render.slack import card as cards
from bot.render.slack.card import card, incident_card
from bot.render.slack.details import details
from bot.render.slack.payload import Payload
from bot.render.slack.progress import progress
from bot.words.report import Command, Undecided
from tests.render.samples import advice, generic, healthy, report, wrong_region
from tests.render.slack_limits import message_faults, shown

TWO_LANGUAGES = {code: LANGUAGES[code] for code in ("en", "vi")}


@pytest.fixture(autouse=True)
def _two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "LANGUAGES", TWO_LANGUAGES)


def _buttons(payload: Payload) -> list[tuple[str, str]]:
    elements: list[Any] = [e for b in payload.blocks if b["type"] == "actions" for e in b["elements"]]
    for element in elements:
        run, _, language = element.get("value", "r-1").partition(" ")
        assert run in {"r-7f3a9c", "r-000001", "r-1"}
        assert (language in LANGUAGES) if element["action_id"] == "check_language" else not language
    return [(e["action_id"], e["text"]["text"] if e["type"] == "button" else "...") for e in elements]


def _menu(payload: Payload) -> list[tuple[str, str]]:
    menus = [e for b in payload.blocks if b["type"] == "actions" for e in b["elements"] if e["type"] == "overflow"]
    return [(option["text"]["text"], option["value"]) for menu in menus for option in menu["options"]]


def test_verdict_cause_proof_and_next_step_in_this_order() -> None:
    payload = card(report(), asked_by="an", private=False)
    assert payload.blocks[0]["text"]["text"] == ":x: CAN SEND: NO - prod, eu-central-1"
    title, proof, following = payload.blocks[1]["text"]["text"].split("\n")[:3]
    assert title == "*The SMTP password belongs to us-east-1, but prod sends through eu-central-1*"
    assert "is exactly the one that AWS derives for us-east-1." in proof
    assert following.startswith("*Next:* Derive the password")
    assert payload.blocks[1]["expand"] is True
    assert [block["type"] for block in payload.blocks] == ["header", "section", "actions", "context"]


def test_a_notification_shows_the_verdict_and_its_cause() -> None:
    assert card(report(), asked_by="an", private=False).text == (
        ":x: CAN SEND: NO - prod, eu-central-1\n"
        "The SMTP password belongs to us-east-1, but prod sends through eu-central-1"
    )


def test_a_name_that_a_header_cannot_hold_is_bold_text() -> None:
    for name in ("a:smile:b", "a < b", "*b*"):
        payload = card(replace(report(), target=name), asked_by="an", private=False)
        assert payload.blocks[0]["type"] == "section"
        assert payload.blocks[0]["text"]["text"].startswith(":x: *")


def test_buttons_in_both_languages() -> None:
    payload = card(report("en"), asked_by="an", private=False)
    assert _buttons(payload) == [
        ("check_fix", "Fix it: 3 steps"),
        ("check_verify", "Verify"),
        ("check_details", "Details"),
        ("check_language", "Tiếng Việt"),
        ("check_more", "..."),
    ]
    assert _menu(payload) == [
        ("Run again", "check_again r-7f3a9c"),
        ("Transcript", "check_transcript r-7f3a9c"),
        ("Export", "check_export r-7f3a9c"),
    ]
    assert _buttons(card(report("vi"), asked_by="an", private=False))[-2] == ("check_language", "English")


def test_more_than_two_languages_are_a_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"x{number}" for number in range(120)]
    made_up = {code: replace(LANGUAGES["vi"], code=code, name=f"Language {code} " + "y" * 80) for code in codes}
    monkeypatch.setattr(cards, "LANGUAGES", {**TWO_LANGUAGES, **made_up})
    payload = card(report("vi"), asked_by="U0123456789", private=False)
    [element] = [
        e for b in payload.blocks if b["type"] == "actions" for e in b["elements"] if e["type"] == "static_select"
    ]
    assert (element["type"], element["action_id"]) == ("static_select", "check_language")
    assert element["placeholder"]["text"] == "Tiếng Việt"
    offered = [(option["text"]["text"], option["value"]) for option in element["options"]]
    assert offered[:2] == [
        ("English", f"{report().run_id} en"),
        (f"Language x0 {'y' * 80}"[:75], f"{report().run_id} x0"),
    ]
    assert message_faults(payload) == []


def test_one_language_needs_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "LANGUAGES", {"en": LANGUAGES["en"]})
    assert "check_language" not in dict(_buttons(card(report("en"), asked_by="U0123456789", private=False)))


def test_yes_is_one_line_without_fix_and_verify() -> None:
    payload = card(healthy(), asked_by="an", private=False)
    assert [block["type"] for block in payload.blocks] == ["header", "actions", "context"]
    assert [name for name, _ in _buttons(payload)] == ["check_details", "check_language", "check_more"]
    assert [label for label, _ in _menu(payload)] == ["Run again", "Export"]


def test_a_cause_without_steps_can_be_verified_but_not_fixed() -> None:
    ids = [name for name, _ in _buttons(card(generic(), asked_by="an", private=False))]
    assert ids == ["check_verify", "check_details", "check_language", "check_more"]


def test_unknown_leads_with_its_reason_and_what_decides_it() -> None:
    answer = replace(healthy(), verdict=Verdict.UNKNOWN, undecided=Undecided("AWS is silent.", "Open port 443."))
    payload = card(answer, asked_by="an", private=False)
    assert payload.blocks[1]["text"]["text"] == "*AWS is silent.*\n*Next:* Open port 443."
    assert payload.text.endswith("AWS is silent.")
    assert "check_verify" in dict(_buttons(payload))


def test_a_second_root_is_one_line_and_further_ones_are_counted() -> None:
    other = advice("network.port_blocked", "Port 587 is blocked", "No answer.")
    answer = replace(report(), roots=(wrong_region(), other, other, other))
    read = shown([card(answer, asked_by="an", private=True)])
    assert read.index("*Next:*") < read.index(":x: *Port 587 is blocked*") < read.index("+2 more in Details.")
    assert "No answer." not in read


def test_a_command_that_a_channel_may_not_show_whole_is_left_to_the_fix() -> None:
    step = replace(wrong_region().fix[0], commands=(Command("cli", "aws iam get-user AKIAIOSFODNN7EXAMPLE"),))
    answer = replace(report(), roots=(replace(wrong_region(), fix=(step,)),))
    assert "aws iam" in shown([card(answer, asked_by="an", private=True)])
    assert "aws iam" not in shown([card(answer, asked_by="an", private=False)])


def test_a_command_that_is_not_filled_in_is_left_to_the_fix() -> None:
    step = replace(wrong_region().fix[0], commands=(Command("cli", "aws ses verify <recipient>"),))
    answer = replace(report(), roots=(replace(wrong_region(), fix=(step,)),))
    assert "aws ses" not in shown([card(answer, asked_by="an", private=True)])


def test_before_and_after_in_one_line() -> None:
    read = shown([card(healthy(), asked_by="an", private=False, before=report())])
    assert ":x: *NO*  →  :white_check_mark: *YES* · after" in read


def test_who_asked_is_named_without_a_mention() -> None:
    payload = card(report(), asked_by="an", private=False, joined=("mary", "an", "mary"))
    footer = payload.blocks[-1]["elements"][0]["text"]
    assert footer.startswith("asked by an · also mary · 2.3 s · 7 checks: 4 ok, 1 failed, 1 unknown, 1 warning")
    assert "<@" not in footer
    assert footer.endswith("<!date^1795266307^{date_short_pretty} {time}|21 Nov 2026 13:05 UTC>")
    assert card(report(), private=False).blocks[-1]["elements"][0]["text"].startswith("2.3 s")


def test_details_tell_trouble_first_then_what_passed_with_its_facts() -> None:
    read = shown([details(report(), private=False)])
    assert ":x: AUTH 112 ms `535 5.7.8 Authentication Credentials Invalid` · :heavy_minus_sign: QUIT" in read
    assert read.index(":x: SMTP sign-in 112 ms") < read.index(":white_check_mark: *Configuration*")
    assert "*Follows from this*: The SMTP server rejects the user name and password" in read


def test_a_check_without_a_reason_is_explained_by_its_cause() -> None:
    checks = tuple(replace(check, reason="") for check in report().checks)
    read = shown([details(replace(report(), checks=checks), private=True)])
    assert "SMTP sign-in 112 ms - The SMTP server rejects the user name and password" in read


def test_progress_says_what_is_asked_now_and_how_far_the_groups_are() -> None:
    checks = [("config.credentials", "Credentials"), ("smtp.connect", "Connection"), ("smtp.auth", "Login")]
    results = [
        CheckResult("config.credentials", Outcome.PASS, 1, Judgement()),
        CheckResult("smtp.connect", Outcome.FAIL, 1, Judgement()),
    ]
    payload = progress(
        target="prod", region="eu-central-1", language="en", checks=checks, results=results, elapsed_ms=1500
    )
    read = shown([payload])
    assert read.startswith(":white_circle: Checking *prod*, eu-central-1\nNow: Login\n")
    assert ":white_check_mark: Configuration · :white_circle: SMTP" in read
    assert "2 of 3 · 1.5 s" in read
    assert all(block["type"] != "actions" for block in payload.blocks)


def test_an_incident_ends_the_card_with_its_id_and_a_way_on() -> None:
    payload = incident_card(target="prod", region="eu-central-1", language="vi", incident="1a2b", run_id="r-1")
    assert "mã sự cố `1a2b`" in shown([payload])
    assert _buttons(payload) == [("check_again", "Chạy lại")]
