"""What was asked and answered, in Slack: a line a group of checks, one for each that did not pass, the SMTP stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.core.model import Outcome, Stage
from bot.render.clean import one_line
from bot.render.measures import duration
from bot.render.names import group_name, stage_name
from bot.render.slack.mrkdwn import DOT, Line, code, joined_by, prose, raw, strong
from bot.render.slack.sentence import sentence
from bot.render.slack.signs import OUTCOMES
from bot.words.catalogue import Catalogue
from bot.words.report import CheckLine

_INDENT = "\u2003"
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN, Outcome.PASS, Outcome.SKIPPED)


def check_lines(checks: Iterable[CheckLine], say: Catalogue) -> list[Line]:
    """The evidence, one line below the other."""
    lines: list[Line] = []
    for group, members in groupby(checks, key=lambda c: c.group):
        lines += _group(group, list(members), say)
    return lines


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome that a group is known by."""
    return min(outcomes, key=_WORST.index)


def _group(group: str, checks: list[CheckLine], say: Catalogue) -> list[Line]:
    passed = [_label(check, say) for check in checks if not _has_own_line(check)]
    sign = OUTCOMES[worst(c.outcome for c in checks)]
    lines: list[Line] = [
        (*raw(f"{sign} "), *strong(group_name(group, say)), *raw("  "), *joined_by(DOT, passed)),
    ]
    # First the dialogue as far as all went well: below another check's line it would look like that check's.
    lines += _stages([stage for check in checks if not _has_own_line(check) for stage in check.stages], _INDENT, say)
    for check in checks:
        if _has_own_line(check):
            lines.append((*raw(f"{_INDENT}{OUTCOMES[check.outcome]} "), *_label(check, say), *_reason(check, say)))
            lines += _stages(check.stages, _INDENT * 2, say)
    return lines


def _stages(stages: Sequence[Stage], indent: str, say: Catalogue) -> list[Line]:
    return [(*raw(indent), *joined_by(DOT, [_stage(stage, say) for stage in stages]))] if stages else []


def _has_own_line(check: CheckLine) -> bool:
    """What somebody asked for by name is answered by name, also where all is well."""
    return check.outcome is not Outcome.PASS or (check.on_request and bool(check.reason))


def _label(check: CheckLine, say: Catalogue) -> Line:
    if check.outcome is Outcome.SKIPPED:
        return prose(check.label)
    return (*prose(check.label), *raw(f" {duration(check.ms, say.language)}"))


def _reason(check: CheckLine, say: Catalogue) -> Line:
    reasons = [prose(one_line(check.reason))] if check.reason else []
    action = check.missing_permission
    if action and action not in check.reason:
        reasons.append(sentence(say, "answer.permission", action=code(action)))
    return (*raw(" - "), *joined_by(DOT, reasons)) if reasons else ()


def _stage(stage: Stage, say: Catalogue) -> Line:
    """Outcome and reply are said only where it did not pass: nine ticks hide the one cross."""
    sign = "" if stage.outcome is Outcome.PASS else f"{OUTCOMES[stage.outcome]} "
    line: Line = (*raw(sign), *prose(stage_name(stage.name, say)))
    if stage.outcome is not Outcome.SKIPPED:
        line = (*line, *raw(f" {duration(stage.ms, say.language)}"))
    reply = one_line(stage.reply) if stage.outcome is not Outcome.PASS else ""
    return (*line, *raw(" "), *code(reply)) if reply else line
