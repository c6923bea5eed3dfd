"""The dialog before a mail to the mailbox simulator: what is sent, and what it does and costs. Only one person sees it."""

from __future__ import annotations

from bot.core.options import SIMULATOR
from bot.core.target import Target
from bot.render.slack.mrkdwn import Line, code, prose, raw, strong
from bot.render.slack.payload import Block, contexts, plain_text, sections
from bot.render.slack.sentence import sentence
from bot.render.slack.steps_modal import TITLE_TEXT
from bot.words.catalogue import catalogue

SEND = "send_confirm"


def send_dialog(target: Target, simulate: str, answer: Line, language: str, *, carried: str) -> Block:
    """The view. answer: a sentence that says where the answer will be. carried: private_metadata, which Slack returns."""
    say = catalogue(language)
    mail = sentence(
        say,
        "slack.send.mail",
        target=strong(target.name),
        region=prose(target.region),
        sender=code(target.sender),
        recipient=code(f"{simulate}@{SIMULATOR}"),
    )
    facts = ("slack.send.not_counted", "slack.send.counted", "slack.send.events")
    lines: list[Line] = [(*raw("• "), *prose(say(key))) for key in facts]
    return {
        "type": "modal",
        "callback_id": SEND,
        "private_metadata": carried,
        "title": plain_text(say("slack.send.title")[:TITLE_TEXT]),
        "submit": plain_text(say("slack.send.submit")[:TITLE_TEXT]),
        "close": plain_text(say("slack.send.cancel")[:TITLE_TEXT]),
        "blocks": [*sections([mail, prose(say(f"slack.send.{simulate}"))]), *sections(lines), *contexts([answer])],
    }
