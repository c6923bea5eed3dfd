"""The commands that look at variables, files and messages: each tells a fault from what is sound."""

from __future__ import annotations

import re

import pytest

from bot.lab.world import API_KEY_ID, API_SECRET
from tests.guides.aws_command import without_scripts, words_of
from tests.guides.commands import filled, shown, step
from tests.guides.conftest import Site
from tests.guides.shell import run

# What the other tests here run, and what only the person's own machine can.
RUN = {"aws", "awk", "cat", "env", "curl", "dig", "echo", "for", "getent", "grep", "openssl", "printenv", "printf", "python3",
       "tr", "wc", "cp", "do", "done"}  # fmt: skip
ALONE = {"clamscan", "date", "file", "hostname", "ip", "ses-check", "sudo", "timedatectl", "LC_ALL=C"}
# Lines for the settings of a mail library, not for a shell.
SETTINGS = {"switch", "switch_tls"}
SENT = {"AWS_ACCESS_KEY_ID": API_KEY_ID, "AWS_SECRET_ACCESS_KEY": API_SECRET, "EMAIL_PROVIDER": "ses"}


def test_every_program_of_every_command_is_run_here_or_known_to_need_the_machine() -> None:
    for command in shown("cli"):
        if command.step not in SETTINGS and not command.text.startswith("aws route53"):
            text = re.sub(r"\$\(case .*? esac\)|2>/dev/null", "", filled(command.text))
            programs = {words[0] for words in words_of(text)}
            assert programs <= RUN | ALONE, (command.code, command.step, programs - RUN - ALONE)


def test_every_python_script_is_python() -> None:
    for command in shown("cli"):
        script = command.text.removeprefix(without_scripts(command.text))
        for part in script.split("python3 - <<'PY'\n")[1:]:
            compile(filled(part.partition("\nPY")[0]), str(command), "exec")


@pytest.mark.parametrize(("code", "name"), [("credentials.missing", "find"), ("credentials.invalid_key_id", "compare")])
async def test_variables_are_told_by_name_and_no_secret_is_shown(code: str, name: str, site: Site) -> None:
    ran = await run(step(code, name), site.folder, env=SENT)
    assert ran.out.splitlines() == [
        f"AWS_ACCESS_KEY_ID={API_KEY_ID}",
        "AWS_SES_REGION=",
        "AWS_REGION=",
        "EMAIL_PROVIDER=ses",
        "AWS_SECRET_ACCESS_KEY: 40 characters",
        "AWS_SESSION_TOKEN: 0 characters",
    ]
    token = await run(step("credentials.invalid_key_id", "token"), site.folder, env={"AWS_SESSION_TOKEN": "abc"})
    assert token.out == "AWS_SESSION_TOKEN: 3 characters\n"
    region = await run(step("endpoint.wrong_kind", "api"), site.folder, env={"AWS_SES_REGION": "eu-west-1"})
    assert region.out == "AWS_SES_REGION=eu-west-1\n"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (API_SECRET, "40 False False"),
        (f"{API_SECRET} ", "41 True False"),
        (f"{API_SECRET}\n", "41 True False"),
        (f"'{API_SECRET}'", "42 False False"),
        (f"{API_SECRET}\u200b", "41 False True"),
        (API_SECRET[:-3], "37 False False"),
    ],
)
async def test_the_length_test_tells_a_damaged_value(value: str, told: str, site: Site) -> None:
    text = filled(step("credentials.malformed", "look"), variable_name="APP_SECRET")
    ran = await run(text, site.folder, env={"APP_SECRET": value, "LANG": "C.UTF-8"})
    assert (ran.code, ran.out.strip()) == (0, told)
    unset = await run(text, site.folder)
    assert (unset.code, unset.out, unset.err.strip()) == (1, "", "not set here")


async def test_an_invisible_character_of_an_address_is_seen(site: Site) -> None:
    look = step("address.invalid", "look")
    assert (await run(look.replace("<address>", "a@example.com"), site.folder)).out == "a@example.com"
    for hidden, mark in (("\r", "^M"), ("\u200b", "M-"), ("\u00a0", "M-")):
        assert mark in (await run(look.replace("<address>", f"a{hidden}@example.com"), site.folder)).out
    ascii_name = filled(step("address.invalid", "ascii"), domain_name="bücher.example")
    assert (await run(ascii_name, site.folder)).out.strip() == "xn--bcher-kva.example"


async def test_a_malformed_message_is_told_from_a_sound_one(site: Site) -> None:
    sound = "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nbody\r\n"
    file = site.folder / "message.eml"
    lines, capture = step("message.malformed", "lines"), step("message.malformed", "capture")
    file.write_bytes(sound.encode())
    assert (await run(lines, site.folder)).out == ""
    assert "text/plain None []" in (await run(capture, site.folder)).out
    assert (await run(step("message.too_large", "measure"), site.folder)).out == f"{len(sound)} message.eml\n"
    broken = 'Content-Type: multipart/mixed; boundary="b"\r\nFrom: a@example.com\r\nFrom: c@example.com\r\n'
    file.write_bytes(f"{broken}\r\n--b\r\n\r\n{'x' * 999}\r\n".encode())
    assert (await run(lines, site.folder)).out == "7 999\n"
    told = (await run(capture, site.folder)).out
    assert "'from': 2" in told and "CloseBoundaryNotFoundDefect" in told
