"""`ses-check serve`: runs the bot in Slack until a signal."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.app import serve as run_bot
from bot.cli.options import ConfigOption
from bot.settings import load_settings

HOST = "127.0.0.1"
PORT = 3000


def serve(
    http: Annotated[bool, typer.Option("--http")] = False,
    host: Annotated[str, typer.Option("--host")] = HOST,
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = PORT,
    config: ConfigOption = None,
) -> int:
    """Run the bot. Raises ConfigurationError with everything that is missing, or StoreUnavailable."""
    asyncio.run(run_bot(load_settings(), http=http, host=host, port=port, config=config))
    return 0
