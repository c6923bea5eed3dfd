"""`ses-check targets`: the targets that can be checked, and every mistake in the targets file."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.cli.choosing import language_for, read_targets
from bot.cli.leaving import put
from bot.cli.options import ConfigOption, LanguageOption, OneOf
from bot.cli.refusal import WRONG, refuse_configuration
from bot.cli.screen import read_screen
from bot.core.errors import ConfigurationError
from bot.render.clean import one_line
from bot.render.json.document import SCHEMA, dump, error_object
from bot.render.terminal.layout import draw
from bot.settings import load_settings
from bot.targets import Entry, Targets
from bot.words.catalogue import Catalogue, catalogue
from bot.words.mistakes import describe_mistake

_FORMAT = OneOf(("text", "json"))


def targets(
    output: Annotated[str, _FORMAT, typer.Option("--format", parser=_FORMAT)] = "text",
    language: LanguageOption = None,
    config: ConfigOption = None,
) -> int:
    """List the targets and every mistake in the file. The exit code: 0, or 2 where there is a mistake."""
    found = read_targets(config, load_settings())
    say = catalogue(language_for(language, None, found))
    put(dump(_object(found, say)) if output == "json" else draw(_page(found, say), read_screen()))
    return WRONG if found.mistakes else 0


def _page(found: Targets, say: Catalogue) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if found.entries:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for key in ("cli.list.name", "cli.list.region", "cli.list.sender", "cli.list.ways", "cli.list.state"):
            # An address is not broken in its middle: it may be copied.
            table.add_column(say(key), overflow="fold", no_wrap=key in ("cli.list.sender", "cli.list.ways"))
        for entry in found.entries:
            table.add_row(*(Text(one_line(cell)) for cell in _cells(entry, say)), _state(found, entry, say))
        parts.append(table)
    if any(_silent(found, entry) for entry in found.entries):
        parts += [Text(), Text(say("cli.list.no_way.hint"))]
    if found.mistakes:
        refusal = refuse_configuration(ConfigurationError(found.mistakes), say.language)
        parts += [Text(), Text(refusal.message)] if parts else [Text(refusal.message)]
    return parts


def _state(found: Targets, entry: Entry, say: Catalogue) -> Text:
    if found.mistakes_of(entry.name):
        return Text(say("cli.list.wrong"), "bold red")
    if _silent(found, entry):
        return Text(say("cli.list.no_way"), "yellow")
    return Text(say("cli.list.ok"), "green")


def _silent(found: Targets, entry: Entry) -> bool:
    """True for a target without mistakes that has no way of sending: its account can be checked, its verdict is UNKNOWN."""
    return not found.mistakes_of(entry.name) and not _ways(entry)


def _cells(entry: Entry, say: Catalogue) -> tuple[str, str, str, str]:
    name = ", ".join((entry.name, *entry.aliases))
    if entry.target is None:
        return name, entry.region, entry.sender, ""
    return name, entry.target.region, entry.target.sender, ", ".join(_ways(entry)) or say("cli.list.none")


def _ways(entry: Entry) -> list[str]:
    target = entry.target
    smtp = target is not None and target.smtp is not None and target.smtp.username is not None
    app = target is not None and target.app is not None
    return [way for way, configured in (("SMTP", smtp), ("API", app)) if configured]


def _object(found: Targets, say: Catalogue) -> dict[str, Any]:
    listed = []
    for entry in found.entries:
        target = entry.target
        listed.append(
            {
                "name": entry.name,
                "aliases": list(entry.aliases),
                "region": (target.region if target else entry.region) or None,
                "from": (target.sender if target else entry.sender) or None,
                "ways": [way.lower() for way in _ways(entry)],
                "mistakes": [
                    {"place": m.place, "message": describe_mistake(m, say.language)}
                    for m in found.mistakes_of(entry.name)
                ],
            }
        )
    if not found.mistakes:
        return {"schema": SCHEMA, "targets": listed}
    refusal = refuse_configuration(ConfigurationError(found.mistakes), say.language)
    return {**error_object(refusal.message, refusal.places), "targets": listed}
