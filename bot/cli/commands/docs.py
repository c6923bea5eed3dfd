"""`ses-check docs`: writes the reference pages of all causes, and the drawing of the decision order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.causes import all_causes
from bot.cli.leaving import tell
from bot.cli.options import LanguageOption, answer_language
from bot.cli.refusal import Refusal
from bot.render.docs.cause_pages import pages
from bot.render.docs.decision_order import svg
from bot.service import CHECKS
from bot.words.catalogue import catalogue

FOLDER = Path("docs") / "causes"
DRAWING = "decision-order.svg"


def docs(output: Annotated[Path, typer.Option("--output", "-o")] = FOLDER, language: LanguageOption = None) -> int:
    """Write the pages. Raises Refusal where a file cannot be written."""
    say = catalogue(answer_language(language))
    wanted = {output / name: text for name, text in pages().items()}
    wanted[output / DRAWING] = svg(CHECKS, all_causes())
    try:
        for path, text in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        for folder in {path.parent for path in wanted} - {output}:
            for path in set(folder.glob("*.md")) - set(wanted):
                path.unlink()
    except OSError as error:
        raise Refusal(say("cli.docs.failed", folder=output, detail=error.strerror), (str(output),)) from error
    tell(say("cli.docs.written", count=len(wanted), folder=output))
    return 0
