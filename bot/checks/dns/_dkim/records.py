"""One DKIM record: what is asked about it, whether it is right, and by which mistake it is not."""

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

# What the owner of a key of one's own has to put in: https://docs.aws.amazon.com/ses/latest/dg/
# send-email-authentication-dkim-bring-your-own.html
_OWN_KEY = "p=<public-key>"
_SHOWN = 40
HOST_FAILS = "txt_fails"
_ZONE = re.compile(r"[^.]+\.dkim(\.[a-z0-9-]+)?\.amazonses\.com", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordAnswers:
    """What DNS says of one record. key: the TXT question through the CNAME, right or not.

    beyond: the same at its target, where that fails. strays: what stands near, asked where the record is not right.
    """

    wanted: Wanted
    answers: tuple[DnsAnswer, ...]
    key: DnsAnswer | None = None
    beyond: DnsAnswer | None = None
    strays: Strays = field(default_factory=Strays)


async def ask_about(context: Context[Probes], wanted: Wanted, suffixes: Sequence[str]) -> RecordAnswers:
    """Ask about one record. suffixes: the names of zones that may have been appended to its name."""
    names = context.probes.names
    answers = await names.lookup_all(wanted.name, wanted.type)
    state = standing(answers, lambda a: right(wanted, a)).state
    if state is State.UNKNOWN:
        return RecordAnswers(wanted, answers)
    if state is not State.RIGHT:
        if wanted.type == "CNAME" and all(answer.values or answer.failed for answer in answers):
            # An alias of the owner's own may lead on to the expected one: the way to the key shows it.
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
    """All records, side by side."""
    return tuple(await asyncio.gather(*(ask_about(context, record, suffixes) for record in records)))


def right(wanted: Wanted, answer: DnsAnswer) -> bool:
    """True where a source gives the record as SES expects it. Host names have no case."""
    if wanted.type == "TXT":
        return len(answer.values) == 1 and not mistake_of(answer.values[0])
    return len(answer.values) == 1 and answer.values[0].lower() == wanted.value.lower()


def judge(asked: RecordAnswers, others: Sequence[Wanted], *, accepted: bool = False) -> tuple[Standing, Record | None]:
    """How the record stands, and the difference where there is one. others: the identity's other records.

    accepted: SES signs by the records as they are. Then a detour that ends at the right key is no difference; where SES
    does not, whether it follows one is not documented.
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
    """True where the key is found by way of the expected alias, through others before it."""
    key, expected = asked.key, asked.wanted.value.lower()
    return key is not None and bool(key.values) and expected in {alias.lower() for alias in key.aliases}


def _with_key(asked: RecordAnswers, by: Standing) -> tuple[Standing, Record | None]:
    """The CNAME is right. Some DNS hosts fail at the TXT question through it: there, what lies beyond does answer.

    A server that only does not know what lies beyond says nothing against the record.
    """
    key, beyond, wanted = asked.key, asked.beyond, asked.wanted
    if key is None or key.values or beyond is None or not beyond.values:
        return by, None
    if key.problem in ("timeout", "refused") or (key.failed and key.aliases):
        return by, None
    said = (key.problem.upper(),) if key.failed or key.problem == "nxdomain" else ()
    # Shown, not published: the key is AWS's.
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
