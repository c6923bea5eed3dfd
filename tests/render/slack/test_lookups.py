"""A survey, a trace and the sending dialog stay within Slack's limits for any text, by the lab's checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.evidence.aws import Account
from bot.core.evidence.message_trace import EXAMPLE_ID, Delivery, Event, Insights, Trace
from bot.core.evidence.region_survey import RegionAnswer, Standing, Survey
from bot.core.model import Note
from bot.core.options import SIMULATIONS
from bot.core.target import Target
from bot.lab.slack.blocks.blocks import check_blocks
from bot.lab.slack.blocks.limits import check_view
from bot.languages import LANGUAGES
from bot.render.slack.mrkdwn import prose
from bot.render.slack.payload import Payload
from bot.render.slack.regions import survey
from bot.render.slack.send_dialog import send_dialog
from bot.render.slack.trace import trace
from bot.words.message_trace import build_trace
from bot.words.region_survey import build_survey

WHEN = datetime(2026, 11, 29, 7, 0, tzinfo=UTC)
NASTY = "<!channel> *a* `b` :smile: & <https://evil.example|x> 111122223333 " + "y" * 300
ALLOWED = frozenset({"section", "context", "table", "divider", "actions", "header"})


def faults(payload: Payload) -> list[str]:
    found = [f for p in (payload, *payload.overflow) for f in check_blocks(p.blocks, "", allowed=ALLOWED, most=50)]
    texts = [p.text for p in (payload, *payload.overflow)]
    return found + [f"fallback of {len(text)}" for text in texts if not 0 < len(text) < 4000]


def answers(count: int, reason: str) -> tuple[RegionAnswer, ...]:
    account = Account(True, True, "HEALTHY", max_24h=1e9, rate=1, sent_24h=1e9)
    return tuple(
        RegionAnswer(
            f"xx-{NASTY}-{n}",
            Standing.VERIFIED,
            f"{n}.{NASTY}",
            account,
            reasons=(Note("reason.other", _said(reason)),),
        )
        for n in range(count)
    )


def _said(reason: str) -> dict[str, str]:
    return {"action": "ses:GetAccount", "code": reason, "message": reason}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tabular", [True, False])
@pytest.mark.parametrize("count", [0, 1, 36])
def test_a_survey(language: str, tabular: bool, count: int) -> None:
    found = Survey(NASTY, "eu-central-1", NASTY, answers(count, NASTY), WHEN, 1)
    payload = survey(build_survey(found, language), asked_by="U1", private=False, tabular=tabular)
    assert faults(payload) == []
    # A cell is raw text: nothing in it mentions or links.
    marked = [block for p in (payload, *payload.overflow) for block in p.blocks if block["type"] != "table"]
    assert "<!channel>" not in f"{marked} {payload.text}" and "111122223333" not in payload.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("public", [True, False])
def test_a_trace_to_fifty_recipients(language: str, public: bool) -> None:
    events = tuple(Event("BOUNCE", WHEN, "PERMANENT", NASTY, f"{NASTY} {n}") for n in range(5))
    deliveries = tuple(Delivery(f"{NASTY}{n}@example.net", NASTY, events) for n in range(50))
    found = Trace(NASTY, "eu-central-1", EXAMPLE_ID, WHEN, 1, Insights(NASTY, deliveries))
    payload = trace(build_trace(found, language, public=public), asked_by="U1", private=not public)
    assert faults(payload) == []
    assert payload.overflow
    assert "<!channel>" not in str(payload)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trace_without_events(language: str) -> None:
    found = Trace("prod", "eu-central-1", EXAMPLE_ID, WHEN, 1, reason=Note("trace.vdm_off", {"region": "eu-central-1"}))
    payload = trace(build_trace(replace(found, unavailable=True), language), asked_by="U1", private=True)
    assert faults(payload) == []
    assert EXAMPLE_ID in str(payload.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("simulate", SIMULATIONS)
def test_the_sending_dialog(language: str, simulate: str) -> None:
    target = Target(NASTY, "eu-central-1", f"{NASTY}@example.com")
    view = send_dialog(target, simulate, prose(NASTY), language, carried="x" * 3000)
    assert check_view(view) is None
    assert "<!channel>" not in str(view)
    assert f"{simulate}@simulator.amazonses.com" in str(view)
