"""Builds the message of an explanation, with the buttons that lead on from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.causes import all_causes
from bot.explain.explanation import Certainty, Explanation
from bot.render.slack.explanation import STEPS, explanation, explanation_steps
from bot.render.slack.mrkdwn import Line
from bot.render.slack.payload import Block, Payload, button
from bot.words.catalogue import catalogue
from bot.words.explanation import build_explanation
from handlers.explain.share_token import SharedExplanation, encode

CHECK = "explain_check"
SHARE = "explain_share"


def build_for_person(
    result: Explanation,
    language: str,
    targets: Sequence[str] | None = (),
    *,
    thread_ts: str = "",
    notes: Sequence[Line] = (),
    warned: bool = False,
    shared: bool = False,
) -> Payload:
    """The explanation for the person who asked. Where no secret was pasted it has the button "Share".

    targets: the names of those that may be checked there, None where nobody is offered a check. thread_ts: of the thread to
    share it in. warned: the author of a pasted secret was told what to do, so this person is not. shared: the button
    "Share" was used and is left out.
    """
    actions = _actions(result, language, targets, private=True)
    if not result.pasted and not shared:
        key = "slack.explain.share_thread" if thread_ts else "slack.explain.share"
        actions.append(button(catalogue(language)(key), SHARE, encode(SharedExplanation(result, thread_ts, language))))
    explained = build_explanation(replace(result, pasted=()) if warned else result, language)
    return explanation(explained, actions=actions, notes=notes)


def build_for_channel(result: Explanation, language: str, asked_by: str, targets: Sequence[str] | None = ()) -> Payload:
    """The explanation for a channel or a thread. asked_by: a name, "" for none. targets: as in `build_for_person`."""
    return explanation(
        build_explanation(result, language), actions=_actions(result, language, targets), asked_by=asked_by
    )


def build_steps(shared: SharedExplanation, language: str, form: str, token: str) -> tuple[Block, ...]:
    """The dialog with all steps of an explanation. token: the one that holds it."""
    return explanation_steps(build_explanation(shared.result, language), form, token)


def _actions(
    result: Explanation, language: str, targets: Sequence[str] | None, *, private: bool = False
) -> list[Block]:
    say = catalogue(language)
    codes = [suspect.code for suspect in result.causes]
    token = encode(SharedExplanation(replace(result, pasted=()), language=language if private else ""))
    actions = [button(say("slack.explain.guide"), STEPS, token, primary=True)] if codes else []
    decidable = result.verdict is not Certainty.NOT_SES and any(all_causes()[code].decided_by for code in codes)
    if decidable and targets is not None:
        only = len(targets) == 1
        label = say("slack.explain.check_on", target=targets[0]) if only else say("slack.explain.check")
        actions.append(button(label, CHECK, " ".join(codes)))
    return actions
