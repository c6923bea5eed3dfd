"""An explanation in the form that was asked for."""

from __future__ import annotations

import importlib

from bot.words.explanation import ExplanationReport


def rendered(explained: ExplanationReport, output: str) -> str:
    """The whole explanation as text, json or markdown, ended by a line end. Only the renderer that is used is loaded."""
    if output == "json":
        answer = importlib.import_module("bot.render.json.explanation").answer(explained)
        return f"{importlib.import_module('bot.render.json.report').dumped(answer)}\n"
    if output == "markdown":
        return str(importlib.import_module("bot.render.markdown.explanation").document(explained))
    width, colours = importlib.import_module("bot.cli.screen").screen()
    return str(
        importlib.import_module("bot.render.terminal.explanation").answer(explained, width=width, colours=colours)
    )
