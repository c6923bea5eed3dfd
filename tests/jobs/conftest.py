"""A workspace and a mail server that outlive the bot, which these tests kill."""

from __future__ import annotations

from tests.handlers.conftest import silence, slack

__all__ = ["silence", "slack"]
