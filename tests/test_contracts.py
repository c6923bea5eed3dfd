"""The promises of the project, each kept by one test: ids, words, facts, layers, secrets."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from botocore.loaders import Loader
from botocore.model import ListShape, ServiceModel, StructureShape

from bot.causes import COMMON_FIELDS, all_causes
from bot.compare.conclusions import ComparedCheck
from bot.core.engine import in_order
from bot.languages import GUIDES, LANGUAGES, LOCALES
from bot.probes.aws.operations import OPERATIONS, Operation
from bot.service import CHECKS
from bot.words.catalogue import catalogue
from bot.words.guide import load_guide
from bot.words.template import placeholders
from bot.words.text import Mark, Text

ROOT = Path(__file__).parent.parent
PYTHON = sorted(p for folder in ("bot", "handlers") for p in (ROOT / folder).rglob("*.py"))
CAUSES = sorted(all_causes())


def _tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name.endswith(suffixes) and (ROOT / name).is_file()]


def test_check_ids_equal_their_paths() -> None:
    for check in CHECKS:
        assert (ROOT / "bot" / "checks" / f"{check.id.replace('.', '/')}.py").is_file()


def test_only_a_check_and_those_that_need_it_name_its_id() -> None:
    """What others have to know of a check is an attribute of Check. A snapshot and a stored run hold ids as data."""
    ids = {check.id for check in CHECKS}
    data = {Path("bot/compare/conclusions.py"), Path("bot/store/version_1.py")}
    for path in PYTHON:
        where = path.relative_to(ROOT)
        if where in data or where.parts[:2] in (("bot", "checks"), ("bot", "lab")):
            continue
        literals = {
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        }
        assert not ids & {str(literal) for literal in literals}, where
    assert {str(check) for check in ComparedCheck} <= ids


def test_every_need_exists_and_there_is_no_cycle() -> None:
    ids = {check.id for check in CHECKS}
    for check in CHECKS:
        assert {need.check for need in check.needs} <= ids
        assert all(code in all_causes() for need in check.needs for code in need.codes)
    assert len(in_order(CHECKS)) == len(CHECKS)


def test_every_code_that_a_cause_explains_exists() -> None:
    for code, cause in all_causes().items():
        assert cause.explains <= set(all_causes()), code
        assert code not in cause.explains


def test_causes_do_not_explain_each_other_in_a_circle() -> None:
    def reach(code: str, seen: frozenset[str]) -> None:
        assert code not in seen, f"{code} explains itself through {sorted(seen)}"
        for symptom in all_causes()[code].explains:
            reach(symptom, seen | {code})

    for code in CAUSES:
        reach(code, frozenset())


def test_every_check_that_decides_a_cause_exists() -> None:
    ids = {check.id for check in CHECKS}
    for code, cause in all_causes().items():
        assert set(cause.decided_by) <= ids, code


@pytest.mark.parametrize("code", CAUSES)
def test_a_cause_has_the_same_guide_in_every_language(code: str) -> None:
    cause = all_causes()[code]
    english, *others = (load_guide(code, language) for language in LANGUAGES)
    assert [step.id for step in english.steps] == [step.id for step in cause.steps]
    assert len(cause.steps) >= 1 and cause.links
    for other in others:
        assert [step.id for step in other.steps] == [step.id for step in english.steps]
        for name, texts in english.parts.items():
            assert set(texts) == set(other.parts[name]), (code, name)
            for variant, text in texts.items():
                assert _demands(text) == _demands(other.parts[name][variant]), (code, name, variant)
        for mine, theirs in zip(english.steps, other.steps, strict=True):
            assert _demands(mine.text) == _demands(theirs.text), (code, mine.id)
            assert (mine.undo is None) == (theirs.undo is None), (code, mine.id)


def _demands(text: Text) -> tuple[list[str], list[str]]:
    """What must be equal in all languages: placeholders, and what stands in code."""
    named = sorted(name for span in text.spans for name in placeholders(span.text))
    return sorted(set(named)), sorted({span.text for span in text.spans if span.mark is Mark.CODE})


@pytest.mark.parametrize("code", CAUSES)
def test_a_guide_uses_declared_fields_and_variants_only(code: str) -> None:
    cause = all_causes()[code]
    allowed = cause.fields | COMMON_FIELDS
    for language in LANGUAGES:
        words = load_guide(code, language)
        for name, texts in words.parts.items():
            assert set(texts) <= cause.variants | {"default"}, (code, name)
            for text in texts.values():
                assert set(_demands(text)[0]) <= allowed, (code, name)
        for step in words.steps:
            assert set(_demands(step.text)[0]) <= allowed, (code, step.id)
    for facts in cause.steps:
        for _form, template in facts.commands:
            assert placeholders(template) <= allowed, (code, facts.id)


@pytest.mark.parametrize("code", CAUSES)
def test_a_fix_never_begins_with_deleting_and_never_grants_everything(code: str) -> None:
    steps = all_causes()[code].steps
    first = " ".join(template for _form, template in steps[0].commands)
    assert "delete-" not in first
    for step in steps:
        for _form, template in step.commands:
            assert "FullAccess" not in template
            assert not re.search(r'"Action":\s*"(ses:)?\*"', template), (code, step.id)


def test_no_guide_lacks_its_cause() -> None:
    for language in LANGUAGES:
        found = {f"{p.parent.name}.{p.stem}" for p in (GUIDES / language).rglob("*.md")}
        assert found == set(CAUSES)


def test_every_string_exists_in_every_language_with_the_same_placeholders() -> None:
    keys = {language: catalogue(language).keys for language in LANGUAGES}
    assert keys["en"] == keys["vi"]
    strings = {language: catalogue(language).strings for language in LANGUAGES}
    for key in keys["en"]:
        assert placeholders(strings["en"][key]) == placeholders(strings["vi"][key]), key


def test_words_are_nfc_and_no_mojibake() -> None:
    paths = [*GUIDES.rglob("*.md"), *LOCALES.rglob("*.po")]
    assert len(paths) > 2 * len(CAUSES)
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path
        # UTF-8 read as cp1252 leaves these pairs behind.
        assert not re.search(r"Ã[\x80-\xbf]|á»|Æ°|Ä‘|â€", text), path


def test_guides_hold_no_urls_no_html_no_emoji() -> None:
    for path in [*GUIDES.rglob("*.md"), *LOCALES.rglob("*.po")]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            assert "http" not in re.sub(r"`[^`]*`", "", text), path
        assert not re.search(r"</?[a-z]+>(?=.*</)", text), path
        assert not re.search("[\U0001f300-\U0001faff\u2600-\u27bf]", text), path


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_aws_field_that_is_read_exists_in_the_model(name: str) -> None:
    operation = OPERATIONS[name]
    model = ServiceModel(Loader().load_service_model(operation.service, "service-2"))
    output = model.operation_model(operation.name).output_shape
    assert isinstance(output, StructureShape)
    for path in operation.fields:
        _walk(output, path.split("."), operation, path)


def _walk(shape: object, steps: list[str], operation: Operation, path: str) -> None:
    for step in steps:
        assert isinstance(shape, StructureShape), (operation.name, path)
        name = step.removesuffix("[]")
        assert name in shape.members, (operation.name, path)
        shape = shape.members[name]
        if step.endswith("[]"):
            assert isinstance(shape, ListShape), (operation.name, path)
            shape = shape.member


def test_only_reads_are_on_the_allow_list() -> None:
    for operation in OPERATIONS.values():
        assert re.match(r"Get|List|Describe|Simulate|AssumeRole$", operation.name), operation.name


def test_no_module_but_one_names_a_language() -> None:
    """The lab's people and scenarios are texts of the demo, in two languages."""
    texts = {text for each in LANGUAGES.values() for text in (each.code, each.name, *each.locales, *each.spellings)}
    texts |= {text for each in LANGUAGES.values() for text in each.help if text != "help"}
    anyone = "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
    quoted = re.compile(rf"""["'](?:lang[:=])?(?:{anyone})["']|lang:(?:{anyone})\b""", re.IGNORECASE)
    lab, known = ROOT / "bot" / "lab", ROOT / "bot" / "languages.py"
    for path in [*PYTHON, *(ROOT / "benchmarks").glob("*.py")]:
        if path != known and not path.is_relative_to(lab):
            assert not quoted.findall(path.read_text("utf-8")), path


