"""The explanation of a pasted error in Slack.

An explanation contains no secrets, and ids are masked in it, so that it may be shown in a channel.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.explain.explanation import Certainty
from bot.render.slack.cause import short_fix
from bot.render.slack.mrkdwn import DOT, Line, code, joined_by, prose, raw, strong, user
from bot.render.slack.payload import Block, Payload, buttons, contexts, fallback, pack, sections
from bot.render.slack.sentence import sentence
from bot.render.slack.signs import REPAIR
from bot.words.catalogue import Catalogue, catalogue
from bot.words.explanation import ExplanationReport, SuspectLine

WARNING = ":rotating_light:"
_SIGNS = {
    Certainty.CERTAIN: ":dart:",
    Certainty.LIKELY: ":mag:",
    Certainty.CANNOT_TELL: ":grey_question:",
    Certainty.NOT_SES: ":no_entry_sign:",
    Certainty.UNKNOWN: ":grey_question:",
}


def explanation(
    explained: ExplanationReport, *, actions: Sequence[Block] = (), notes: Sequence[Line] = (), asked_by: str = ""
) -> Payload:
    """The message. actions: buttons below it. notes: lines above everything else. asked_by: a user id, for a channel."""
    say = catalogue(explained.language)
    sign = _SIGNS[explained.result.verdict]
    headline: Line = (*raw(f"{sign} "), *strong(explained.headline))
    why = [prose(explained.advice.why)] if explained.advice else []
    retry: Line = (*raw(f"{REPAIR} "), *strong(say("explain.retry")), *raw(": "), *prose(explained.retry))
    body = [
        *sections(notes),
        *sections(warnings(explained.warnings)),
        *sections([headline, *map(prose, explained.remarks), *why]),
        *sections([retry]),
        *sections(_suspects(explained, say)),
        *(short_fix(explained.advice, say, say("slack.explain.more_fix")) if explained.advice else []),
        *contexts(_facts(explained)),
    ]
    asked = [sentence(say, "card.asked", user=user(asked_by))] if asked_by else []
    tail = [*([buttons(*actions)] if actions else []), *contexts(asked)]
    text = [*notes, *warnings(explained.warnings[:1]), headline, *why]
    return pack(body, tail, fallback(text), say("card.thread"))


def warnings(sentences: Sequence[str]) -> list[Line]:
    """The sentences about pasted secrets: the first in bold, the kinds of secrets below it."""
    return [
        (*raw(f"{WARNING} "), *strong(words)) if number == 0 else (*raw("• "), *prose(words))
        for number, words in enumerate(sentences)
    ]


def _suspects(explained: ExplanationReport, say: Catalogue) -> list[Line]:
    if not explained.suspects or (len(explained.suspects) == 1 and explained.advice):
        return []
    head = say("explain.suspects") if explained.advice else say("explain.nearest")
    return [strong(head), *(_suspect(number, line) for number, line in enumerate(explained.suspects, 1))]


def _suspect(number: int, suspect: SuspectLine) -> Line:
    said = [prose(words) for words in (suspect.tells, suspect.decides) if words]
    line: Line = (*raw(f"{number}. "), *strong(suspect.title), *raw(" "), *code(suspect.code))
    return joined_by(DOT, [line, *said])


def _facts(explained: ExplanationReport) -> list[Line]:
    facts: list[Line] = [(*prose(f"{fact.label}: "), *code(fact.value)) for fact in explained.facts]
    return [joined_by(DOT, facts)] if facts else []
