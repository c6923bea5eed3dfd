"""A copy of the project in which a made-up third language has two folders, made from English, and nothing else is changed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.languages import DEFAULT
from bot.words.pofile import read_messages

ROOT = Path(__file__).parents[2]
CODE = "xx"
NAME = "Third language"
# Every text of the third language ends with it.
MARK = "¤"
DESCRIPTION = f"""
name = "{NAME}"
locales = ["xx-YY"]
spellings = ["thirdish"]
help = ["hjälp mig", "hjälp"]

[commands]
check = ["kontrollera"]
regions = ["regioner"]
trace = ["spåra"]
explain = ["förklara"]
guide = ["guide"]
compare = ["jämför"]

[formats]
cldr = "de"
moment = "y/MM/dd 'at' HH:mm 'UTC'"
day = "MM/dd"
"""


def make_copy(folder: Path) -> Path:
    """Copies the packages and what the tests in the copy need, and adds the language. Returns the copy's root."""
    copy = folder / "copy"
    for name in ("bot", "handlers", "tests/handlers", "tests/languages"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "pyproject.toml", copy)
    _write_locales(copy / "bot" / "locales")
    _write_guides(copy / "bot" / "guides")
    return copy


def run(copy: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the copy's Python with `-m` and these arguments. environment: beside PATH, HOME and a locale without language."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=copy,
        env={**kept, "LC_ALL": "", "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def _write_locales(locales: Path) -> None:
    target = locales / CODE / "LC_MESSAGES"
    target.mkdir(parents=True)
    (locales / CODE / "language.toml").write_text(DESCRIPTION, "utf-8")
    starter = (locales / DEFAULT / "starter.toml").read_text("utf-8")
    (locales / CODE / "starter.toml").write_text(re.sub(r"(?m)^# (.+)$", rf"# \1 {MARK}", starter), "utf-8")
    for path in (locales / DEFAULT / "LC_MESSAGES").glob("*.po"):
        texts = {key: json.dumps(f"{text} {MARK}", ensure_ascii=False) for key, text in read_messages(path)}
        entries = [f'msgid "{key}"\nmsgstr {text}\n' for key, text in texts.items()]
        header, _, _ = path.read_text("utf-8").partition("\n\n")
        header = header.replace(f"Language: {DEFAULT}", f"Language: {CODE}")
        (target / path.name).write_text(header + "\n\n" + "\n".join(entries), "utf-8")


def _write_guides(guides: Path) -> None:
    for path in (guides / DEFAULT).rglob("*.md"):
        target = guides / CODE / path.relative_to(guides / DEFAULT)
        target.parent.mkdir(parents=True, exist_ok=True)
        head, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
        front = yaml.safe_dump(_mark(yaml.safe_load(head)), allow_unicode=True, sort_keys=False)
        steps = re.sub(r"(?m)^(?!## )(.+)$", rf"\1 {MARK}", body)
        target.write_text(f"---\n{front}---\n{steps}", "utf-8")


def _mark(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _mark(text) for key, text in value.items()}
    return f"{value} {MARK}" if value else value
