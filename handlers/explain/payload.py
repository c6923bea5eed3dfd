"""An explanation as Slack shows it, with the buttons that lead on from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.causes import all_causes
from bot.explain.explanation import Certainty, Explanation
from bot.render.slack.explanation import explanation
from bot.render.slack.guide import GUIDE
from bot.render.slack.mrkdwn import Line
from bot.render.slack.payload import Block, Payload, button
from bot.words.catalogue import catalogue
from bot.words.explanation import build_explanation
from handlers.explain.share_token import Carried, packed

CHECK = "explain_check"
SHARE = "explain_share"


def for_one(
    result: Explanation, language: str, *, thread_ts: str = "", notes: Sequence[Line] = (), warned: bool = False
) -> Payload:
    """For the person who asked: with what to do about a pasted secret, and a button to share it where there is none.

    warned: somebody else was told about the secret already, whose it is.
    """
    actions = _actions(result, language)
    if not result.pasted:
        key = "slack.explain.share_thread" if thread_ts else "slack.explain.share"
        actions.append(button(catalogue(language)(key), SHARE, packed(Carried(result, thread_ts))))
    explained = build_explanation(replace(result, pasted=()) if warned else result, language)
    return explanation(explained, actions=actions, notes=notes)


def for_all(result: Explanation, language: str, asked_by: str) -> Payload:
    """For a channel or a thread."""
    return explanation(build_explanation(result, language), actions=_actions(result, language), asked_by=asked_by)


def _actions(result: Explanation, language: str) -> list[Block]:
    say = catalogue(language)
    codes = [suspect.code for suspect in result.causes]
    actions = [button(say("slack.explain.guide"), GUIDE, codes[0], primary=True)] if codes else []
    if result.verdict is not Certainty.NOT_SES and any(all_causes()[code].decided_by for code in codes):
        actions.append(button(say("slack.explain.check"), CHECK, " ".join(codes)))
    return actions