def test_no_file_is_longer_than_300_lines() -> None:
    long = {str(p.relative_to(ROOT)): n for p in _tracked(".py") if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long


def test_the_environment_is_read_in_two_places_only() -> None:
    allowed = {ROOT / "bot" / "shell.py", ROOT / "bot" / "probes" / "local_values.py"}
    for path in PYTHON:
        if path not in allowed:
            assert not re.search(r"\bos\.(environ|getenv|putenv)\b", path.read_text("utf-8")), path


def test_there_are_four_broad_excepts() -> None:
    found = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
                found.append(str(path.relative_to(ROOT)))
    assert len(found) == 4, found


def _is_broad(node: ast.expr | None) -> bool:
    if node is None:
        return True
    names = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(isinstance(n, ast.Name) and n.id in ("Exception", "BaseException") for n in names)


def test_core_checks_and_probes_hold_no_prose() -> None:
    for folder in ("core", "compare", "diagnosis", "checks", "lookups", "probes"):
        for path in (ROOT / "bot" / folder).rglob("*.py"):
            for text in _plain_strings(path):
                # Four or more lower-case words with spaces read as a sentence.
                assert not re.search(r"(?:\b[a-z]{2,}\b ){5,}", text), (path, text)


def _plain_strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        # Docstrings, and the messages of exceptions and assertions: those are for programmers.
        if isinstance(node, ast.Expr | ast.Raise | ast.Assert):
            skipped |= {id(child) for child in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    ]


def test_no_file_holds_a_key_id_that_is_not_a_published_dummy() -> None:
    for path in _tracked(
        ".py", ".md", ".toml", ".po", ".yml", ".js", ".html", ".json", ".jsonl", ".txt", "Makefile", "run"
    ):
        for match in re.finditer(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b", path.read_text("utf-8", "replace")):
            assert "EXAMPLE" in match[0], (path, match[0])


def test_nothing_unfinished_is_left() -> None:
    for path in PYTHON:
        assert not re.search(r"\b(TODO|FIXME|XXX)\b|NotImplementedError", path.read_text("utf-8")), path


def test_the_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") > text.count("==")


@pytest.mark.parametrize("module", ["bot.words.build", "bot.render"])
def test_words_load_no_cloud_and_no_database(module: str) -> None:
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"boto3", "botocore", "slack_bolt", "slack_sdk", "sqlalchemy", "pydantic"} & set(loaded)
