"""All targets of one file: who they are, which may be used now, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.errors import Mistake
from bot.core.target import Target
from bot.targets.names import folded
from bot.targets.presence import Mentioned, absences
from bot.targets.spelling import is_like, likeness

CHANNEL_REFUSED = "access.channel"
USER_REFUSED = "access.user"
_MOST_NEAR = 4


@dataclass(frozen=True, slots=True)
class Access:
    """Where a target may be checked, and by whom: Slack ids. None: no such restriction. Empty: nobody."""

    channels: frozenset[str] | None = None
    users: frozenset[str] | None = None

    def refusal(self, channel: str, user: str) -> str:
        """ "" where this person may check it here, else the key of why not. Both rules must hold."""
        if self.channels is not None and channel not in self.channels:
            return CHANNEL_REFUSED
        if self.users is not None and user not in self.users:
            return USER_REFUSED
        return ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One target of the file. target: None where its table is malformed, and then mistakes says why.

    mentioned: what it refers to on this machine, which is looked at anew each time.
    """

    name: str
    aliases: tuple[str, ...] = ()
    target: Target | None = None
    mistakes: tuple[Mistake, ...] = ()
    access: Access = Access()
    mentioned: Mentioned = field(default_factory=Mentioned)


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets file as read. A target with mistakes is known by name but not among `targets`; the others work.

    file_mistakes: those of the file as a whole. environ: a live view, looked at again at each question.
    """

    environ: Mapping[str, str] = field(repr=False)
    entries: tuple[Entry, ...] = ()
    file_mistakes: tuple[Mistake, ...] = ()
    default_language: str | None = None

    @property
    def targets(self) -> Mapping[str, Target]:
        """The targets that may be used now, by name, in the file's order."""
        return {e.name: e.target for e in self.entries if e.target is not None and not self._mistakes(e)}

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything that is wrong now: the file's mistakes (their target is None), then each target's."""
        return self.file_mistakes + tuple(m for e in self.entries for m in self._mistakes(e))

    @property
    def names(self) -> tuple[str, ...]:
        """Every target's name, the broken ones too."""
        return tuple(e.name for e in self.entries)

    def name_of(self, name_or_alias: str) -> str | None:
        """The name of the target that is meant, broken or not; case does not matter."""
        entry = self._entry(name_or_alias)
        return entry.name if entry else None

    def get(self, name_or_alias: str) -> Target | None:
        """The target, or None where there is none of this name or it has mistakes."""
        entry = self._entry(name_or_alias)
        return None if entry is None or self._mistakes(entry) else entry.target

    def mistakes_of(self, name_or_alias: str) -> tuple[Mistake, ...]:
        """What is wrong with one target now; () for an unknown name."""
        entry = self._entry(name_or_alias)
        return self._mistakes(entry) if entry else ()

    def refusal(self, name_or_alias: str, channel: str, user: str) -> str:
        """As `allowed`, for broken targets too: a rule that cannot be read lets nobody in. "" for an unknown name."""
        entry = self._entry(name_or_alias)
        return entry.access.refusal(channel, user) if entry else ""

    def near(self, name: str, among: Iterable[str]) -> tuple[str, ...]:
        """Up to four names of `among` that look like this one (their aliases count), the most alike first."""
        asked = folded(name.strip())
        scored = []
        for candidate in dict.fromkeys(among):
            entry = self._entry(candidate)
            spellings = (candidate, *entry.aliases) if entry else (candidate,)
            score = max(likeness(asked, folded(s)) for s in spellings)
            if is_like(score):
                scored.append((-score, candidate))
        return tuple(candidate for _, candidate in sorted(scored)[:_MOST_NEAR])

    def _entry(self, name_or_alias: str) -> Entry | None:
        asked = folded(name_or_alias.strip())
        by_name = next((e for e in self.entries if folded(e.name) == asked), None)
        return by_name or next((e for e in self.entries if asked in map(folded, e.aliases)), None)

    def _mistakes(self, entry: Entry) -> tuple[Mistake, ...]:
        return entry.mistakes + absences(entry.name, entry.mentioned, self.environ)


def allowed(target: Target, channel: str, user: str) -> str:
    """ "" where this person may check this target in this channel, else "access.channel" or "access.user"."""
    return Access(target.channels or None, target.users or None).refusal(channel, user)
