"""The screen that an answer is printed on."""

from __future__ import annotations

from rich.console import Console

from bot.render.terminal.report import WIDTH


def screen() -> tuple[int, bool]:
    """The width to use, and whether standard output takes colours (NO_COLOR and a dumb terminal do not)."""
    console = Console()
    colours = console.is_terminal and console.color_system is not None and not console.no_color
    return (console.width if console.is_terminal else WIDTH), colours
