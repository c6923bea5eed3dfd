"""The card of a run in Slack: verdict, root cause, proof, one next step, buttons, one line about the run.

At most 90 words, 110 with two roots (tests/render/slack/test_words.py). Everything else is in bot.render.slack.details
and bot.render.slack.fix_modal. A channel's card (private=False) shows key ids, account ids and ARNs by their last four
characters; a command that holds one is left to the fix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.model import Outcome, Verdict
from bot.core.redact import cut, mask
from bot.diagnosis.suspects import Standing
from bot.languages import LANGUAGES
from bot.render.clean import one_line
from bot.render.masking import masked
from bot.render.measures import duration
from bot.render.names import group_name
from bot.render.slack.before_after import change
from bot.render.slack.cause import fixable, next_step, short_cause
from bot.render.slack.fix_modal import FIX_STEPS, fix_modal
from bot.render.slack.mrkdwn import DOT, Line, code, escape, joined_by, prose, raw, reformatted, strong
from bot.render.slack.payload import (
    HEADER_TEXT,
    Block,
    Payload,
    button,
    buttons,
    contexts,
    fallback,
    menu,
    overflow_menu,
    pack,
    plain,
    plain_text,
    sections,
)
from bot.render.slack.sentence import date, sentence
from bot.render.slack.signs import OUTCOMES, SEVERITIES, VERDICTS
from bot.render.slack.suspects import suspicion
from bot.words.brief import BriefCause, build_brief
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import CheckLine, Report

__all__ = [
    "AGAIN",
    "DETAILS",
    "EXPORT",
    "FIX",
    "LANGUAGE",
    "MORE",
    "TRANSCRIPT",
    "VERIFY",
    "Payload",
    "card",
    "fix_modal",
    "incident_card",
    "plain",
]

AGAIN = "check_again"
DETAILS = "check_details"
EXPORT = "check_export"
FIX = FIX_STEPS
VERIFY = "check_verify"
LANGUAGE = "check_language"
TRANSCRIPT = "check_transcript"
# The overflow menu; its options' values are "<action> <run id>".
MORE = "check_more"
# A target's name comes from the targets file: it may be of any length.
NAME_TEXT = 100
# The counted outcomes, in the order in which the last line names them.
_COUNTED = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN)


def card(
    report: Report,
    *,
    asked_by: str = "",
    private: bool,
    before: Report | None = None,
    joined: Sequence[str] = (),
    suspects: Sequence[tuple[str, Standing]] = (),
    recipient: str = "",
    in_thread: bool = False,
) -> Payload:
    """The answer. asked_by, joined: people's names, "" where Slack does not tell it. before: the run that Verify follows.

    suspects: causes that an explanation suspected, with where they stand after this run. recipient: the address that the
    run was asked about, which a channel sees masked. in_thread: all but the verdict and the buttons is overflow, which goes
    into the card's thread. The values of the buttons begin with the run id.
    """
    say = catalogue(report.language)
    shown = report if private else masked(report, recipient)
    brief, safe = (build_brief(each, compares=before is not None) for each in (report, shown))
    lines = [line for number, cause in enumerate(safe.causes) for line in _cause(cause, number, say, len(brief.causes))]
    if shown.undecided and not safe.causes:
        lines = [strong(shown.undecided.reason), next_step(prose(shown.undecided.next), say)]
    if brief.more:
        lines.append(sentence(say, "card.more_roots", count=raw(str(brief.more))))
    head = [*_headline(shown, say), *sections(change(report, before, say) if before else [])]
    body = [*sections([*lines, *_asked_for(shown)]), *sections(suspicion(suspects, say))]
    tail = [_actions(report, say), *contexts([_footer(shown, asked_by, joined, say)])]
    text = [_verdict(shown, say), *(prose(cause.title) for cause in safe.causes), *_reason(shown)]
    if not in_thread or not body:
        return pack([*head, *body], tail, fallback(text), say("card.thread"))
    above = pack(head, tail, fallback(text), say("card.thread"))
    below = pack(body, [], fallback(text[1:]), say("card.thread"))
    return replace(above, overflow=(replace(below, overflow=()), *below.overflow))


def incident_card(
    *, target: str, region: str, language: str, incident: str, run_id: str, asked_by: str = "", private: bool = False
) -> Payload:
    """The card of a run that crashed. It blames the bot and says nothing about the target."""
    say = catalogue(language)
    head = (*raw(f"{VERDICTS[Verdict.UNKNOWN]} "), *named(say, "card.incident", target, region, private))
    lines = [head, sentence(say, "card.incident_id", incident=code(incident))]
    tail = [buttons(button(say("card.again"), AGAIN, run_id, primary=True)), *contexts(asked(asked_by, say))]
    return pack(sections(lines), tail, fallback(lines), say("card.thread"))


def named(say: Catalogue, key: str, target: str, region: str, private: bool) -> Line:
    """A sentence that names the target and its region; masked for a channel."""
    name, place = (target, region) if private else (mask(target), mask(region))
    return sentence(say, key, target=strong(name), region=prose(place))


def asked(asked_by: str, say: Catalogue) -> list[Line]:
    """A line that says who asked, where that is known."""
    return [sentence(say, "card.asked", user=prose(cut(asked_by, NAME_TEXT)))] if asked_by else []


def _headline(report: Report, say: Catalogue) -> list[Block]:
    """Verdict, target and region in large letters; in bold where a name would not survive there (an emoji, an escape)."""
    words = _verdict_words(report, say)
    text = f"{VERDICTS[report.verdict]} {words}"
    if len(text) > HEADER_TEXT or reformatted(words) or escape(words) != words or not words.isprintable():
        return sections([(*raw(f"{VERDICTS[report.verdict]} "), *strong(words))])
    return [{"type": "header", "text": plain_text(text)}]


def _verdict_words(report: Report, say: Catalogue) -> str:
    place = f"{cut(report.target, NAME_TEXT)}, {cut(report.region, NAME_TEXT)}"
    only = f" ({group_name(report.only, say)})" if report.only else ""
    return f"{report.verdict_label} - {place}{only}"


def _verdict(report: Report, say: Catalogue) -> Line:
    return (*raw(f"{VERDICTS[report.verdict]} "), *prose(_verdict_words(report, say)))


def _reason(report: Report) -> list[Line]:
    return [prose(report.undecided.reason)] if report.undecided and not report.roots else []


def _cause(cause: BriefCause, number: int, say: Catalogue, count: int) -> list[Line]:
    """A root cause: the first with proof and next step, the second by its title."""
    sign = raw(f"{SEVERITIES[cause.severity]} ") if count > 1 else ()
    title: Line = (*sign, *strong(cause.title))
    if number:
        return [title]
    return [title, *short_cause(cause, say)]


def _asked_for(report: Report) -> list[Line]:
    """What somebody asked for by name (to:, send:), answered by name also where all is well. A failure is a root cause.

    A verification leaves out what it did not ask again.
    """
    again = report.asked_again
    return [
        (*raw(f"{OUTCOMES[check.outcome]} "), *prose(check.label), *raw(" - "), *prose(one_line(check.reason)))
        for check in report.checks
        if check.on_request and check.reason and not check.needless and check.outcome is not Outcome.FAIL
        if not again or check.id in again
    ]


def _actions(report: Report, say: Catalogue) -> Block:
    steps = sum(len(root.fix) for root in report.roots)
    label = say("card.fix_steps", count=steps) if steps > 1 else say("card.fix")
    fix = [button(label, FIX, report.run_id, primary=True)] if any(map(fixable, report.roots)) else []
    # An answer that is settled has nothing to verify; an UNKNOWN one is verified once its reason is repaired.
    open_answer = report.roots or report.verdict is Verdict.UNKNOWN
    verify = [button(say("card.verify"), VERIFY, report.run_id)] if open_answer else []
    more = [(say("card.again"), f"{AGAIN} {report.run_id}")]
    if report.transcript:
        more.append((say("card.transcript"), f"{TRANSCRIPT} {report.run_id}"))
    more.append((say("card.export"), f"{EXPORT} {report.run_id}"))
    return buttons(
        *fix,
        *verify,
        button(say("card.details"), DETAILS, report.run_id),
        *_language(report),
        overflow_menu(MORE, more),
    )


def _language(report: Report) -> list[Block]:
    """The way to the other languages: a button for one, a menu for more. Its values: the run id and the language."""
    others = [(other.name, f"{report.run_id} {code}") for code, other in LANGUAGES.items() if code != report.language]
    if len(others) > 1:
        return [menu(LANGUAGES[report.language].name, LANGUAGE, others)]
    return [button(name, LANGUAGE, value) for name, value in others]


def _footer(report: Report, asked_by: str, joined: Sequence[str], say: Catalogue) -> Line:
    parts = asked(asked_by, say)
    also = [name for name in dict.fromkeys(joined) if name and name != asked_by]
    if also:
        parts.append(sentence(say, "card.joined", users=prose(", ".join(also))))
    parts.append(prose(duration(report.ms, report.language)))
    parts.append(prose(counted(report.checks, say)))
    if report.rest_at is not None:
        parts.append(_asked_again(report, report.rest_at, say))
    parts.append(date(report.started_at, report.language))
    return joined_by(DOT, parts)


def _asked_again(report: Report, rest_at: datetime, say: Catalogue) -> Line:
    """For a verification: how many of the counted checks were asked, and when the others had been."""
    answered = [check.id for check in report.checks if check.outcome in _COUNTED]
    asked = sum(check_id in report.asked_again for check_id in answered)
    return sentence(say, "card.asked_again", asked=raw(str(asked)), date=date(rest_at, report.language))


def counted(checks: Sequence[CheckLine], say: Catalogue) -> str:
    """How many checks were asked, and how they ended: "24 checks: 22 ok, 2 failed"."""
    found = Counter(check.outcome for check in checks)
    each = ", ".join(f"{found[o]} {say(f'answer.outcome.{o}')}" for o in _COUNTED if found[o])
    total = sum(found[outcome] for outcome in _COUNTED)
    return say("card.counts", total=total, each=each) if total else say("card.no_checks")
