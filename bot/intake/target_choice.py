"""Which target is meant: the one that was named, the channel's last one, the only one; and why it may not be checked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.errors import Mistake
from bot.core.target import Target
from bot.intake.access import list_open_targets, list_other_channels
from bot.intake.origin import Origin
from bot.request.lookups import parse_identity
from bot.targets import Targets


@dataclass(frozen=True, slots=True)
class Chosen:
    """This target is meant, and it may be checked."""

    target: Target


@dataclass(frozen=True, slots=True)
class Several:
    """None was named, and any of these may be meant."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoTarget:
    """None was named, and this person may check none here."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No target has the typed name. near: those of `names` that look like it. names: what may be checked here."""

    typed: str
    near: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The target may not be checked here, or not by this person.

    reason: a key of bot.targets.Access. other_channels: where this person may check it. language: the target's own, "".
    """

    name: str
    reason: str
    other_channels: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """The target's table in the targets file has mistakes."""

    name: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """Old answers about the target of this name may be read; it may have mistakes by now."""

    name: str


Refusal = Several | NoTarget | Unknown | Forbidden | Broken


def choose_target(targets: Targets, origin: Origin, typed: str | None, last: str | None = None) -> Chosen | Refusal:
    """The target of a new question. typed: a name or an alias, None where none was named.

    last: the name of the target that was last checked in this channel.
    """
    name = typed
    if name is None:
        names = list_open_targets(targets, origin)
        if not names:
            return NoTarget()
        name = last if last in names else names[0] if len(names) == 1 else None
        if name is None:
            return Several(names)
    found = find_readable(targets, origin, name)
    if not isinstance(found, Readable):
        return found
    target = targets.get(found.name)
    return Chosen(target) if target is not None else Broken(found.name, targets.mistakes_of(found.name))


def find_readable(targets: Targets, origin: Origin, typed: str) -> Readable | Unknown | Forbidden:
    """The target of an old answer. typed: its name or alias."""
    name = targets.name_of(typed)
    if name is None:
        names = list_open_targets(targets, origin)
        return Unknown(typed, targets.near(typed, names), names)
    reason = targets.refusal(name, origin.channel_id, origin.user_id)
    if reason:
        target = targets.get(name)
        others = list_other_channels(targets, name, origin.user_id)
        return Forbidden(name, reason, others, target.language if target is not None else "")
    return Readable(name)


def split_target_and_identity(targets: Targets, words: tuple[str, ...]) -> tuple[str | None, str]:
    """Of one or two typed words, the target's name (None for none) and a domain or address ("" for none).

    A word that is no target's name and could be a domain or an address is the latter.
    """
    if not words:
        return None, ""
    first, *others = words
    is_target = targets.name_of(first) is not None
    if others:
        swapped = not is_target and targets.name_of(others[0]) is not None
        return (others[0], first) if swapped else (first, others[0])
    return (None, first) if not is_target and parse_identity(first) else (first, "")
