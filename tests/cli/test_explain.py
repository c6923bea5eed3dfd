"""`ses-check explain` as a process and as a function: inputs, formats, exit codes, many texts at once."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli.commands.explain import decode
from bot.cli.dispatch import help_page
from bot.cli.explain_lines import explain_line, explain_lines
from bot.cli.running import run
from bot.explain.explanation import MAX_BYTES
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue

ROOT = Path(__file__).parents[2]
REFUSED = "535 Authentication Credentials Invalid"


def _process(*typed: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "explain", *typed],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        timeout=30,
        check=False,
    )


def test_a_text_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *REFUSED.split()]) == 0
    assert "SES rejects the SMTP login" in capsys.readouterr().out


def test_a_file_and_another_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.txt"
    path.write_text(REFUSED, "utf-8")
    assert run(["explain", "--file", str(path), "--lang", "vi", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["language"], said["causes"][0]["code"]) == ("vi", "smtp.credentials_invalid")


@pytest.mark.parametrize("typed", [[], ["-"]])
def test_standard_input(typed: list[str]) -> None:
    done = _process(*typed, "--format", "markdown", given=REFUSED.encode())
    assert done.returncode == 0
    assert done.stdout.decode().startswith("# Most likely: ")


@pytest.mark.parametrize(
    ("text", "code"), [(REFUSED, 0), ("535 5.7.8 Username and Password not accepted - gsmtp", 0), ("The quick fox", 3)]
)
def test_the_exit_code_says_whether_it_was_explained(text: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", text]) == code
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--bad"], "There is no option --bad here."),
        (["-x", "a"], "There is no option -x here."),
        (["--file"], "--file needs a value."),
        (["--format", "xml", "a"], "--format must be one of: text, json, markdown."),
        (["--lang", "fr", "a"], f"--lang must be one of: {', '.join(LANGUAGES)}."),
        (["--file", "/no/such/file"], "/no/such/file cannot be read."),
        (["--file", "/dev/null", "a"], "one of them"),
        (["--jsonl", "a"], "one of them"),
        (["--file", "/dev/null"], "There is no text to explain."),
    ],
)
def test_a_mistake_is_told_in_a_sentence(typed: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *typed]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


def test_more_than_a_megabyte_is_refused() -> None:
    done = _process(given=b"x" * (MAX_BYTES + 10))
    assert done.returncode == 2
    assert b"1 MB" in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_stands_on_the_help_page(language: str) -> None:
    page = help_page("explain", catalogue(language))
    assert all(option in page for option in ("--file", "--lang", "--format", "--jsonl", "TEXT"))
    assert "explain" in catalogue(language)("cli.page")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Lỗi".encode(), "Lỗi"),
        ("Lỗi".encode("utf-8-sig"), "Lỗi"),
        ("Lỗi".encode("utf-16"), "Lỗi"),
        ("Ärger".encode("cp1252"), "Ärger"),
        (b"\x81\xff", "\ufffdÿ"),
    ],
)
def test_bytes_become_text(raw: bytes, text: str) -> None:
    assert decode(raw) == text


def _lines(*given: object) -> list[dict[str, Any]]:
    done = _process("--jsonl", given="".join(f"{line}\n" for line in given).encode())
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_many_texts_are_answered_in_their_order() -> None:
    first, second, third = _lines(
        json.dumps({"id": "a", "text": REFUSED}), "{broken", json.dumps({"id": 7, "text": "The quick fox"})
    )
    assert set(first) == {"id", "verdict", "causes", "nearest", "facts", "provider", "retry"}
    assert (first["id"], first["facts"]["reply_code"], first["nearest"]) == ("a", 535, [])
    assert set(first["causes"][0]) == {"code", "confidence"}
    assert second == {"id": None, "line": 2, "error": "not valid JSON"}
    assert (third["id"], third["verdict"], third["causes"], len(third["nearest"])) == (7, "unknown", [], 3)


@pytest.mark.parametrize(
    ("line", "identity", "error"),
    [
        (b"", None, "not valid JSON"),
        (b"[1]", None, "not a JSON object"),
        (b'{"id": "a"}', "a", "text must be a string"),
        (b'{"id": "a", "text": 5}', "a", "text must be a string"),
        (b'{"id": {}, "text": "x"}', None, "id must be a string or a number"),
        (b'{"id": "a", "text": " "}', "a", "text is empty"),
        (b'{"id": "a", "text": "' + b"x" * (MAX_BYTES + 1) + b'"}', "a", "text is too long"),
        (b"\xff\xfe", None, "not valid JSON"),
        (b"[" * 100_000, None, "not valid JSON"),
    ],
    ids=["blank", "list", "no text", "number", "object", "empty", "too long", "not UTF-8", "nested"],
)
def test_a_bad_line_says_what_is_wrong(line: bytes, identity: str | None, error: str) -> None:
    assert explain_line(line, 3) == {"id": identity, "line": 3, "error": error}


def test_no_id_is_null() -> None:
    assert explain_line(b'{"text": "x"}', 1)["id"] is None


def test_the_exit_code_of_many_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain_lines(io.BytesIO(b"nope\n")) == 2
    assert explain_lines(io.BytesIO(b'nope\n{"text": "x"}\n')) == 0
    assert explain_lines(io.BytesIO(b"")) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_nothing_of_aws_slack_or_a_database_is_loaded() -> None:
    code = "import sys; from bot.cli.running import run; run(['explain', '535']); print(' '.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    heavy = {
        "boto3",
        "botocore",
        "slack_bolt",
        "slack_sdk",
        "sqlalchemy",
        "pydantic",
        "typer",
        "aiohttp",
        "markdown_it",
    }
    assert not heavy & loaded
    assert not {name for name in done.stderr.split() if name.startswith(("bot.checks", "bot.probes", "bot.settings"))}
