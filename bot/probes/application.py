"""Reads the application's own file of variables."""

from __future__ import annotations

from typing import Any

from bot.core.context import Context
from bot.env_file.describe import ApplicationSettings, describe
from bot.env_file.mail import find_mail_settings
from bot.env_file.read import Problem, read_env_file


class Application:
    """The application's file of one run."""

    def __init__(self, context: Context[Any]) -> None:
        self._path = context.target.env_file

    def settings(self) -> ApplicationSettings | Problem | None:
        """None where the target names no file, a Problem where it cannot be read."""
        if self._path is None:
            return None
        file = read_env_file(self._path)
        return file if isinstance(file, Problem) else describe(find_mail_settings(file))
