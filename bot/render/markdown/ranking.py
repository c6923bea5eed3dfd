"""How an answer was ranked, as Markdown: what `--explain-ranking` adds below it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.markdown.markup import prose
from bot.words.ranking import Ranking

_STEP = 3


def ranking_blocks(ranking: Ranking) -> Iterator[str]:
    """A heading, then a list of the roots by number, with what follows from each nested below it."""
    yield f"## {prose(ranking.title)}"
    rows: list[str] = []
    for line in ranking.lines:
        if line.heading:
            yield "\n".join(rows)
            yield f"### {prose(line.text)}"
            rows = []
        else:
            rows.append(f"{' ' * _STEP * line.depth}{line.sign}{prose(line.text)}")
    yield "\n".join(rows)
