"""The options that several subcommands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """What the product speaks."""

    EN = "en"
    VI = "vi"


class Format(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Group(StrEnum):
    """A group of checks."""

    CONFIG = "config"
    AWS = "aws"
    SES = "ses"
    DNS = "dns"
    SMTP = "smtp"


class Simulation(StrEnum):
    """An address of SES's mailbox simulator: bot.core.options.SIMULATIONS."""

    SUCCESS = "success"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    OOTO = "ooto"
    SUPPRESSIONLIST = "suppressionlist"


TargetName = Annotated[str, typer.Argument(metavar="TARGET")]
LanguageOption = Annotated[Language | None, typer.Option("--lang", case_sensitive=False)]
ConfigOption = Annotated[Path | None, typer.Option("--config")]
