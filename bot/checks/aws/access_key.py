"""What state is the access key in? From its id alone: owner, Active or Inactive, age, last use, number of keys."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.checks.aws._access_key.evidence import KeyEvidence, ask_about_key, table
from bot.checks.aws._access_key.state import judge_key
from bot.checks.failed_lookup import combine, with_inspector, wrong_inspector
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure, KeyUse
from bot.core.model import Judgement, Note, skipped
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.shapes import looks_like_key_id


@dataclass(frozen=True, slots=True)
class Evidence:
    """keys: all under test. inspector: who asked. keyless: tokens of logins that are no AWS key (a relay's user name)."""

    keys: tuple[KeyEvidence, ...]
    inspector: Caller | Failure | None
    keyless: frozenset[str] = frozenset()


async def gather(context: Context[Probes]) -> Evidence:
    """Asks about one or two keys at the same time."""
    shapes = await context.probes.secrets.shapes()
    ways: dict[str, list[str]] = {}
    for way, shape in (("app", shapes.app_key_id), ("smtp", shapes.smtp_username)):
        if shape.usable and shape.kind == "access_key" and not shape.damage:
            ways.setdefault(shape.shown, []).append(way)
    keyless = shapes.smtp_username.usable and not looks_like_key_id(shapes.smtp_username.shown)
    others = frozenset({"credential:smtp"} if keyless else ())
    if not ways:
        return Evidence((), None, others)
    lookups = asyncio.gather(*(ask_about_key(context, key_id, tuple(names)) for key_id, names in ways.items()))
    keys, inspector = await with_inspector(context, lookups)
    return Evidence(tuple(keys), inspector, others)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Active, Inactive, deleted, or another account's."""
    if not evidence.keys:
        return replace(skipped("reason.no_key_id"), decided=evidence.keyless)
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    here = evidence.inspector.account if isinstance(evidence.inspector, Caller) else target.expected_account
    judged = [_judge_one(target, key, here or "") for key in evidence.keys]
    together = combine(Judgement(decided=evidence.keyless), *judged)
    return replace(together, note=_both(evidence.keys)) if _all_good(judged) else together


def _all_good(judged: list[Judgement]) -> bool:
    return len(judged) > 1 and not any(j.findings or j.unknown for j in judged)


def _both(keys: tuple[KeyEvidence, ...]) -> Note:
    """One line for two good keys: whose they are matters more than when each was last used."""
    first, second, *_ = keys
    names = {"first": first.key_id, "second": second.key_id}
    users = [k.use.user_name or "" if isinstance(k.use, KeyUse) else "" for k in (first, second)]
    return Note("note.keys_active", {**names, "first_user": users[0], "second_user": users[1]})


def _judge_one(target: Target, key: KeyEvidence, here: str) -> Judgement:
    judged = judge_key(target, key, here)
    shown = table(key)
    judged = replace(judged, tables=(shown,)) if shown else judged
    return judged if judged.unknown else replace(judged, decided=key.tokens)


CHECK = Check("aws.access_key", gather, judge)
