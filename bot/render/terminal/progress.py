"""A run in progress on a terminal: one row for each check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from bot.core.model import CheckResult
from bot.render.measures import duration
from bot.render.terminal.layout import SIGNS, styled
from bot.render.terminal.rows import Hanging
from bot.words.catalogue import Catalogue

_WAITING = "·"


def progress(
    checks: Sequence[tuple[str, str]], results: Mapping[str, CheckResult], elapsed_ms: int, say: Catalogue
) -> RenderableType:
    """The rows of a run. checks: (id, label) of all that will run. results: of those that have ended, by id."""
    rows: list[RenderableType] = []
    for check_id, label in checks:
        result = results.get(check_id)
        sign, style = SIGNS[result.outcome] if result else (_WAITING, "dim")
        text = styled(label, "" if result else "dim")
        if result and result.ms:
            text.append(f"  {duration(result.ms, say.language)}", "dim")
        rows.append(Hanging(Styled(f"{sign} ", style), text, 2))
    count = say("card.progress", done=len(results), total=len(checks), elapsed=duration(elapsed_ms, say.language))
    return Group(*rows, styled(count, "dim"))
