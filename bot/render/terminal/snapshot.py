"""What a probe found, on a terminal: the same page as the answer to a check."""

from bot.render.terminal.report import render

__all__ = ["render"]
