"""Two places compared, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.markdown.report import grid, prose
from bot.words.comparison import ComparisonReport


def document(compared: ComparisonReport) -> str:
    """The whole comparison, ended by a line end."""
    return "\n\n".join(block for block in _blocks(compared) if block) + "\n"


def _blocks(compared: ComparisonReport) -> Iterator[str]:
    yield f"# {prose(compared.headline)}"
    yield "\n".join(f"- {prose(said)}" for said in compared.conclusions)
    if compared.grid.rows:
        yield from grid(compared.grid)
    yield from (prose(line) for line in (compared.same, *compared.alone))
    yield "\n".join(f"- {prose(side)}" for side in compared.sides)
