"""One DKIM record: what DNS says of it, whether it is right, and which mistake was made."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.checks.dns._dkim.key import mended, mistake_of
from bot.checks.dns._dkim.names import Wanted
from bot.checks.dns._records.standing import Standing, State, standing
from bot.checks.dns._records.strays import Strays, find_strays
from bot.core.context import Context
from bot.core.evidence.dns import DnsAnswer
from bot.core.model import Record
from bot.probes.probes import Probes

# The owner of the key has to fill in its value: https://docs.aws.amazon.com/ses/latest/dg/
# send-email-authentication-dkim-bring-your-own.html
_OWN_KEY = "p=<public-key>"
_SHOWN = 40
HOST_FAILS = "txt_fails"
_ZONE = re.compile(r"[^.]+\.dkim(\.[a-z0-9-]+)?\.amazonses\.com", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordAnswers:
    """What DNS says of one record. key: the TXT lookup through the CNAME, whether the CNAME is right or not.

    beyond: the same lookup at the CNAME's target, where the first one gave nothing. strays: other places where the record
    may be.
    """

    wanted: Wanted
    answers: tuple[DnsAnswer, ...]
    key: DnsAnswer | None = None
    beyond: DnsAnswer | None = None
    strays: Strays = field(default_factory=Strays)


async def ask_about(context: Context[Probes], wanted: Wanted, suffixes: Sequence[str]) -> RecordAnswers:
    """Look up one record. suffixes: zone names that may have been appended to its name by mistake."""
    names = context.probes.names
    answers = await names.lookup_all(wanted.name, wanted.type)
    state = standing(answers, lambda a: right(wanted, a)).state
    if state is State.UNKNOWN:
        return RecordAnswers(wanted, answers)
    if state is not State.RIGHT:
        if wanted.type == "CNAME" and all(answer.values or answer.failed for answer in answers):
            # The alias found may itself lead to the expected one. The lookup of the key shows that.
            return RecordAnswers(wanted, answers, await names.lookup(wanted.name, "TXT"))
        bare = f"{wanted.token}.domainkey.{wanted.domain}"
        return RecordAnswers(wanted, answers, strays=await find_strays(names, wanted.name, wanted.type, suffixes, bare))
    if wanted.type == "TXT":
        return RecordAnswers(wanted, answers)
    key = await names.lookup(wanted.name, "TXT")
    return RecordAnswers(wanted, answers, key, None if key.values else await names.lookup(wanted.value, "TXT"))


async def ask_about_all(
    context: Context[Probes], records: Sequence[Wanted], suffixes: Sequence[str]
) -> tuple[RecordAnswers, ...]:
    """Look up all records at the same time."""
    return tuple(await asyncio.gather(*(ask_about(context, record, suffixes) for record in records)))


def right(wanted: Wanted, answer: DnsAnswer) -> bool:
    """True where the answer is the record as SES expects it. Host names are compared without case."""
    if wanted.type == "TXT":
        return len(answer.values) == 1 and not mistake_of(answer.values[0])
    return len(answer.values) == 1 and answer.values[0].lower() == wanted.value.lower()


def judge(asked: RecordAnswers, others: Sequence[Wanted], *, accepted: bool = False) -> tuple[Standing, Record | None]:
    """The state of the record, and the difference where there is one. others: the identity's other records.

    accepted: SES signs with the records as they are. An alias that leads to the right key by a detour is then no difference.
    Where SES does not sign, it is one: whether SES follows detours is not documented.
    """
    wanted, by = asked.wanted, standing(asked.answers, lambda a: right(asked.wanted, a))
    if by.state is State.UNKNOWN:
        return by, None
    if accepted and by.state is State.WRONG and _leads_on(asked):
        return Standing(State.RIGHT, by.answer, alone=by.alone), None
    if by.state is State.RIGHT:
        return _with_key(asked, by)
    shown = by.answer
    found, found_at = shown.values, ""
    if by.state is State.SPREADING:
        mistake = "spreading"
    elif by.cached:
        mistake = "cached"
    elif found:
        mistake = _text_mistake(shown) if wanted.type == "TXT" else _target_mistake(wanted, found, others)
    else:
        same = (lambda a: bool(a.values)) if wanted.type == "TXT" else (lambda a: right(wanted, a))
        mistake, found, found_at = asked.strays.mistake(same)
    own = mended(found[0]) if mistake in ("quoted", "pem") else ""
    expected = wanted.value or own or _OWN_KEY
    return by, Record(wanted.name, wanted.type, expected, found, (), mistake, shown.ttl, found_at)


def _leads_on(asked: RecordAnswers) -> bool:
    """True where the key is found by way of the expected alias, behind others."""
    key, expected = asked.key, asked.wanted.value.lower()
    return key is not None and bool(key.values) and expected in {alias.lower() for alias in key.aliases}


def _with_key(asked: RecordAnswers, by: Standing) -> tuple[Standing, Record | None]:
    """For a right CNAME: some DNS hosts fail at the TXT lookup through it, while the target does answer.

    A server that merely does not know the target proves nothing against the record.
    """
    key, beyond, wanted = asked.key, asked.beyond, asked.wanted
    if key is None or key.values or beyond is None or not beyond.values:
        return by, None
    if key.problem in ("timeout", "refused") or (key.failed and key.aliases):
        return by, None
    said = (key.problem.upper(),) if key.failed or key.problem == "nxdomain" else ()
    # Only to show: AWS publishes this key, not the reader.
    expected = beyond.values[0][:_SHOWN] + "…"
    return Standing(State.WRONG, key), Record(wanted.name, "TXT", expected, said, (), HOST_FAILS)


def _text_mistake(answer: DnsAnswer) -> str:
    return "several_keys" if len(answer.values) > 1 else mistake_of(answer.values[0])


def _target_mistake(wanted: Wanted, found: Sequence[str], others: Sequence[Wanted]) -> str:
    if len(found) > 1:
        return "several"
    value, expected = found[0].lower(), wanted.value.lower()
    if value.strip("\\\"'") == expected:
        return "quoted"
    if value.startswith(f"{expected}."):
        return "domain_appended"
    if _ZONE.fullmatch(value):
        if value.partition(".")[0] == expected.partition(".")[0]:
            return "wrong_zone"
        if value in {other.value.lower() for other in others}:
            return "swapped"
        return "wrong_token"
    return "wrong_value"
