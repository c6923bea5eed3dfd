"""What Slack is shown: the card of a run while it runs, its answer, and its end by a fault of the bot.

A channel's card (private=False) shows key ids, account ids and ARNs by their last four characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.core.model import CheckResult, Verdict
from bot.core.redact import cut, mask
from bot.diagnosis.suspects import Standing
from bot.languages import LANGUAGES
from bot.render import monospace
from bot.render.masking import masked
from bot.render.measures import duration
from bot.render.names import group_name
from bot.render.slack.before_after import comparison
from bot.render.slack.cause import first_cause, fixable, further_cause
from bot.render.slack.checks import check_lines, worst
from bot.render.slack.fix_modal import FIX_PAGE, fix_modal
from bot.render.slack.mrkdwn import DOT, Line, code, escape, fence, joined_by, prose, raw, reformatted, strong, user
from bot.render.slack.payload import (
    HEADER_TEXT,
    Block,
    Payload,
    button,
    buttons,
    contexts,
    fallback,
    menu,
    pack,
    plain,
    plain_text,
    sections,
)
from bot.render.slack.sentence import date, sentence
from bot.render.slack.signs import OUTCOMES, REPAIR, VERDICTS, WAITING
from bot.render.slack.suspects import suspicion
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Advice, Grid, Report

__all__ = [
    "AGAIN",
    "FIX",
    "FIX_PAGE",
    "LANGUAGE",
    "TRANSCRIPT",
    "VERIFY",
    "Payload",
    "card",
    "fix_modal",
    "incident_card",
    "plain",
    "progress",
]

AGAIN = "check_again"
FIX = "check_fix"
VERIFY = "check_verify"
LANGUAGE = "check_language"
TRANSCRIPT = "check_transcript"
# The line below the buttons stays short, whatever the targets file calls a target.
NAME_TEXT = 100


def card(
    report: Report,
    *,
    asked_by: str,
    private: bool,
    before: Report | None = None,
    joined: Sequence[str] = (),
    suspects: Sequence[tuple[str, Standing]] = (),
    recipient: str = "",
) -> Payload:
    """The answer. asked_by and joined: user ids. before: the run whose fix is verified. Button values: the run id.

    suspects: causes that an explanation suspected, with where they stand after this run. recipient: the address that the
    run was asked about, which a channel sees masked.
    """
    say = catalogue(report.language)
    shown = report if private else masked(report, recipient)
    earlier = before if before is None or private else masked(before, recipient)
    body = [
        *_headline(shown),
        *(sections(comparison(shown, earlier, say)) if earlier else []),
        *sections(_limits(shown, say)),
        *(block for root in shown.roots[:1] for block in first_cause(root, say)),
        *(block for root in shown.roots[1:] for block in further_cause(root, say)),
        *sections(_folded(shown.symptoms, say)),
        *sections(_tables(shown.tables)),
        *sections(_repairs(shown.repairs)),
        *sections(suspicion(suspects, say)),
        {"type": "divider"},
        *contexts(check_lines(shown.explained_checks, say)),
    ]
    tail = [_actions(report, say), *contexts(_footer(shown, asked_by, joined, say))]
    text = [_verdict(shown), *(prose(root.why) for root in shown.roots[:1])]
    return pack(body, tail, fallback(text), say("card.thread"))


def progress(
    *,
    target: str,
    region: str,
    language: str,
    checks: Sequence[tuple[str, str]],
    results: Sequence[CheckResult],
    elapsed_ms: int,
    asked_by: str = "",
    private: bool = False,
) -> Payload:
    """The card while its run lasts. checks: (id, label) of all that will be asked, in the order of the groups."""
    say = catalogue(language)
    done = {result.id: result.outcome for result in results}
    lines: list[Line] = []
    for group, members in groupby(checks, key=lambda check: check[0].partition(".")[0]):
        asked = list(members)
        ended = [done[check_id] for check_id, _ in asked if check_id in done]
        sign = OUTCOMES[worst(ended)] if len(ended) == len(asked) else WAITING
        states = [OUTCOMES[done[check_id]] if check_id in done else WAITING for check_id, _ in asked]
        each = [(*raw(f"{state} "), *prose(label)) for state, (_, label) in zip(states, asked, strict=True)]
        lines.append((*raw(f"{sign} "), *strong(group_name(group, say)), *raw("  "), *joined_by(DOT, each)))
    head = _named(say, "card.checking", target, region, private)
    count = say("card.progress", done=len(done), total=len(checks), elapsed=duration(elapsed_ms, language))
    tail = contexts([prose(count), *_asked(asked_by, say)])
    return pack([*sections([head]), *contexts(lines)], tail, fallback([head, prose(count)]), say("card.thread"))


def incident_card(
    *, target: str, region: str, language: str, incident: str, run_id: str, asked_by: str = "", private: bool = False
) -> Payload:
    """The end of a card whose run crashed: a fault of the bot, which says nothing about the target."""
    say = catalogue(language)
    head = (*raw(f"{VERDICTS[Verdict.UNKNOWN]} "), *_named(say, "card.incident", target, region, private))
    lines = [head, sentence(say, "card.incident_id", incident=code(incident))]
    tail = [buttons(button(say("card.again"), AGAIN, run_id, primary=True)), *contexts(_asked(asked_by, say))]
    return pack(sections(lines), tail, fallback(lines), say("card.thread"))


def _named(say: Catalogue, key: str, target: str, region: str, private: bool) -> Line:
    name, place = (target, region) if private else (mask(target), mask(region))
    return sentence(say, key, target=strong(name), region=prose(place))


def _asked(asked_by: str, say: Catalogue) -> list[Line]:
    return [sentence(say, "card.asked", user=user(asked_by))] if asked_by else []


def _verdict(report: Report) -> Line:
    return (*raw(f"{VERDICTS[report.verdict]} "), *prose(report.headline))


def _headline(report: Report) -> list[Block]:
    """The verdict in large letters; in bold where a value would not survive there (an emoji, an escape, length)."""
    words = report.headline.replace("`", "")
    text = f"{VERDICTS[report.verdict]} {words}"
    if len(text) > HEADER_TEXT or reformatted(words) or escape(words) != words or not words.isprintable():
        return sections([(*raw(f"{VERDICTS[report.verdict]} "), *strong(report.headline))])
    return [{"type": "header", "text": plain_text(text)}]


def _limits(report: Report, say: Catalogue) -> list[Line]:
    """What this answer does not cover."""
    lines = [prose(report.unsaid)] if report.unsaid else []
    if report.only and not report.unsure:
        lines.append(sentence(say, "answer.only", group=prose(group_name(report.only, say))))
    return lines


def _folded(symptoms: Sequence[Advice], say: Catalogue) -> list[Line]:
    if not symptoms:
        return []
    return [(*strong(say("answer.symptoms")), *raw(": "), *joined_by(DOT, [prose(s.title) for s in symptoms]))]


def _tables(tables: Sequence[Grid]) -> list[Line]:
    return [line for table in tables for line in (strong(table.title), raw(fence(monospace.table(table))))]


def _repairs(repairs: Sequence[str]) -> list[Line]:
    if not repairs:
        return []
    return [(*raw(f"{REPAIR} "), *joined_by(DOT, map(prose, repairs)))]


def _actions(report: Report, say: Catalogue) -> Block:
    fix = [button(say("card.fix"), FIX, report.run_id, primary=True)] if any(map(fixable, report.roots)) else []
    verify = [button(say("card.verify"), VERIFY, report.run_id)] if report.roots else []
    again = button(say("card.again"), AGAIN, report.run_id)
    said = [button(say("card.transcript"), TRANSCRIPT, report.run_id)] if report.transcript else []
    return buttons(*fix, *verify, again, *said, *_language(report))


def _language(report: Report) -> list[Block]:
    """The way to the other languages: a button for one, a menu for more. Its values: the run id and the language."""
    others = [(other.name, f"{report.run_id} {code}") for code, other in LANGUAGES.items() if code != report.language]
    if len(others) > 1:
        return [menu(LANGUAGES[report.language].name, LANGUAGE, others)]
    return [button(name, LANGUAGE, value) for name, value in others]


def _footer(report: Report, asked_by: str, joined: Sequence[str], say: Catalogue) -> list[Line]:
    line = sentence(
        say,
        "card.footer",
        target=prose(cut(report.target, NAME_TEXT)),
        region=prose(cut(report.region, NAME_TEXT)),
        user=user(asked_by),
        duration=prose(duration(report.ms, report.language)),
        run=code(report.run_id),
        date=date(report.started_at, report.language),
    )
    if report.vantage.host:
        host = prose(cut(report.vantage.host, NAME_TEXT))
        line = (*line, *raw(DOT), *sentence(say, "card.vantage", host=host))
    also = dict.fromkeys(other for other in joined if other != asked_by)
    return [line, sentence(say, "card.joined", users=joined_by(", ", map(user, also)))] if also else [line]
