"""One check in Slack: its name, how long it took, its reason, the stages of the SMTP dialogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.model import Outcome, Stage
from bot.render.clean import one_line
from bot.render.measures import duration
from bot.render.names import stage_name
from bot.render.slack.mrkdwn import DOT, Line, code, joined_by, prose, raw
from bot.render.slack.sentence import sentence
from bot.render.slack.signs import OUTCOMES
from bot.words.catalogue import Catalogue
from bot.words.report import CheckLine

_INDENT = "\u2003"
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN, Outcome.PASS, Outcome.SKIPPED)


def check_line(check: CheckLine, say: Catalogue) -> Line:
    """A check with its reason and, where it was asked, its milliseconds."""
    reasons = [prose(one_line(check.reason))] if check.reason else []
    action = check.missing_permission
    if action and action not in check.reason:
        reasons.append(sentence(say, "answer.permission", action=code(action)))
    label = prose(check.label)
    if check.outcome is not Outcome.SKIPPED:
        label = (*label, *raw(f" {duration(check.ms, say.language)}"))
    return (*label, *raw(" - "), *joined_by(DOT, reasons)) if reasons else label


def stage_lines(stages: Sequence[Stage], say: Catalogue) -> list[Line]:
    """The stages of a dialogue in one line; no line where there are none."""
    return [(*raw(_INDENT), *joined_by(DOT, [_stage(stage, say) for stage in stages]))] if stages else []


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst outcome, which stands for a group of checks."""
    return min(outcomes, key=_WORST.index)


def _stage(stage: Stage, say: Catalogue) -> Line:
    """One stage. Its outcome and reply are shown only where it did not pass, so that a failure stands out."""
    sign = "" if stage.outcome is Outcome.PASS else f"{OUTCOMES[stage.outcome]} "
    line: Line = (*raw(sign), *prose(stage_name(stage.name, say)))
    if stage.outcome is not Outcome.SKIPPED:
        line = (*line, *raw(f" {duration(stage.ms, say.language)}"))
    reply = one_line(stage.reply) if stage.outcome is not Outcome.PASS else ""
    return (*line, *raw(" "), *code(reply)) if reply else line
