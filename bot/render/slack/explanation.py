"""The explanation of a pasted error in Slack: at most 120 words, and a dialog with all steps.

An explanation contains no secrets, and ids are masked in it, so that it may be shown in a channel.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.explain.explanation import Certainty
from bot.render.slack.card import asked
from bot.render.slack.cause import short_cause
from bot.render.slack.mrkdwn import DOT, Line, code, joined_by, prose, raw, strong
from bot.render.slack.payload import Block, Payload, buttons, contexts, fallback, pack, sections
from bot.render.slack.signs import REPAIR
from bot.render.slack.steps_modal import StepsModal, steps_modal
from bot.words.brief import shorten
from bot.words.catalogue import Catalogue, catalogue
from bot.words.explanation import ExplanationReport, SuspectLine

WARNING = ":rotating_light:"
STEPS = "explain_steps"
# So many possible causes are named, and so many facts shown.
MOST_SUSPECTS = 3
MOST_FACTS = 3
# Title, proof, next step and command of an only cause.
CAUSE_WORDS = 48
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
    """The message. actions: buttons below it. notes: lines above everything else. asked_by: a name, for a channel."""
    say = catalogue(explained.language)
    headline: Line = (*raw(f"{_SIGNS[explained.result.verdict]} "), *strong(explained.headline))
    retry: Line = (*raw(f"{REPAIR} "), *strong(explained.retry_short))
    body = [
        *sections(notes),
        *sections(warnings(explained.warnings)),
        *sections([retry, headline, *map(prose, explained.remarks)]),
        *sections(_causes(explained, say)),
        *contexts(_facts(explained)),
    ]
    tail = [*([buttons(*actions)] if actions else []), *contexts(asked(asked_by, say))]
    text = [*notes, *warnings(explained.warnings[:1]), headline, retry]
    return pack(body, tail, fallback(text), say("card.thread"))


def explanation_steps(explained: ExplanationReport, form: str, token: str) -> tuple[Block, ...]:
    """The dialog with every step of the first cause, as `steps_modal` has it. token: what the explanation is found by."""
    causes = [explained.advice] if explained.advice else []
    return steps_modal(StepsModal(STEPS, "-", token), causes, catalogue(explained.language), form)


def warnings(sentences: Sequence[str]) -> list[Line]:
    """The sentences about pasted secrets: the first in bold, the kinds of secrets below it."""
    return [
        (*raw(f"{WARNING} "), *strong(words)) if number == 0 else (*raw("• "), *prose(words))
        for number, words in enumerate(sentences)
    ]


def _causes(explained: ExplanationReport, say: Catalogue) -> list[Line]:
    """Of one cause the proof and the next step; of several the sign that tells each apart."""
    suspects = explained.suspects[:MOST_SUSPECTS]
    if explained.advice and len(suspects) == 1:
        return short_cause(shorten(explained.advice, CAUSE_WORDS), say)
    if explained.result.verdict not in (Certainty.CERTAIN, Certainty.LIKELY):
        return [_suspect(f"{number}.", line) for number, line in enumerate(suspects, 1)]
    first, *others = suspects
    tells = [prose(first.tells[:1].upper() + first.tells[1:])] if first.tells else []
    return [*tells, prose(say("explain.also")), *(_suspect("•", line) for line in others)]


def _suspect(mark: str, suspect: SuspectLine) -> Line:
    line: Line = (*raw(f"{mark} "), *strong(suspect.title))
    return (*line, *raw(" - "), *prose(suspect.tells)) if suspect.tells else line


def _facts(explained: ExplanationReport) -> list[Line]:
    first: list[Line] = [code(explained.advice.code)] if explained.advice else []
    facts: list[Line] = [
        *first,
        *((*prose(f"{fact.label}: "), *code(fact.value)) for fact in explained.facts[:MOST_FACTS]),
    ]
    return [joined_by(DOT, facts)] if facts else []
