"""The App Home: the targets that a person may check with their last verdicts, the person's language, and the first steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.slack.mrkdwn import DOT, Line, joined_by, prose, raw, strong
from bot.render.slack.payload import Block, button, contexts, sections
from bot.render.slack.sentence import date
from bot.render.slack.settings import own_language
from bot.render.slack.signs import VERDICTS, WAITING
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Report

HOME_CHECK = "home_check"
# What the view's private_metadata begins with, by which a click in it is known.
HOME = "home"
# Slack allows 100 blocks.
MOST_TARGETS = 60


@dataclass(frozen=True, slots=True)
class HomeTarget:
    """One target. last: the answer to its newest run that this person may read, None where there is none."""

    name: str
    region: str
    last: Report | None


def home_view(
    language: str, targets: Sequence[HomeTarget], own: str, first_steps: Sequence[tuple[bool, Line]], channel: str
) -> Block:
    """The view for views.publish. own: the language that the person chose, "" for none. channel: of the conversation with the
    bot, in which a check from here is answered.

    first_steps: what to do before the first answer, each with whether it is done; empty once there was one.
    """
    say = catalogue(language)
    rows = [_row(number, target, say) for number, target in enumerate(targets[:MOST_TARGETS])]
    steps = [(*raw(":white_check_mark: " if done else ":white_large_square: "), *words) for done, words in first_steps]
    blocks = [
        *([_header(say("slack.home.steps")), *sections(steps)] if steps else []),
        _header(say("slack.home.targets")),
        *(rows or sections([prose(say("slack.home.none"))])),
        *contexts([prose(say("slack.home.where"))] if rows else []),
        own_language(say, own),
    ]
    return {"type": "home", "private_metadata": f"{HOME} {channel}", "blocks": blocks}


def _header(words: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": words, "emoji": True}}


def _row(number: int, target: HomeTarget, say: Catalogue) -> Block:
    name: Line = (*strong(target.name), *prose(f", {target.region}"))
    last = target.last
    if last is None:
        lines: list[Line] = [(*raw(f"{WAITING} "), *name), prose(say("slack.home.never"))]
    else:
        verdict = (*raw(f"{VERDICTS[last.verdict]} "), *name)
        lines = [verdict, joined_by(DOT, [prose(last.headline), date(last.started_at, last.language)])]
    [block] = sections(lines)
    return {**block, "accessory": button(say("slack.home.check"), f"{HOME_CHECK}_{number}", target.name)}
