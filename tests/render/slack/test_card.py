"""What a card says, in which order, with which buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model import CheckResult, Judgement, Outcome
from bot.languages import LANGUAGES
from bot.render.slack import card as cards
from bot.render.slack.card import card, incident_card, progress
from bot.render.slack.payload import Payload
from tests.render.samples import advice, generic, healthy, report, wrong_region
from tests.render.slack_limits import message_faults, shown


def _buttons(payload: Payload) -> list[tuple[str, str]]:
    elements: list[Any] = [e for b in payload.blocks if b["type"] == "actions" for e in b["elements"]]
    for element in elements:
        run, _, language = element["value"].partition(" ")
        assert run in {"r-7f3a9c", "r-000001", "r-1"}
        assert (language in LANGUAGES) if element["action_id"] == "check_language" else not language
    return [(element["action_id"], element["text"]["text"]) for element in elements]


def test_the_verdict_with_its_cause_comes_first() -> None:
    payload = card(report(), asked_by="U0123456789", private=False)
    assert payload.blocks[0]["type"] == "header"
    assert payload.blocks[0]["text"]["text"] == (
        ":x: CAN SEND: NO - The SMTP password belongs to us-east-1, but prod sends through eu-central-1"
    )
    assert payload.text.startswith(payload.blocks[0]["text"]["text"])


def test_a_headline_that_a_header_cannot_hold_is_bold_text() -> None:
    for headline in ("x" * 151, "the role arn:aws:iam::x is gone", "a < b"):
        payload = card(replace(report(), headline=headline), asked_by="U0123456789", private=False)
        assert payload.blocks[0]["type"] == "section"
        assert payload.blocks[0]["text"]["text"].startswith(":x: *")


def test_buttons_in_both_languages() -> None:
    assert _buttons(card(report("en"), asked_by="U0123456789", private=False)) == [
        ("check_fix", "Fix"),
        ("check_verify", "Verify the fix"),
        ("check_again", "Run again"),
        ("check_transcript", "Transcript"),
        ("check_language", "Tiếng Việt"),
    ]
    assert _buttons(card(report("vi"), asked_by="U0123456789", private=False))[-1] == ("check_language", "English")


def test_more_than_two_languages_are_a_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"x{number}" for number in range(120)]
    made_up = {code: replace(LANGUAGES["vi"], code=code, name=f"Language {code} " + "y" * 80) for code in codes}
    monkeypatch.setattr(cards, "LANGUAGES", {**LANGUAGES, **made_up})
    payload = card(report("vi"), asked_by="U0123456789", private=False)
    [element] = [e for b in payload.blocks if b["type"] == "actions" for e in b["elements"] if e["type"] != "button"]
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


def test_without_a_fix_there_is_no_fix_button_and_without_a_cause_nothing_to_verify() -> None:
    ids = [name for name, _ in _buttons(card(generic(), asked_by="U0123456789", private=False))]
    assert ids == ["check_verify", "check_again", "check_transcript", "check_language"]
    ids = [name for name, _ in _buttons(card(healthy(), asked_by="U0123456789", private=False))]
    assert ids == ["check_again", "check_language"]


def test_a_second_root_is_shown_below_the_first_and_symptoms_in_one_line() -> None:
    other = advice("network.port_blocked", "Port 587 is blocked", "No answer.")
    answer = replace(report(), roots=(wrong_region(), other), symptoms=(*report().symptoms, other))
    read = shown([card(answer, asked_by="U0123456789", private=True)])
    assert read.index("How to fix it") < read.index("There is another root cause:") < read.index("Port 587 is blocked")
    assert "*Follows from this*: The SMTP server rejects the user name and password · Port 587 is blocked" in read


def test_stages_say_their_time_and_only_a_failure_has_a_sign_and_its_reply() -> None:
    read = shown([card(report(), asked_by="U0123456789", private=False)])
    assert "name look-up 12 ms · connect 31 ms · banner 33 ms" in read
    assert "220 email-smtp.amazonaws.com" not in read
    assert ":x: AUTH 112 ms `535 5.7.8 Authentication Credentials Invalid` · :heavy_minus_sign: QUIT" in read


def test_before_and_after() -> None:
    read = shown([card(healthy(), asked_by="U0123456789", private=False, before=report())])
    assert ":x: *CAN SEND: NO*  →  Now: :white_check_mark: *CAN SEND: YES*" in read
    assert "No longer found: The SMTP password belongs to us-east-1" in read
    read = shown([card(report(), asked_by="U0123456789", private=False, before=report())])
    assert "Still there: The SMTP password belongs to us-east-1" in read
    read = shown([card(report(), asked_by="U0123456789", private=False, before=healthy())])
    assert "New: The SMTP password belongs to us-east-1" in read


def test_who_asked_is_mentioned_by_id_and_those_who_joined_once() -> None:
    payload = card(
        report(), asked_by="U0123456789", private=False, joined=("U0000000002", "U0123456789", "U0000000002")
    )
    footer = payload.blocks[-1]["elements"][0]["text"]
    assert "asked by <@U0123456789>" in footer
    assert footer.endswith("Also asked by <@U0000000002>")
    assert "<!date^1795266307^{date_short_pretty} {time}|21 Nov 2026 13:05 UTC>" in footer


def test_a_check_without_a_reason_is_explained_by_its_cause() -> None:
    checks = tuple(replace(check, reason="") for check in report().checks)
    read = shown([card(replace(report(), checks=checks), asked_by="U0123456789", private=True)])
    assert "SMTP sign-in 112 ms - The SMTP server rejects the user name and password" in read
    assert "SES account 1.2 s - `account.sandbox`" in read or "SES account 1.2 s - account.sandbox" in read


def test_progress_shows_what_waits_and_what_is_done() -> None:
    checks = [("config.credentials", "Credentials"), ("smtp.connect", "Connection"), ("smtp.auth", "Login")]
    results = [
        CheckResult("config.credentials", Outcome.PASS, 1, Judgement()),
        CheckResult("smtp.connect", Outcome.FAIL, 1, Judgement()),
    ]
    payload = progress(
        target="prod", region="eu-central-1", language="en", checks=checks, results=results, elapsed_ms=1500
    )
    read = shown([payload])
    assert ":white_check_mark: *Configuration*  :white_check_mark: Credentials" in read
    assert ":white_circle: *SMTP*  :x: Connection · :white_circle: Login" in read
    assert "2 of 3 checks done after 1.5 s" in read
    assert all(block["type"] != "actions" for block in payload.blocks)


def test_an_incident_ends_the_card_with_its_id_and_a_way_on() -> None:
    payload = incident_card(target="prod", region="eu-central-1", language="vi", incident="1a2b", run_id="r-1")
    assert "mã sự cố `1a2b`" in shown([payload])
    assert _buttons(payload) == [("check_again", "Chạy lại")]
