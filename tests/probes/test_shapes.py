import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.probes.shapes import bare, is_presentable, kind_of, looks_like_key_id, shape_of
from bot.probes.smtp.password import derive, derive_legacy

KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # AWS's own published example
PASSWORD = derive(SECRET, "eu-central-1")
LEGACY = derive_legacy(SECRET)
ROLES = ("key_id", "secret", "token", "username", "password")
GOOD = {"key_id": KEY_ID, "secret": SECRET, "username": KEY_ID, "password": PASSWORD, "token": "made-up/token=="}

base64_text = st.text("ABCDEFabcdef0123456789+/", min_size=0, max_size=60)


def damage(value: str, role: str) -> tuple[str, ...]:
    return shape_of(value, role=role, source="env:X").damage


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (KEY_ID, "access_key"),
        ("ASIAIOSFODNN7EXAMPLE", "temporary_key"),
        (SECRET, "secret_key"),
        (PASSWORD, "smtp_password"),
        (LEGACY, "smtp_password_legacy"),
        ("<your-password>", "placeholder"),
        ("${SMTP_PASSWORD}", "placeholder"),
        ("changeme", "placeholder"),
        ("AIDAIOSFODNN7EXAMPLE", "other"),
        ("hunter2", "other"),
        ("", "other"),
    ],
)
def test_a_value_is_known_by_its_shape(value: str, kind: str) -> None:
    assert kind_of(value) == kind


@given(st.binary(min_size=32, max_size=32))
def test_every_smtp_password_has_the_shape_and_every_legacy_one_the_other(digest: bytes) -> None:
    assert kind_of(base64.b64encode(b"\x04" + digest).decode()) == "smtp_password"
    assert kind_of(base64.b64encode(b"\x02" + digest).decode()) == "smtp_password_legacy"


@pytest.mark.parametrize("role", sorted(GOOD))
def test_a_good_value_has_no_damage(role: str) -> None:
    assert damage(GOOD[role], role) == ()


@pytest.mark.parametrize("role", sorted(GOOD))
@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ("{}\n", "trailing_newline"),
        ("{}\r\n", "trailing_newline"),
        ("{} ", "trailing_space"),
        (" {}", "leading_space"),
        ("\t{}", "leading_space"),
        ('"{}"', "quotes"),
        ("'{}'", "quotes"),
        ("“{}”", "quotes"),
        ('{}"', "half_quote"),
        ("\ufeff{}", "invisible"),
        ("{}\u200b", "invisible"),
    ],
)
def test_damage_around_a_value_is_named_and_its_kind_still_known(role: str, spoiled: str, code: str) -> None:
    shape = shape_of(spoiled.replace("{}", GOOD[role]), role=role, source="env:X")
    assert shape.damage == (code,)
    assert shape.kind == kind_of(GOOD[role])
    assert shape.length == len(spoiled) - 2 + len(GOOD[role])


@pytest.mark.parametrize(
    ("value", "role", "code"),
    [
        (KEY_ID.lower(), "key_id", "lower_case"),
        (KEY_ID[:-1], "key_id", "wrong_length"),
        (KEY_ID + "X", "username", "wrong_length"),
        ("AIDAIOSFODNN7EXAMPLE", "key_id", "wrong_beginning"),
        (KEY_ID, "secret", "wrong_length"),
        (SECRET, "key_id", "wrong_length"),
        (SECRET[:-1], "secret", "wrong_length"),
        (SECRET[:20] + " " + SECRET[21:], "secret", "inner_space"),
        (SECRET[:20] + "é" + SECRET[21:], "secret", "non_ascii"),
        (SECRET[:20] + "$" + SECRET[21:], "secret", "illegal_character"),
        (PASSWORD[:-1], "password", "wrong_length"),
        (KEY_ID, "password", "wrong_length"),
        ("Q" + PASSWORD[1:], "password", "wrong_beginning"),
        ("Bz" + PASSWORD[2:], "password", "wrong_beginning"),
        (PASSWORD[:10] + "%2B" + PASSWORD[11:], "password", "url_encoded"),
        ("<password>", "password", "placeholder"),
        ("${SECRET}", "secret", "placeholder"),
        ("to ken", "token", "inner_space"),
    ],
)
def test_damage_of_a_value_is_named(value: str, role: str, code: str) -> None:
    assert code in damage(value, role)


def test_an_url_encoded_password_is_known_as_one() -> None:
    encoded = "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZd+Z/".replace("+", "%2B").replace("/", "%2F")
    shape = shape_of(encoded, role="password", source="env:X")
    assert (shape.kind, shape.damage) == ("smtp_password", ("url_encoded",))


def test_an_empty_value_is_empty_and_nothing_else() -> None:
    shape = shape_of("", role="password", source="env:X")
    assert shape.empty and shape.configured and not shape.usable
    assert shape.damage == ()


@pytest.mark.parametrize("value", [KEY_ID, KEY_ID + "\n", f'"{KEY_ID}"', f"\ufeff{KEY_ID}", KEY_ID.lower()])
def test_a_key_id_is_shown_without_the_damage_around_it(value: str) -> None:
    assert looks_like_key_id(value)
    assert shape_of(value, role="username", source="env:X").shown.upper() == KEY_ID


@pytest.mark.parametrize("value", ["noreply@example.com", "ses-smtp-user.20200101", "mail user", KEY_ID[:-1]])
def test_a_user_name_is_shown(value: str) -> None:
    assert shape_of(f"{value}\n", role="username", source="env:X").shown == value


@pytest.mark.parametrize("value", [SECRET, PASSWORD, LEGACY, SECRET[:-1], PASSWORD + "x", f'"{SECRET}', f" {LEGACY}\n"])
@pytest.mark.parametrize("role", ROLES)
def test_a_secret_in_any_place_is_not_shown(value: str, role: str) -> None:
    assert not is_presentable(value)
    shape = shape_of(value, role=role, source="env:X")
    assert shape.shown == ""
    assert bare(value)[:20] not in repr(shape)


@given(st.text() | base64_text, st.sampled_from(ROLES))
def test_no_value_raises_and_only_names_are_shown(value: str, role: str) -> None:
    shape = shape_of(value, role=role, source="env:X")
    assert shape.length == len(value)
    assert shape.shown == "" or role in ("key_id", "username")
    assert not re.search("[\r\n\t\0]", shape.shown)
    shape.shown.encode("utf-8")
    assert kind_of(bare(value)) not in ("secret_key", "smtp_password", "smtp_password_legacy") or shape.shown == ""


@given(st.binary(max_size=60), st.sampled_from(ROLES))
def test_bytes_that_are_no_text_do_not_raise(raw: bytes, role: str) -> None:
    shape_of(raw.decode("utf-8", "surrogateescape"), role=role, source="file:/x")


@given(st.text("ABCDEFabcdef0123456789+/=", min_size=40, max_size=40), st.sampled_from(("secret", "password", "token")))
def test_nothing_of_a_secret_is_kept(value: str, role: str) -> None:
    assert value[:8] not in repr(shape_of(value, role=role, source="env:X"))
