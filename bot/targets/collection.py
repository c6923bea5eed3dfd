"""The targets of one file: which can be used now, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.errors import Mistake
from bot.core.target import Target
from bot.targets.names import fold_name
from bot.targets.presence import Mentions, find_missing
from bot.targets.spelling import is_similar, similarity

CHANNEL_REFUSED = "access.channel"
USER_REFUSED = "access.user"
_MOST_NEAR = 4


@dataclass(frozen=True, slots=True)
class Access:
    """Who may check a target, and where, as Slack ids. None: everybody, everywhere. An empty set: nobody, nowhere."""

    channels: frozenset[str] | None = None
    users: frozenset[str] | None = None

    def refusal(self, channel: str, user: str) -> str:
        """Returns "" where this person may check the target in this channel, else the locale key of the refusal.

        The person and the channel must both be allowed.
        """
        if self.channels is not None and channel not in self.channels:
            return CHANNEL_REFUSED
        if self.users is not None and user not in self.users:
            return USER_REFUSED
        return ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One target of the file.

    target: None where the table has mistakes, which `mistakes` lists. mentioned: the environment variables and files
    that the table refers to; whether they exist is checked at each use. region, sender: as they are written, "" for none.
    """

    name: str
    aliases: tuple[str, ...] = ()
    target: Target | None = None
    mistakes: tuple[Mistake, ...] = ()
    access: Access = Access()
    mentioned: Mentions = field(default_factory=Mentions)
    region: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets file as it was read. A target with mistakes has a name but is not in `targets`; the others work.

    environ: environment variables, read again at each use. file_mistakes: those that belong to no single target.
    """

    environ: Mapping[str, str] = field(repr=False)
    entries: tuple[Entry, ...] = ()
    file_mistakes: tuple[Mistake, ...] = ()
    default_language: str | None = None

    @property
    def targets(self) -> Mapping[str, Target]:
        """The targets that can be used now, by name, in the file's order."""
        return {e.name: e.target for e in self.entries if e.target is not None and not self._mistakes(e)}

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """All mistakes that exist now: the file's own, whose `target` is None, then each target's."""
        return self.file_mistakes + tuple(m for e in self.entries for m in self._mistakes(e))

    @property
    def names(self) -> tuple[str, ...]:
        """Every target's name, also of targets with mistakes."""
        return tuple(e.name for e in self.entries)

    def name_of(self, name_or_alias: str) -> str | None:
        """Returns the name of the target with this name or alias in any case, also of one with mistakes, or None."""
        entry = self._entry(name_or_alias)
        return entry.name if entry else None

    def get(self, name_or_alias: str, *, as_written: bool = False) -> Target | None:
        """Returns the target, or None where no target has this name or alias, or it has mistakes.

        as_written: judges only the target's table, and does not check that the variables and files it refers to exist.
        """
        entry = self._entry(name_or_alias)
        return None if entry is None or self.mistakes_of(entry.name, as_written=as_written) else entry.target

    def mistakes_of(self, name_or_alias: str, *, as_written: bool = False) -> tuple[Mistake, ...]:
        """Returns the mistakes that one target has now; () for an unknown name. as_written: as for `get`."""
        entry = self._entry(name_or_alias)
        if entry is None:
            return ()
        return entry.mistakes if as_written else self._mistakes(entry)

    def refusal(self, name_or_alias: str, channel: str, user: str) -> str:
        """Returns "" where this person may check the target in this channel, else "access.channel" or "access.user".

        Also for a target with mistakes: an access rule that cannot be read admits nobody. Returns "" for an unknown name.
        """
        entry = self._entry(name_or_alias)
        return entry.access.refusal(channel, user) if entry else ""

    def near(self, name: str, among: Iterable[str]) -> tuple[str, ...]:
        """Returns up to four names of `among` that are similar to `name`, the most similar first; aliases count too."""
        asked = fold_name(name.strip())
        scored = []
        for candidate in dict.fromkeys(among):
            entry = self._entry(candidate)
            spellings = (candidate, *entry.aliases) if entry else (candidate,)
            score = max(similarity(asked, fold_name(s)) for s in spellings)
            if is_similar(score):
                scored.append((-score, candidate))
        return tuple(candidate for _, candidate in sorted(scored)[:_MOST_NEAR])

    def _entry(self, name_or_alias: str) -> Entry | None:
        asked = fold_name(name_or_alias.strip())
        by_name = next((e for e in self.entries if fold_name(e.name) == asked), None)
        return by_name or next((e for e in self.entries if asked in map(fold_name, e.aliases)), None)

    def _mistakes(self, entry: Entry) -> tuple[Mistake, ...]:
        return entry.mistakes + find_missing(entry.name, entry.mentioned, self.environ)
