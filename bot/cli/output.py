"""Prints answers in the format that was asked for."""

from __future__ import annotations

import importlib
from dataclasses import replace

from bot.cli.leaving import put
from bot.render.formats import DEFAULT_FORMAT, find_renderer
from bot.render.screen import PLAIN


def print_answer(kind: str, answer: object, output: str, *, details: bool = False) -> None:
    """Print an answer. kind: as bot.render.formats has it. output: the format's name. Raises OutputLost.

    details: print everything; only text has a short form.
    """
    # Only text is laid out for the screen. Reading the screen imports rich, which is too slow for `explain --format json`.
    screen = importlib.import_module("bot.cli.screen").read_screen() if output == DEFAULT_FORMAT else PLAIN
    screen = replace(screen, details=details)
    put(find_renderer(kind, output)(answer, screen))
