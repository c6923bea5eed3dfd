"""The card of a run in progress: the checks that run now, and the state of each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.core.model import CheckResult, Outcome
from bot.render.measures import duration
from bot.render.names import group_name
from bot.render.slack.card import asked, named
from bot.render.slack.checks import worst
from bot.render.slack.mrkdwn import DOT, Line, joined_by, prose, raw
from bot.render.slack.payload import Payload, contexts, fallback, pack, sections
from bot.render.slack.sentence import date, sentence
from bot.render.slack.signs import OUTCOMES, VERDICTS, WAITING
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Report

# How many of the checks that have not ended are named.
_NAMED = 2


def progress(
    *,
    target: str,
    region: str,
    language: str,
    checks: Sequence[tuple[str, str]],
    results: Sequence[CheckResult],
    elapsed_ms: int,
    before: Report | None = None,
    verifies: bool = False,
    asked_by: str = "",
    private: bool = False,
) -> Payload:
    """The card. checks: (id, label) of all that will run, in the order of the groups.

    before: the answer that the card showed, masked for a channel; it stays visible. verifies: only a part is asked again.
    """
    say = catalogue(language)
    done = {result.id: result.outcome for result in results}
    head = named(say, "card.verifying" if verifies else "card.checking", target, region, private)
    earlier = [_earlier(before)] if before else []
    waiting = [label for check_id, label in checks if check_id not in done][:_NAMED]
    now = [sentence(say, "card.asking", checks=prose(", ".join(waiting)))] if waiting else []
    groups = [_group(group, list(members), done, say) for group, members in groupby(checks, key=_group_of)]
    count = say("card.count", done=len(done), total=len(checks), elapsed=duration(elapsed_ms, language))
    tail = contexts([joined_by(DOT, [*asked(asked_by, say), prose(count)])])
    body = sections([(*raw(f"{WAITING} "), *head), *earlier, *now, joined_by(DOT, groups)])
    return pack(body, tail, fallback([head, prose(count)]), say("card.thread"))


def _earlier(before: Report) -> Line:
    words = (*raw(f"{VERDICTS[before.verdict]} "), *prose(before.headline))
    return joined_by(DOT, [words, date(before.started_at, before.language)])


def _group_of(check: tuple[str, str]) -> str:
    return check[0].partition(".")[0]


def _group(group: str, checks: Sequence[tuple[str, str]], done: Mapping[str, Outcome], say: Catalogue) -> Line:
    """The worst outcome of a group, once all of its checks have ended."""
    ended = [done[check_id] for check_id, _ in checks if check_id in done]
    sign = OUTCOMES[worst(ended)] if len(ended) == len(checks) else WAITING
    return (*raw(f"{sign} "), *prose(group_name(group, say)))
