"""The slash commands: their names, and what may be typed after each. manifest.yml is tested against this table."""

from __future__ import annotations

from dataclasses import dataclass

from bot.languages import LANGUAGES, fold
from bot.request.flags import LANG, MODE, ONLY, SEND, TO, Flag, Switch


@dataclass(frozen=True, slots=True)
class Command:
    """One slash command.

    name: as it is typed. purpose: the key of the line that says what it is for. parts: what may follow the name, in the
    order of the usage hint: flags, switches, and placeholders for other words.
    """

    name: str
    purpose: str
    parts: tuple[Flag | Switch | str, ...]

    @property
    def verb(self) -> str:
        """What is asked for, as language.toml names it in `[commands]`: "check"."""
        return self.name.split()[-1].removeprefix("/ses-")

    @property
    def hint(self) -> str:
        """The usage hint, as Slack shows it while a person types."""
        # A Switch is a string too.
        parts = [p.hint if isinstance(p, Flag | Switch) else p for p in self.parts]
        helps = dict.fromkeys(language.help_word for language in LANGUAGES.values())
        return " ".join([*parts, *(f"| {word}" for word in helps)])

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags that the command knows."""
        return tuple(part for part in self.parts if isinstance(part, Flag))

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The switches that the command knows."""
        return tuple(part for part in self.parts if isinstance(part, Switch))

    def flag(self, typed: str) -> Flag | None:
        """The flag of this name or spelling, None where the command does not know it."""
        name = fold(typed)
        return next((flag for flag in self.flags if name in (flag.name, *flag.spellings)), None)


CHECK = Command("/ses-check", "purpose.check", ("[target]", TO, SEND, LANG, ONLY, Switch.PRIVATE))
REGIONS = Command("/ses-regions", "purpose.regions", ("[target]", "[domain]", Switch.PRIVATE, LANG))
TRACE = Command("/ses-trace", "purpose.trace", ("<message id>", "[target]", Switch.PUBLIC, LANG))
EXPLAIN = Command("/ses-explain", "purpose.explain", (Switch.PUBLIC, LANG, "<error>"))
GUIDE = Command("/ses-guide", "purpose.guide", ("[code or words]", LANG))
COMPARE = Command("/ses-compare", "purpose.compare", (Switch.PUBLIC, LANG, "[first]", "[second]"))
# Part of CHECK: no slash command of its own.
SETTINGS = Command("/ses-check settings", "purpose.settings", (MODE, LANG, Switch.RESET))
COMMANDS = (CHECK, REGIONS, TRACE, EXPLAIN, GUIDE, COMPARE)
