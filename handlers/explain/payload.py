"""Builds the message of an explanation, with the buttons that lead on from it."""

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
from handlers.explain.share_token import SharedExplanation, encode

CHECK = "explain_check"
SHARE = "explain_share"


def build_for_person(
    result: Explanation, language: str, *, thread_ts: str = "", notes: Sequence[Line] = (), warned: bool = False
) -> Payload:
    """The explanation for the person who asked. Where no secret was pasted it has the button "Share".

    thread_ts: of the thread to share it in. warned: the author of a pasted secret was told what to do, so this person
    is not.
    """
    actions = _actions(result, language)
    if not result.pasted:
        key = "slack.explain.share_thread" if thread_ts else "slack.explain.share"
        actions.append(button(catalogue(language)(key), SHARE, encode(SharedExplanation(result, thread_ts))))
    explained = build_explanation(replace(result, pasted=()) if warned else result, language)
    return explanation(explained, actions=actions, notes=notes)


def build_for_channel(result: Explanation, language: str, asked_by: str) -> Payload:
    """The explanation for a channel or a thread. asked_by: a user id."""
    return explanation(build_explanation(result, language), actions=_actions(result, language), asked_by=asked_by)


def _actions(result: Explanation, language: str) -> list[Block]:
    say = catalogue(language)
    codes = [suspect.code for suspect in result.causes]
    actions = [button(say("slack.explain.guide"), GUIDE, codes[0], primary=True)] if codes else []
    if result.verdict is not Certainty.NOT_SES and any(all_causes()[code].decided_by for code in codes):
        actions.append(button(say("slack.explain.check"), CHECK, " ".join(codes)))
    return actions
