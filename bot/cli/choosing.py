"""Finds the target that was typed in the targets file, or says everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.cli.options import answer_language
from bot.cli.refusal import Refusal, refuse_configuration
from bot.core.errors import ConfigurationError
from bot.core.target import Target
from bot.settings import Settings
from bot.targets import Targets, find_config, load
from bot.words.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Choice:
    """A target that may be checked, and the language to answer in."""

    target: Target
    language: str


def read_targets(config: Path | None, settings: Settings) -> Targets:
    """Read the targets file. Raises ConfigurationError where there is none or where the environment is wrong."""
    if mistakes := settings.mistakes_for("cli"):
        raise ConfigurationError(mistakes)
    path = find_config(config, settings)
    if isinstance(path, ConfigurationError):
        raise path
    return load(path)


def choose(
    name: str, config: Path | None, language: str | None, settings: Settings, *, as_written: bool = False
) -> Choice:
    """The target of this name or alias. Raises ConfigurationError or Refusal where it cannot be checked.

    as_written: the secrets and files that the target refers to need not be there.
    """
    targets = read_targets(config, settings)
    target = targets.get(name, as_written=as_written)
    spoken = language_for(language, target, targets)
    known = targets.name_of(name)
    if target is None and (known is not None or targets.file_mistakes):
        own = targets.mistakes_of(name, as_written=as_written)
        mistakes = own if known is not None else targets.file_mistakes
        raise refuse_configuration(ConfigurationError(mistakes), spoken)
    if target is None:
        raise _unknown(name, targets, spoken)
    return Choice(target, spoken)


def language_for(flag: str | None, target: Target | None, targets: Targets) -> str:
    """The language to answer in: the flag's, else the target's, the file's, the shell's, English."""
    configured = (target.language if target else "") or targets.default_language
    return flag or configured or answer_language(None)


def _unknown(name: str, targets: Targets, language: str) -> Refusal:
    say = catalogue(language)
    if not targets.names:
        return Refusal(say("cli.target.none"), (name,))
    names, near = ", ".join(targets.names), ", ".join(targets.near(name, targets.names))
    if near:
        return Refusal(say("cli.target.near", given=name, near=near, names=names), (name,))
    return Refusal(say("cli.target.unknown", given=name, names=names), (name,))
