"""Every command that a message, a guide or a page prints can be typed as printed."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from bot.cli.commands import explain
from bot.cli.dispatch import COMMANDS, load_command, parses_itself
from bot.languages import DEFAULT, GUIDES, LOCALES
from bot.words.catalogue import catalogue
from bot.words.pofile import read_messages

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = [
    *sorted(LOCALES.glob("*/*.toml")),
    *sorted(GUIDES.rglob("*.md")),
    *sorted((ROOT / "bot" / "causes").glob("*.toml")),
]
ACTIVATED = "source .venv/bin/activate"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

# A command ends with its line, its code span, a remark, or the end of its part of the sentence.
_COMMAND = re.compile(
    r"(?<![/\w@.-])(?:[\w./]*\.venv/bin/)?ses-check ((?=[a-z])(?:\"[^\"\n]*\"|(?!\. |\.$| {2}| #)[^`\n|;,)])+)",
    re.MULTILINE,
)
_MAKE = re.compile(r"(?:^ {4,}|`)make ([^`\n#]*)", re.MULTILINE)
_INSTALLED = re.compile(r"(?:^ {4,}|`)\.venv/bin/([\w-]+)([^`\n]*)", re.MULTILINE)
_CODE_LINE = re.compile(r"^ {4,}ses-check [a-z]", re.MULTILINE)
# What stands for a value, {{ target }} or <target>, and the optional parts of a synopsis, [DOMAIN].
_VALUE = re.compile(r"\{\{ \w+ \}\}|<\w+>")
_OPTIONAL = re.compile(r"\[[^\]]*\]?")


def _messages() -> Iterator[tuple[str, str]]:
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        for key, text in read_messages(path):
            yield f"{path.parent.parent.name}/{key}", text


def _printed() -> Iterator[tuple[str, str]]:
    """Where a command is printed, and all that follows `ses-check `."""
    texts = [(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in (*PAGES, *TEXTS)]
    for where, text in (*texts, *_messages()):
        yield from ((where, found[1].strip()) for found in _COMMAND.finditer(text))


def _arguments(printed: str) -> list[str]:
    return shlex.split(_VALUE.sub("VALUE", _OPTIONAL.sub("", printed)))


def _parse(name: str, arguments: list[str]) -> None:
    """Reads the arguments as the command line does. Raises what typer or getopt raises."""
    module = load_command(name)
    if parses_itself(module):
        explain._parse(arguments, catalogue(DEFAULT))
        return
    app = typer.Typer(add_completion=False)
    app.command(context_settings={"help_option_names": ["--help"]})(getattr(module, name))
    get_command(app).make_context(name, arguments)


@pytest.mark.parametrize("printed", sorted({printed for _, printed in _printed()}))
def test_a_printed_command_is_understood(printed: str) -> None:
    places = [where for where, each in _printed() if each == printed]
    name, *arguments = _arguments(printed)
    assert name in COMMANDS, places
    if not arguments and all(where.endswith(".md") for where in places):
        return  # a page may name a subcommand without its arguments; a message says what to type
    _parse(name, arguments)


def test_commands_are_found_in_every_kind_of_text() -> None:
    places = {where for where, _ in _printed()}
    assert {"README.md", "docs/json.md", "bot/locales/en/starter.toml", "bot/causes/credentials.toml"} < places
    assert any(where.startswith("vi/") for where in places)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _CODE_LINE.search(page.read_text("utf-8"))], ids=lambda p: p.name
)
def test_a_page_puts_the_program_on_the_path_before_it_is_typed(page: Path) -> None:
    text = page.read_text("utf-8")
    first = _CODE_LINE.search(text)
    assert first is not None
    before = text[: first.start()]
    assert f"    {ACTIVATED}\n" in before or f"`{ACTIVATED}`" in before


def test_make_has_every_target_and_setting_that_is_printed() -> None:
    printed = [found[1].split() for page in PAGES for found in _MAKE.finditer(page.read_text("utf-8"))]
    printed += [[target] for target in re.findall(r"(?:Next:|or|Then:) make (\w+)", MAKEFILE)]
    assert ["demo", "PORT=8301"] in printed
    targets = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
    for words in printed:
        for word in words:
            name, is_setting, _ = word.partition("=")
            assert (f"$({name})" in MAKEFILE or f"$(if $({name})" in MAKEFILE) if is_setting else name in targets, words


def test_what_is_printed_from_the_environment_is_installed() -> None:
    for page in PAGES:
        for program, arguments in _INSTALLED.findall(page.read_text("utf-8")):
            assert (Path(sys.prefix) / "bin" / program).is_file(), (page.name, program)
            if program == "python" and " -m " in arguments:
                assert importlib.util.find_spec(arguments.split()[1]), (page.name, arguments)


def test_the_tests_that_depend_on_the_version_are_there() -> None:
    listed = re.search(r"^VERSION_TESTS := \$\(addprefix tests/,((?:.|\n)*?)\)$", MAKEFILE, re.MULTILINE)
    assert listed is not None
    for name in listed[1].replace("\\", "").split():
        assert (ROOT / "tests" / name).exists(), name
