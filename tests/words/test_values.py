import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.values import Value
from bot.words.catalogue import catalogue
from bot.words.values import format_code, format_commands, format_moment, format_prose

EN, VI = catalogue("en"), catalogue("vi")


@pytest.mark.parametrize(
    ("name", "value", "english", "vietnamese"),
    [
        ("limit", 50000, "50,000", "50.000"),
        ("rate", 1.5, "1.5", "1,5"),
        ("port", 2587, "2587", "2587"),
        ("open_ports", ("587", "2587"), "587, 2587", "587, 2587"),
        ("status", "PENDING", EN("value.status.PENDING"), VI("value.status.PENDING")),
        ("status", "SOMETHING_NEW", "SOMETHING_NEW", "SOMETHING_NEW"),
        ("names", (), "<names>", "<names>"),
        ("key_id", "", "<key-id>", "<key-id>"),
        ("used", 0, "0", "0"),
        ("flag", True, EN("word.yes"), VI("word.yes")),
        ("used_at", "2026-11-21T03:05:00+00:00", "21 Nov 2026 03:05 UTC", "03:05 21/11/2026 UTC"),
    ],
)
def test_a_value_as_a_sentence_shows_it(name: str, value: Value, english: str, vietnamese: str) -> None:
    assert format_prose({name: value}, frozenset(), EN)[name] == english
    assert format_prose({name: value}, frozenset(), VI)[name] == vietnamese


def test_a_field_that_is_missing_has_its_name_for_a_placeholder() -> None:
    for shown in (format_prose({}, frozenset({"user_name"}), EN), format_commands({}, frozenset({"user_name"}))):
        assert shown == {"user_name": "<user-name>"}


def test_moments_are_in_utc() -> None:
    assert format_moment("2026-11-21T10:05:00+07:00", "en") == "21 Nov 2026 03:05 UTC"


@given(st.text())
def test_nothing_that_a_shell_could_misread_gets_into_a_command(value: str) -> None:
    shown = format_commands({"user_name": value}, frozenset())["user_name"]
    if shown != "<user-name>":
        assert shown == value
        assert shlex.split(shown) == [value]
        assert not re.search(r"[;&|<>$`\\\"'\s(){}!#~?]", shown)


@pytest.mark.parametrize(
    "value",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "arn:aws:iam::111122223333:user/mail/my-app",
        "noreply@example.com",
        "email-smtp.eu-west-1.x",
    ],
)
def test_what_belongs_into_commands_gets_there(value: str) -> None:
    assert format_commands({"x": value}, frozenset())["x"] == value


@pytest.mark.parametrize(
    "reply",
    ["535 5.7.8 Error: authentication failed: (reason unavailable)", "220 mail; ESMTP <x>", "554 'no' `really`"],
)
def test_a_quoted_reply_is_shown_as_it_came(reply: str) -> None:
    assert format_code({"reply": reply}, frozenset())["reply"] == reply
