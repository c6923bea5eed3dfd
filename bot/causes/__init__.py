"""The facts of every cause: data in <area>.toml, loaded and validated here. A cause's words are in bot/guides.

Fields of a cause: severity (usual), who (can fix it), explains (codes of its symptoms), decided_by (check ids), fields
(values that its guides use, beside COMMON_FIELDS), variants (other wordings; "text" needs no values: for pasted texts
and reference pages), errors (texts that people know it by), links, and steps: id, risk, when (variants in which the step
applies; absent: in all) and the locale-free commands by form: console, cli, terraform, dns. A step with records = true
also shows the finding's DNS records ready to be published, in every form; its own dns form stands where there are none.
generic: the cause is a symptom that many things lead to, so that what the checks ruled out is worth saying.
The signs of pasted texts stand at the end of each file, below a line of their own: bot/causes/signs.py reads them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.causes.halves import facts_half

FOLDER = Path(__file__).parent
# Values that every run knows, for every guide.
COMMON_FIELDS = frozenset(
    {"target", "region", "sender", "domain", "account", "configuration_set", "user_name"}
    | {"smtp_host", "smtp_port", "smtp_username"}
)
RISKS = ("none", "brief", "breaks_senders")
FORMS = ("console", "cli", "terraform", "dns", "bind")
ACTORS = ("app_owner", "iam_admin", "dns_admin", "network_admin", "aws_support", "nobody")
_KEYS = {
    "severity", "who", "explains", "decided_by", "fields", "variants", "links", "steps", "errors", "generic",
}  # fmt: skip
_STEP_KEYS = {"id", "risk", "when", "records", *FORMS}


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One fix step without words. commands: (form, template) pairs in the order of FORMS. records: publishes the finding's."""

    id: str
    risk: str
    when: frozenset[str]
    commands: tuple[tuple[str, str], ...]
    records: bool = False

    def applies(self, variant: str) -> bool:
        """True where the step belongs to this variant of the cause."""
        return not self.when or (variant or "default") in self.when


@dataclass(frozen=True, slots=True)
class Link:
    """A page of AWS's documentation or console. url is a template."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that stops mail."""

    code: str
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
        """The part before the dot."""
        return self.code.partition(".")[0]

    @property
    def state(self) -> str:
        """The part after the dot."""
        return self.code.partition(".")[2]


@cache
def all_causes() -> Mapping[str, Cause]:
    """Every cause by code. Raises ValueError naming file and key where the data is wrong."""
    return {code: cause for path in sorted(FOLDER.glob("*.toml")) for code, cause in _area(path).items()}


def cause_of(code: str) -> Cause:
    """One cause: only the file of its area is read. Raises KeyError for a code that there is not."""
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
    commands = tuple((form, raw[form].strip("\n")) for form in FORMS if form in raw)
    return StepFacts(raw["id"], _one_of(raw["risk"], RISKS, code), when, commands, bool(raw.get("records", False)))


def _one_of(value: str, allowed: tuple[str, ...], code: str) -> str:
    if value not in allowed:
        raise ValueError(f"{code}: {value!r} is none of {allowed}")
    return value
