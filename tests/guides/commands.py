"""Every command that any guide prints, filled in as a run would fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.causes import COMMON_FIELDS, all_causes
from bot.core.model import Finding, Record, Severity
from bot.core.values import Value
from bot.lab.world import ACCOUNT_ID, CONFIGURATION_SET, DOMAIN, REGION, SMTP_KEY_ID
from bot.words.build import build_advice
from bot.words.catalogue import catalogue

USER = "myapp-smtp"
SENDER = f"noreply@{DOMAIN}"
KNOWN: dict[str, Value] = {
    "target": "prod",
    "region": REGION,
    "other_region": "us-east-1",
    "sender": SENDER,
    "domain": DOMAIN,
    "identity": DOMAIN,
    "account": ACCOUNT_ID,
    "configuration_set": CONFIGURATION_SET,
    "key_id": SMTP_KEY_ID,
    "user_name": USER,
    "smtp_username": SMTP_KEY_ID,
    "smtp_host": "127.0.0.1",
    "smtp_port": 587,
    "host": "127.0.0.1",
    "port": 587,
    "open_port": 2587,
    "expected_host": f"email.{REGION}.amazonaws.com",
    "server": "127.0.0.1",
    "action": "ses:SendEmail",
    "resource": f"arn:aws:ses:{REGION}:{ACCOUNT_ID}:identity/{DOMAIN}",
    "principal_kind": "user",
    "principal_name": USER,
    "principal_arn": f"arn:aws:iam::{ACCOUNT_ID}:user/mail/{USER}",
    "boundary_arn": f"arn:aws:iam::{ACCOUNT_ID}:policy/boundary",
}
# Values by which steps are chosen. Left out, so that every step is there.
_CHOOSING = frozenset({"status", "way", "keys", "stage"})


# Steps that only other kinds of values show.
_OTHERS: tuple[dict[str, Value], ...] = (
    {},
    {"identity": SENDER},
    {"key_id": "ASIAIOSFODNN7EXAMPLE"},
    {"principal_kind": "role"},
)
# What a finding may have to publish: a value with quotes, one that is too long for one string, one that stays.
RECORDS = (
    Record(f"_dmarc.{DOMAIN}", "TXT", 'v=DMARC1; p=none; x="1"', ()),
    Record(f"sel._domainkey.{DOMAIN}", "TXT", "p=" + "A" * 400, ()),
    Record(f"bounce.{DOMAIN}", "TXT", "v=spf1 include:amazonses.com ~all", (), ("google-site=1",)),
    Record(f"bounce.{DOMAIN}", "MX", f"10 feedback-smtp.{REGION}.amazonses.com", ()),
)


@dataclass(frozen=True)
class Shown:
    """One command of one step, as the guide prints it. open: what it leaves to the person."""

    code: str
    step: str
    form: str
    text: str

    def __str__(self) -> str:
        return f"{self.code}:{self.step}"


def shown(form: str, values: Mapping[str, Value] | None = None) -> list[Shown]:
    """Every command of a form, each text once. values: instead of the usual ones, such as the ports of a lab."""
    found: dict[str, Shown] = {}
    for command in _all({**KNOWN, **(values or {})}):
        if command.form == form:
            found.setdefault(command.text, command)
    return list(found.values())


def step(code: str, name: str, values: Mapping[str, Value] | None = None) -> str:
    """The command-line form of one step."""
    return next(s.text for s in _all({**KNOWN, **(values or {})}) if (s.code, s.step, s.form) == (code, name, "cli"))


def filled(text: str, **values: str) -> str:
    """The text with the values that it leaves open; those that are not given become harmless words."""
    return re.sub(r"<([a-z][a-z0-9-]*)>", lambda found: values.get(found[1].replace("-", "_"), _word(found[1])), text)


def _some(name: str) -> str:
    return "2026-12-01T09:00:00+00:00" if name.endswith("_at") else f"some-{name.replace('_', '-')}"


def _word(name: str) -> str:
    return "7" if name.startswith("recipients-per") or name.endswith("port") else f"the-{name}"


def _all(values: Mapping[str, Value]) -> Iterator[Shown]:
    for code, cause in all_causes().items():
        names = (cause.fields | COMMON_FIELDS) - _CHOOSING
        known = {name: values.get(name, _some(name)) for name in names}
        for variant in ("", *sorted(cause.variants)):
            for other in _OTHERS:
                told = {**known, **{name: value for name, value in other.items() if name in known}}
                records = RECORDS if not other else ()
                finding = Finding(code, Severity.FAIL, "", frozenset(), told, variant, records=records)
                for made in build_advice(finding, {}, catalogue("en")).fix:
                    for command in made.commands:
                        yield Shown(code, made.id, command.form, command.text)
