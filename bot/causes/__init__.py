"""The facts of every cause, loaded from `<area>.toml` and validated. A cause's words are in `bot/guides/<language>/`.

The table `[auth_required]` in `bot/causes/smtp.toml` is the cause `smtp.auth_required`. Its keys:

reviewed_on the day on which somebody last held words, commands and links against AWS's documentation
severity    "fail" (it stops mail) or "warn" (it limits or endangers mail), unless a check reports another severity
who         who can fix it: one of ACTORS
explains    codes of the causes that are symptoms of this one
decided_by  ids of the checks that can find it
fields      names of the values that its guides use, beside COMMON_FIELDS
variants    names of other wordings; the variant "text" uses no values: it is for pasted texts and reference pages
errors      error texts by which people know it
generic     true where many things lead to this symptom; the report then also lists what the checks ruled out
links       title and url (a template) of AWS's pages
steps       the fix, in order. A step has an `id`, a `risk` (one of RISKS) and one command template for each form of
            FORMS that it has. `when` names the variants that the step is for; without it the step is for all.
            `given` names values and what they must be for the step to be offered (`given = { keys = [1] }`); a step is
            also offered where the value is not known. `optional` names values without which a line of a command is
            left out. `sets = true`: the step changes a setting of the application, so that where a text names its
            platform, the words say how that platform keeps settings. `records = true` adds the finding's DNS records,
            ready to publish, in every form; the step's own `dns` template is used where the finding has none.

A command template is text, or a table that names a file of `bot/causes/commands` and says what stands for each of the
file's placeholders (`cli = { use = "smtp_login.sh", host = "{{ smtp_host }}" }`), or a list of both.

To add a cause, write its table and one guide a language; no Python file changes:

    # bot/causes/smtp.toml; words: bot/guides/en/smtp/helo_invalid.md, bot/guides/vi/smtp/helo_invalid.md
    [helo_invalid]
    reviewed_on = 2026-12-01
    severity = "fail"
    who = "app_owner"
    explains = []
    decided_by = ["smtp.connect"]
    fields = ["host", "reply", "helo"]
    variants = ["text"]

    [[helo_invalid.steps]]
    id = "name"
    risk = "brief"

tests/test_contracts.py names whatever is missing. The signs by which `explain` recognises the cause in a pasted text
are written at the end of the same TOML file: see bot/causes/signs.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.causes.halves import facts_half
from bot.core.values import Value

FOLDER = Path(__file__).parent
# Values that every run has, so that every guide may use them.
COMMON_FIELDS = frozenset(
    {"target", "region", "sender", "domain", "account", "configuration_set", "user_name"}
    | {"smtp_host", "smtp_port", "smtp_username"}
)
RISKS = ("none", "brief", "breaks_senders")
FORMS = ("console", "cli", "terraform", "dns", "bind")
ACTORS = ("app_owner", "iam_admin", "dns_admin", "network_admin", "aws_support", "nobody")
_PLACEHOLDER = re.compile(r"\{\{ (\w+) \}\}")
_KEYS = {
    "reviewed_on", "severity", "who", "explains", "decided_by", "fields", "variants", "links", "steps", "errors", "generic",
}  # fmt: skip
_STEP_KEYS = {"id", "risk", "when", "given", "optional", "sets", "records", *FORMS}


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of a fix, without its words.

    commands: (form, template) pairs in the order of FORMS. records: the step publishes the finding's DNS records.
    given: values and what they must be, where they are known. optional: values without which a line is left out.
    sets: the step changes a setting of the application.
    """

    id: str
    risk: str
    when: frozenset[str]
    commands: tuple[tuple[str, str], ...]
    records: bool = False
    given: tuple[tuple[str, frozenset[Value]], ...] = ()
    optional: frozenset[str] = frozenset()
    sets: bool = False

    def applies(self, variant: str, values: Mapping[str, Value]) -> bool:
        """Returns True where the step belongs to the variant ("" is the default) and no known value rules it out."""
        if self.when and (variant or "default") not in self.when:
            return False
        return all(_fits(values.get(name), wanted) for name, wanted in self.given)


