"""The import contracts of pyproject.toml cover every package, also a module that does not exist yet.

A copy of the code gets a new module in each package, and new lines in each top-level module, with imports that are
forbidden there. import-linter must find each of them.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CONTRACTS: list[dict[str, Any]] = LINTER["contracts"]
PROTECTED = [contract for contract in CONTRACTS if contract["type"] == "protected"]
LAYERED = next(contract for contract in CONTRACTS if contract["type"] == "layers")
LAYERS = [[name.strip() for name in layer.split("|")] for layer in LAYERED["layers"]]
LAB = next(contract for contract in CONTRACTS if contract["type"] == "forbidden")
ROOTS = ("bot", "handlers")
Found = Mapping[str, frozenset[tuple[str, str]]]


def _places() -> Iterator[str]:
    """Every top-level module and package, by its dotted name; `handlers` itself too."""
    yield "handlers"
    for root in ROOTS:
        for path in sorted((ROOT / root).iterdir()):
            package = path.is_dir() and (path / "__init__.py").is_file()
            if package or (path.suffix == ".py" and path.stem != "__init__"):
                yield f"{root}.{path.stem}"


def _is_package(place: str) -> bool:
    return (ROOT / place.replace(".", "/")).is_dir()


def _importer(place: str) -> str:
    """The module that imports what is forbidden: a new one in a package, else the place itself."""
    return f"{place}.planted" if _is_package(place) else place


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _forbidden(place: str) -> Iterator[tuple[str, str]]:
    """The contract that forbids it, and what a place must not import."""
    importer = _importer(place)
    for contract in PROTECTED:
        if not any(_within(importer, allowed) for allowed in contract["allowed_importers"]):
            for module in contract["protected_modules"]:
                if not _within(importer, module):
                    yield contract["name"], module
    name = place.removeprefix("bot.")
    above = next((LAYERS[number - 1][0] for number, layer in enumerate(LAYERS) if number and name in layer), None)
    if above:
        yield LAYERED["name"], f"bot.{above}"
    if place == "bot.lab":
        yield from ((LAB["name"], other) for other in PLACES if not _within(other, "bot.lab") and other != "bot.core")


PLACES = tuple(_places())


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What import-linter finds in a copy with all plants, by the contract's name."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for root in ROOTS:
        shutil.copytree(ROOT / root, copy / root, ignore=lambda _, names: [n for n in names if not _is_code(n)])
    for place in PLACES:
        imports = "".join(f"import {module}\n" for module in dict.fromkeys(module for _, module in _forbidden(place)))
        path = copy / place.replace(".", "/")
        with (path / "planted.py" if _is_package(place) else path.with_suffix(".py")).open(
            "a", encoding="utf-8"
        ) as file:
            file.write(imports)
    (copy / "bot" / "planted.py").write_text("import slack_sdk\n", encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=copy,
        env=os.environ | {"COLUMNS": "400", "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    broken = done.stdout.partition("Broken contracts")[2]
    named = re.split(rf"^({'|'.join(re.escape(c['name']) for c in CONTRACTS)})\n-+$", broken, flags=re.MULTILINE)
    return {
        name: frozenset(re.findall(r"(\S+) -> (\S+) \(l", text))
        | {("", m) for m in re.findall(r"^- (\S+)$", text, re.M)}
        for name, text in zip(named[1::2], named[2::2], strict=True)
    }


def _is_code(name: str) -> bool:
    return name != "__pycache__" and (name.endswith(".py") or "." not in name)


@pytest.mark.parametrize("place", PLACES)
def test_a_forbidden_import_breaks_its_contract(place: str, found: Found) -> None:
    lost = [
        (contract, module)
        for contract, module in _forbidden(place)
        if not any(
            importer == _importer(place) and _within(imported, module) for importer, imported in found.get(contract, ())
        )
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("Slack's packages", "bot.explain.planted", "slack_sdk"),
        ("Slack's packages", "bot.request.planted", "slack_bolt"),
        ("Slack's packages", "bot.lookups.planted", "slack_sdk"),
        ("Slack's packages", "bot.service", "slack_sdk"),
        ("Slack's packages", "bot.planted", "slack_sdk"),
        ("AWS's packages", "bot.words.planted", "boto3"),
        ("AWS's packages", "bot.checks.planted", "botocore"),
        ("The database's packages", "bot.core.planted", "sqlalchemy"),
        ("Only the demo uses the lab", "bot.service", "bot.lab"),
        ("Only the demo uses the lab", "bot.cli.planted", "bot.lab"),
        ("Only what runs checks knows probes: no words, no renderers", "bot.render.planted", "bot.probes"),
    ],
)
def test_what_must_never_be_allowed(contract: str, importer: str, imported: str, found: Found) -> None:
    assert (importer, imported) in found[contract]


def test_a_new_top_level_module_must_be_given_a_layer(found: Found) -> None:
    assert ("", "bot.planted") in found[LAYERED["name"]]


def test_every_other_package_has_a_contract_and_none_is_for_the_core() -> None:
    imported = {
        name.partition(".")[0]
        for root in ROOTS
        for path in (ROOT / root).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _names(node)
    }
    protected = {module for contract in PROTECTED for module in contract["protected_modules"]}
    assert imported - sys.stdlib_module_names - set(ROOTS) == {m for m in protected if m.partition(".")[0] not in ROOTS}
    assert not [c for c in PROTECTED for allowed in c["allowed_importers"] if _within("bot.core", allowed)]


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
