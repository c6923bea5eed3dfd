"""Every rendering of the samples equals its golden file in tests/render/golden."""

from __future__ import annotations

import pytest

from tests.render.renderings import GOLDEN, renderings


@pytest.mark.parametrize("name", sorted(renderings()))
def test_a_rendering_is_the_one_that_was_looked_at(name: str) -> None:
    assert renderings()[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(renderings())
