from pathlib import Path

import pytest

from bot.words import guide as guides
from bot.words.guide import load_guide

GOOD = """---
title: "{{ key_id }} is bad"
why:
  default: "because"
  other: "because of `{{ reply }}`"
verify: "look"
---

## first

Do this
and that.

> Undo
> it.

## second

Do `more`.
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(guides, "GUIDES", tmp_path)
    load_guide.cache_clear()
    folder = tmp_path / "en" / "area"
    folder.mkdir(parents=True)
    return folder / "state.md"


@pytest.fixture(autouse=True)
def _forget() -> None:
    load_guide.cache_clear()


def test_a_guide_is_read_with_variants_steps_and_undo(write: Path) -> None:
    write.write_text(GOOD)
    found = load_guide("area.state", "en")
    assert str(found.part("title", "")) == "{{ key_id }} is bad"
    assert str(found.part("why", "other")) == "because of `{{ reply }}`"
    assert str(found.part("why", "unheard")) == "because"
    assert not found.part("caution", "")
    assert [(s.id, str(s.text), str(s.undo) if s.undo else None) for s in found.steps] == [
        ("first", "Do this and that.", "Undo it."),
        ("second", "Do `more`.", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter",
        "---\ntitle: x\n---\n",
        GOOD.replace("verify:", "advice:"),
        GOOD.replace("Do `more`.", ""),
        GOOD.replace("\n---\n\n", "\n\n"),
    ],
)
def test_a_malformed_guide_is_a_mistake_that_names_its_file(write: Path, text: str) -> None:
    write.write_text(text)
    with pytest.raises((ValueError, TypeError), match=r"state\.md|NoneType"):
        load_guide("area.state", "en")


def test_a_missing_guide_is_a_mistake(write: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"state\.md"):
        load_guide("area.state", "en")
