from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.env_file.damage import find_damage
from bot.env_file.describe import describe
from bot.env_file.mail import find_mail_settings
from bot.env_file.read import Problem, parse_env, read_env_file
from bot.env_file.value import read_value
from tests.env_file.frameworks import KEY, LOGINS, PASSWORD, SECRET

NAME = "SMTP_PASS"


def codes(text: str) -> list[str]:
    return [d.code for d in find_damage(parse_env(text, Path(".env")), frozenset({NAME}), frozenset({NAME}))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SMTP_PASS=plain\n", []),
        ("SMTP_PASS='plain'\n", ["quotes"]),
        ("export SMTP_PASS=plain\n", ["export"]),
        ("SMTP_PASS = plain\n", ["spaces_around"]),
        ("SMTP_PASS=plain   \n", ["trailing_space"]),
        ("SMTP_PASS=plain # note\n", ["comment"]),
        ("SMTP_PASS='plain' # note\n", ["quotes", "comment"]),
        ("SMTP_PASS=pl#ain\n", ["hash"]),
        ("SMTP_PASS=\"'plain'\"\n", ["quotes_in_value"]),
        ("SMTP_PASS=\u201cplain\u201d\n", ["quotes_in_value"]),
        ("SMTP_PASS='plain '\n", ["quotes", "space_in_quotes"]),
        ("SMTP_PASS=pl$ain\n", ["dollar"]),
        ("SMTP_PASS='pl$ain'\n", ["quotes"]),
        ("SMTP_PASS=${OTHER}\n", ["dollar"]),
        ("SMTP_PASS=one\nSMTP_PASS=two\n", ["twice"]),
        ("SMTP_PASS\n", ["no_value"]),
        ("SMTP_PASS=plain\r\n", ["crlf"]),
        ("\ufeffSMTP_PASS=plain\n", ["bom"]),
        ("SMTP_PASS=plain\nnot a line\n", ["unreadable"]),
        ("SMTP_PASS=smtp://user:a/b@host.example:587\n", ["url_reserved"]),
        ("OTHER = 'x' # note\n", []),
    ],
)
def test_damage_is_told(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    file = parse_env("\n\n# note\nSMTP_USER=a\r\nnonsense line\r\nSMTP_PASS=b\n", Path(".env"))
    assert [(v.name, v.line) for v in file.variables] == [("SMTP_USER", 4), ("SMTP_PASS", 6)]
    assert file.unreadable == (5,)


@pytest.mark.parametrize("framework", LOGINS)
def test_no_secret_is_described(framework: str) -> None:
    text = str(describe(find_mail_settings(parse_env(LOGINS[framework][0], Path(".env")))))
    assert PASSWORD not in text


def test_a_secret_in_the_place_of_a_name_is_not_described() -> None:
    text = f"SMTP_HOST=mail.example.com\nSMTP_USER={PASSWORD}\nSMTP_PASS={KEY}\nAWS_ACCESS_KEY_ID={SECRET}\n"
    shown = str(describe(find_mail_settings(parse_env(text, Path(".env")))))
    assert PASSWORD not in shown and SECRET not in shown


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    describe(find_mail_settings(parse_env(text, Path(".env"))))


def test_what_is_no_file_of_variables(tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    (tmp_path / "large").write_bytes(b"A=1\n" * 300_000)
    found = [read_env_file(tmp_path / name) for name in ("image", "large", "absent", "")]
    assert found == [Problem.NOT_TEXT, Problem.LARGE, Problem.MISSING, Problem.UNREADABLE]


def test_a_reference_leads_to_a_value_or_a_part_of_a_url(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A='x y'\nB=smtp://me:p%2Fw@host.example\n", encoding="utf-8")
    keys = ("A", "B@user", "B@password", "C", "A@user")
    assert [read_value(path, key) for key in keys] == ["x y", "me", "p/w", None, None]


@pytest.mark.parametrize(
    "line",
    [
        f"SMTP_HOST={SECRET}",
        f"MAIL_FROM={PASSWORD}@x",
        f"MAIL_MAILER={SECRET}",
        f"MAIL_HOST=ssl://me:{SECRET}@host.example",
    ],
)
def test_a_secret_in_any_wrong_place_is_not_described(line: str) -> None:
    shown = str(describe(find_mail_settings(parse_env(line, Path(".env")))))
    assert SECRET not in shown and PASSWORD not in shown


def test_a_variable_for_mail_without_a_value_is_told() -> None:
    found = describe(find_mail_settings(parse_env("SMTP_HOST=h.example\nSMTP_PASS\n", Path(".env"))))
    assert [(d.code, d.name, d.line) for d in found.damage] == [("no_value", "SMTP_PASS", 2)]
