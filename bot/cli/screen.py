"""The screen that an answer is printed on."""

from __future__ import annotations

from rich.console import Console

from bot.render.screen import PLAIN, Screen


def read_screen() -> Screen:
    """The terminal's width and colours. Standard output that is no terminal has the usual width and no colours.

    NO_COLOR and a dumb terminal have no colours either.
    """
    console = Console()
    colours = console.is_terminal and console.color_system is not None and not console.no_color
    return Screen(console.width if console.is_terminal else PLAIN.width, colours)
