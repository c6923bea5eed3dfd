"""Explanations and guides in Slack: within its limits for every cause in both languages, and nothing becomes markup."""

from __future__ import annotations

import re

import pytest

from bot.causes import all_causes
from bot.explain.explanation import Certainty, Explanation, Retry, Suspect
from bot.explain.facts import Facts
from bot.languages import LANGUAGES
from bot.render.slack.explanation import explanation
from bot.render.slack.guide import guide_choice, guide_index, guide_page, guide_steps
from bot.render.slack.mrkdwn import raw
from bot.render.slack.payload import Payload, button
from bot.render.slack.steps_modal import FORMS
from bot.words.explanation import build_explanation
from bot.words.search import codes_by_area
from tests.render.slack.words import count_card_words
from tests.render.slack_limits import message_faults, view_faults

CODES = sorted(all_causes())
_OWN_SIGNS = re.compile(":(?:dart|mag|no_entry_sign|rotating_light):")


def faults(payload: Payload) -> list[str]:
    return [fault for part in (payload, *payload.overflow) for fault in message_faults(_plain(part))]


def _plain(payload: Payload) -> Payload:
    """Without the signs of our own that the checker does not know."""
    blocks = [
        {**b, "text": {**b["text"], "text": _OWN_SIGNS.sub("", b["text"]["text"])}} if b["type"] == "section" else b
        for b in payload.blocks
    ]
    return Payload(blocks, _OWN_SIGNS.sub("", payload.text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_explanation_fits(code: str, language: str) -> None:
    nasty = "<!channel> `x` :tada: https://evil.example.com " + "a" * 3_000
    facts = Facts(reply_code=535, host=nasty, identities=(nasty, "*b*"), request_id=nasty, client="<@U0000000001>")
    others = tuple(Suspect(other, 0.4) for other in CODES[:5])
    result = Explanation(
        Certainty.LIKELY, (Suspect(code, 0.9), *others), (), facts, None, Retry.FIX, ("slack_token", "password")
    )
    payload = explanation(build_explanation(result, language), actions=[button("b", "a", "v")], asked_by="U0000000001")
    assert faults(payload) == []
    assert code in str(payload)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_guide_fits_and_has_its_steps(code: str, language: str) -> None:
    payload = guide_page(code, language)
    assert faults(payload) == []
    assert count_card_words(payload) <= 120
    views = [view for form in FORMS for view in guide_steps(code, language, form)]
    assert [fault for view in views for fault in view_faults(view)] == []
    assert "*1.*" in str(views)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("verdict", [Certainty.CERTAIN, Certainty.LIKELY, Certainty.CANNOT_TELL])
def test_an_explanation_has_at_most_120_words(code: str, language: str, verdict: Certainty) -> None:
    facts = Facts(
        535, "5.7.8", "auth", "MessageRejected", "SendEmail", "eu-west-1", "mail.example.com", 587, ("a@example.com",)
    )
    for others in ((), CODES[:4], CODES[-4:]):
        suspects = tuple(Suspect(each, 0.5) for each in (code, *others))
        result = Explanation(verdict, suspects, (), facts, "postfix", Retry.FIX)
        actions = [button(label, "a", "v") for label in ("All steps", "Check it on production", "Share in the channel")]
        shown = explanation(build_explanation(result, language), actions=actions, asked_by="an")
        assert count_card_words(shown) <= 120, shown.blocks


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_guides_fit(language: str) -> None:
    assert faults(guide_index(raw("head"), codes_by_area(), language)) == []
    assert faults(guide_choice(raw("head"), CODES, language)) == []
