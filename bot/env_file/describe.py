"""What a file says of mail, in a form that holds no secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.env_file.damage import Damage, find_damage
from bot.env_file.mail import MailSettings, Setting
from bot.env_file.switch import Switch, find_switch, looks_secret
from bot.env_file.words_of_names import Part

_SECRETS = (Part.PASSWORD, Part.SECRET, Part.TOKEN)
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Taken:
    """One part of the set-up. value: as written; of a secret its number of characters, as digits. hidden: it is a secret,
    or looks like one.
    """

    part: str
    name: str
    line: int
    value: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationSettings:
    """What the file says of mail. path: as the target names it."""

    path: Path
    taken: tuple[Taken, ...] = ()
    switch: Switch | None = None
    damage: tuple[Damage, ...] = ()


def describe(settings: MailSettings) -> ApplicationSettings:
    """What was found, without any secret."""
    secrets = frozenset(s.name for p, s in settings.parts.items() if p in _SECRETS)
    damage = find_damage(settings.file, settings.names, secrets)
    return ApplicationSettings(settings.file.path, tuple(_taken(settings)), find_switch(settings), damage)


def _taken(settings: MailSettings) -> Iterator[Taken]:
    order = list(Part)
    for part, setting in sorted(settings.parts.items(), key=lambda item: (item[1].line, order.index(item[0]))):
        if setting.value or part in _SECRETS:
            yield _shown(part, setting)


def _shown(part: Part, setting: Setting) -> Taken:
    hidden = part in _SECRETS or looks_secret(setting.value)
    if part is Part.MAILER and "://" in setting.value:
        return Taken(part, setting.name, setting.line, f"{setting.value.partition('://')[0]}://")
    value = str(len(setting.value)) if hidden else setting.value.strip()[:_SHOWN]
    return Taken(part, setting.name, setting.line, value, hidden)