@dataclass(frozen=True, slots=True)
class Link:
    """A page of AWS's documentation or console. url: a template, filled in with the finding's values."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that stops or endangers mail. The fields are the TOML keys that the module's docstring explains."""

    code: str
    reviewed_on: date
    severity: str
    who: str
    explains: frozenset[str]
    decided_by: tuple[str, ...]
    fields: frozenset[str]
    variants: frozenset[str]
    steps: tuple[StepFacts, ...]
    links: tuple[Link, ...]
    errors: tuple[str, ...]
    generic: bool = False

    @property
    def area(self) -> str:
        """The part of the code before the dot: the TOML file that holds the cause ("smtp")."""
        return self.code.partition(".")[0]

    @property
    def state(self) -> str:
        """The part of the code after the dot ("auth_required")."""
        return self.code.partition(".")[2]


@cache
def all_causes() -> Mapping[str, Cause]:
    """Returns every cause by its code. Raises ValueError, which names the file and the key, where the data is wrong."""
    return {code: cause for path in sorted(FOLDER.glob("*.toml")) for code, cause in _area(path).items()}


def cause_of(code: str) -> Cause:
    """Returns one cause and reads only its area's file. Raises KeyError where no cause has this code."""
    path = FOLDER / f"{code.partition('.')[0]}.toml"
    if not path.stem.isidentifier() or not path.is_file():
        raise KeyError(code)
    return _area(path)[code]


@cache
def _area(path: Path) -> Mapping[str, Cause]:
    return {cause.code: cause for cause in _read(path)}


def _read(path: Path) -> Iterator[Cause]:
    for state, raw in tomllib.loads(facts_half(path)).items():
        code = f"{path.stem}.{state}"
        if unknown := set(raw) - _KEYS:
            raise ValueError(f"{path.name}: [{state}] has unknown keys {sorted(unknown)}")
        variants = frozenset(raw["variants"])
        yield Cause(
            code=code,
            reviewed_on=raw["reviewed_on"],
            severity=_one_of(raw["severity"], ("fail", "warn"), code),
            who=_one_of(raw["who"], ACTORS, code),
            explains=frozenset(raw["explains"]),
            decided_by=tuple(raw["decided_by"]),
            fields=frozenset(raw["fields"]),
            variants=variants,
            steps=tuple(_step(step, code, variants) for step in raw.get("steps", ())),
            links=tuple(Link(link["title"], link["url"]) for link in raw.get("links", ())),
            errors=tuple(raw.get("errors", ())),
            generic=bool(raw.get("generic", False)),
        )


def _step(raw: Mapping[str, Any], code: str, variants: frozenset[str]) -> StepFacts:
    if unknown := set(raw) - _STEP_KEYS:
        raise ValueError(f"{code}: a step has unknown keys {sorted(unknown)}")
    when = frozenset(raw.get("when", ()))
    if not when <= variants | {"default"}:
        raise ValueError(f"{code}: step {raw['id']} names variants that the cause lacks")
    return StepFacts(
        id=raw["id"],
        risk=_one_of(raw["risk"], RISKS, code),
        when=when,
        commands=tuple((form, _command(raw[form])) for form in FORMS if form in raw),
        records=bool(raw.get("records", False)),
        given=tuple((name, frozenset(wanted)) for name, wanted in raw.get("given", {}).items()),
        optional=frozenset(raw.get("optional", ())),
        sets=bool(raw.get("sets", False)),
    )


def _command(raw: str | Mapping[str, str] | list[Any]) -> str:
    """A template as the TOML file writes it. Raises FileNotFoundError where it names a file that does not exist."""
    if isinstance(raw, str):
        return raw.strip("\n")
    if isinstance(raw, list):
        return "\n".join(map(_command, raw))
    shared = (FOLDER / "commands" / raw["use"]).read_text("utf-8").strip("\n")
    return _PLACEHOLDER.sub(lambda found: raw.get(found[1], found[0]), shared)


def _fits(value: Value | None, wanted: frozenset[Value]) -> bool:
    if value in (None, "", ()):
        return True
    return any(item in wanted for item in value) if isinstance(value, tuple) else value in wanted


def _one_of(value: str, allowed: tuple[str, ...], code: str) -> str:
    if value not in allowed:
        raise ValueError(f"{code}: {value!r} is none of {allowed}")
    return value
