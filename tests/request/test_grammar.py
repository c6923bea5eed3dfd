"""What holds for all slash commands: help, flags and switches, and the texts that list them."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.options import SIMULATIONS
from bot.core.registry import GROUPS
from bot.languages import GUIDES, LANGUAGES, LOCALES
from bot.request.check import CheckRequest, parse_check
from bot.request.commands import CHECK, COMMANDS, COMPARE, EXPLAIN, GUIDE, REGIONS, TRACE, Command
from bot.request.flags import Switch
from bot.request.free_text import TextRequest, parse_text
from bot.request.grammar import HelpRequest, help_request, parse_words
from bot.request.lookups import parse_regions, parse_trace
from bot.targets.names import RESERVED

ROOT = Path(__file__).parents[2]
HELP = ["help", "--help", "?", "trợ giúp", "Tro giup", "cách dùng", "cach dung", "hướng dẫn", "giúp đỡ", "GIÚP"]


def _language_of_help(command: Command, text: str) -> str | None:
    """The language of the help that the command's parser sees in a text. Fails where it sees something else."""
    if command in (EXPLAIN, GUIDE, COMPARE):
        request = parse_text(text, command)
        assert (request.text, request.help) == ("", True), (command.name, text, request)
        return request.language
    asked = {CHECK: parse_check, REGIONS: parse_regions, TRACE: parse_trace}[command](text)
    assert isinstance(asked, HelpRequest), (command.name, text, asked)
    return asked.language


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("word", HELP)
def test_help_is_help_in_every_command_whatever_flags_stand_beside(command: Command, word: str) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, word)
        assert _language_of_help(command, typed) is None
        for before, after in product(
            ("", "private", "public", "lang:vi", "--lang en", "only:smtp", "only:x"), repeat=2
        ):
            assert _language_of_help(command, f"{before} {typed} {after}") in (None, *LANGUAGES)
        assert _language_of_help(command, f"{typed} lang:vi") == "vi"
        assert _language_of_help(command, f"--lang vi {typed} --verbose") == "vi"


@pytest.mark.parametrize("command", [EXPLAIN, GUIDE, COMPARE], ids=lambda command: command.name)
@pytest.mark.parametrize("text", ["help me", "535 help", "help: 535", "trợ giúp tôi", "", "public", "lang:vi"])
def test_a_text_with_other_words_is_no_call_for_help(command: Command, text: str) -> None:
    assert not parse_text(text, command).help


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_words_of_every_language_are_known(language: str) -> None:
    for word in LANGUAGES[language].help:
        assert help_request(word) == HelpRequest()


def test_a_command_knows_the_flags_of_its_hint_and_no_others() -> None:
    for command in COMMANDS:
        named = set(re.findall(r"\[(\w+):", command.hint))
        assert {flag.name for flag in command.flags} == named
        assert {s for s in Switch if f"[{s}]" in command.hint} == set(command.switches)
        for switch in Switch:
            parsed = parse_words(f"x {switch}", command)
            assert not isinstance(parsed, HelpRequest)
            assert (getattr(parsed, "switches", None) == {switch}) == (switch in command.switches)


def test_what_goes_along_with_a_click_is_read_back() -> None:
    request = CheckRequest("prod", "vi", "smtp", private=True, recipient="a@example.com", simulate="ooto")
    assert parse_check(f"prod {request.typed_flags}") == request
    assert parse_check(f"prod {CheckRequest().typed_flags}") == CheckRequest("prod")


def test_words_of_the_command_are_no_names_of_targets() -> None:
    assert Switch.PRIVATE in RESERVED
    assert all(word in RESERVED for language in LANGUAGES.values() for word in language.help if " " not in word)


@given(st.text())
def test_nothing_that_is_typed_raises(text: str) -> None:
    help_request(text)
    for command in COMMANDS:
        assert isinstance(parse_text(text, command), TextRequest)
        parse_words(text, command)


def _texts() -> list[Path]:
    written = [*LOCALES.rglob("*.po"), *LOCALES.rglob("*.toml"), *GUIDES.rglob("*.md"), *(ROOT / "docs").glob("*.md")]
    return [*written, ROOT / "README.md", ROOT / "manifest.yml"]


@pytest.mark.parametrize("names", [GROUPS, SIMULATIONS], ids=["groups", "simulations"])
def test_a_text_that_lists_the_groups_or_simulations_lists_them_all(names: tuple[str, ...]) -> None:
    name = "|".join(sorted(names, key=len, reverse=True))
    several = re.compile(rf"\b(?:{name})\b(?:(?:[|,/`\s]+)(?:(?:or|and|hoặc|và) )?(?:\w+:)?`?\b(?:{name})\b){{2,}}")
    found = 0
    for path in _texts():
        for line in path.read_text("utf-8").splitlines():
            if several.search(line):
                found += 1
                assert set(re.findall(rf"\b(?:{name})\b", line)) == set(names), (path.name, line)
    assert found >= 5
