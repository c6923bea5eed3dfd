"""How an answer was ranked, on a terminal: what `--explain-ranking` adds below it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.render.terminal.layout import heading, styled
from bot.render.terminal.rows import Hanging
from bot.words.ranking import Ranking

_STEP = 3


def ranking_rows(ranking: Ranking) -> Iterator[RenderableType]:
    """A heading, then each root by number, with what follows from it indented below it."""
    yield from heading(ranking.title)
    for line in ranking.lines:
        if line.heading:
            yield from heading(line.text)
        else:
            yield Hanging(Styled(line.sign), styled(line.text), _STEP * line.depth)
