"""All that a card leaves out: failed and unknown checks, other possible causes, then the checks that passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.core.model import Outcome
from bot.render import monospace
from bot.render.masking import masked
from bot.render.measures import place
from bot.render.names import group_name
from bot.render.slack.cause import differences, possible
from bot.render.slack.checks import check_line, stage_lines
from bot.render.slack.mrkdwn import DOT, Line, code, fence, joined_by, prose, raw, strong
from bot.render.slack.payload import Block, Payload, contexts, fallback, pack, sections
from bot.render.slack.sentence import date, sentence
from bot.render.slack.signs import OUTCOMES, REPAIR
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Advice, CheckLine, Grid, Report

# The order of checks: failed, unknown, warned, then the others.
_TROUBLE = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN)


def details(report: Report, *, private: bool, recipient: str = "") -> Payload:
    """The details as a message below the card. recipient: as bot.render.slack.card has it."""
    say = catalogue(report.language)
    shown = report if private else masked(report, recipient)
    head = sentence(
        say, "details.head", target=strong(shown.target), region=prose(shown.region), run=code(shown.run_id)
    )
    return pack([*sections([head]), *_body(shown, say)], _tail(shown, say), fallback([head]), say("card.thread"))


def _body(report: Report, say: Catalogue) -> list[Block]:
    checks = report.explained_checks
    return [
        *sections(line for outcome in _TROUBLE for line in _of(checks, outcome, say)),
        *(block for root in report.roots for block in _root(root, say)),
        *sections(_follows(report.symptoms, say)),
        *sections((*raw(f"{REPAIR} "), *prose(repair)) for repair in report.repairs),
        *sections(_tables(report.tables)),
        *contexts(_passed(checks, say)),
        *contexts(_skipped(checks, say)),
    ]


def _tail(report: Report, say: Catalogue) -> list[Block]:
    where = place(report.vantage, report.language)
    return contexts([joined_by(DOT, [date(report.started_at, report.language), *([prose(where)] if where else [])])])


def _of(checks: Iterable[CheckLine], outcome: Outcome, say: Catalogue) -> list[Line]:
    found = [check for check in checks if check.outcome is outcome]
    return [line for check in found for line in _told(check, say, f"{OUTCOMES[outcome]} ")]


def _told(check: CheckLine, say: Catalogue, sign: str = "") -> list[Line]:
    return [(*raw(sign), *check_line(check, say)), *stage_lines(check.stages, say)]


def _root(root: Advice, say: Catalogue) -> list[Block]:
    here = [prose(say("answer.here"))] if root.here else []
    return sections([strong(root.title), prose(root.why), *here, *differences(root, say), *possible(root, say)])


def _follows(symptoms: Sequence[Advice], say: Catalogue) -> list[Line]:
    if not symptoms:
        return []
    return [(*strong(say("answer.symptoms")), *raw(": "), *joined_by(DOT, [prose(s.title) for s in symptoms]))]


def _tables(tables: Sequence[Grid]) -> list[Line]:
    return [line for table in tables for line in (strong(table.title), raw(fence(monospace.table(table))))]


def _passed(checks: Iterable[CheckLine], say: Catalogue) -> list[Line]:
    passed = (check for check in checks if check.outcome is Outcome.PASS)
    lines: list[Line] = []
    for group, members in groupby(passed, key=lambda check: check.group):
        lines.append((*raw(f"{OUTCOMES[Outcome.PASS]} "), *strong(group_name(group, say))))
        lines += [line for check in members for line in _told(check, say)]
    return lines


def _skipped(checks: Iterable[CheckLine], say: Catalogue) -> list[Line]:
    skipped = [line for check in checks if check.outcome is Outcome.SKIPPED for line in _told(check, say)]
    return (
        [(*raw(f"{OUTCOMES[Outcome.SKIPPED]} "), *strong(say("answer.outcome.skipped"))), *skipped] if skipped else []
    )
