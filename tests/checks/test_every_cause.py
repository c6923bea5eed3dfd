import ast
from pathlib import Path

from bot.causes import all_causes

HERE = Path(__file__).parent


def strings(path: Path) -> set[str]:
    """The string literals of a test module, without the mark of a warning and the name of a variant."""
    constants = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return {text.lstrip("~").partition("/")[0] for text in constants if isinstance(text, str)}


def variants(path: Path) -> set[str]:
    constants = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return {text.lstrip("~") for text in constants if isinstance(text, str) and "/" in text}


def test_every_cause_that_a_check_decides_is_found_by_a_pure_test() -> None:
    named = set().union(*(strings(path) for path in HERE.rglob("test_*.py") if path != Path(__file__)))
    assert {code for code, cause in all_causes().items() if cause.decided_by} - named == set()


def test_every_variant_is_found_by_a_pure_test() -> None:
    named = set().union(*(variants(path) for path in HERE.rglob("test_*.py") if path != Path(__file__)))
    decided = {code: cause for code, cause in all_causes().items() if cause.decided_by}
    # The variant "text" is for pasted texts. No check produces it.
    pairs = {f"{code}/{variant}" for code, cause in decided.items() for variant in cause.variants - {"text"}}
    # Recognised by a field of the finding, not by its short form.
    elsewhere = {
        "tls.certificate/dates", "tls.certificate/wrong_host", "endpoint.wrong_kind/feedback", "region.mismatch/host",
    }  # fmt: skip
    assert pairs - named - elsewhere == set()
