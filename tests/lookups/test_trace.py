"""A trace against the fake AWS: the events in order, servers' words made harmless, and the reason for no events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.evidence.message_trace import EXAMPLE_ID, Trace
from bot.core.model import Outcome
from bot.lab.aws import Altered, Refused, Stalled
from bot.lab.scenarios.lookups import message_to_four
from bot.lab.world import InsightEvent, SentMail
from bot.lookups.trace import trace
from bot.probes.aws.operations import OPERATIONS
from bot.words.message_trace import build_trace, format_times
from tests.probes.cloud import Cloud

NOW = datetime(2026, 11, 29, 23, 59, 58, tzinfo=UTC)


async def trace_of(cloud: Cloud, message_id: str = EXAMPLE_ID, region: str = "eu-central-1") -> Trace:
    context = cloud.context()
    found = await trace(context, message_id, region)
    await context.close()
    return found


def with_mail(cloud: Cloud, mail: SentMail) -> None:
    cloud.region.vdm = True
    cloud.region.mails[mail.id] = mail


def sent(*events: InsightEvent) -> SentMail:
    return SentMail(EXAMPLE_ID, {"an@example.net": list(events)})


async def test_the_state_of_a_recipient_is_its_most_telling_event(cloud: Cloud) -> None:
    with_mail(cloud, message_to_four(EXAMPLE_ID, NOW))
    found = await trace_of(cloud)
    assert found.insights is not None
    states = [delivery.state for delivery in found.insights.deliveries]
    assert states == ["DELIVERY", "BOUNCE", "BOUNCE", "COMPLAINT"]
    said = build_trace(found, "en")
    assert said.headline == "4 recipients: 1 delivered, 1 hard bounce, 1 soft bounce, 1 marked as spam"
    assert said.outcome is Outcome.FAIL
    assert cloud.call_count("GetMessageInsights") == 1


async def test_events_are_in_order_and_a_new_day_is_said(cloud: Cloud) -> None:
    later = InsightEvent("DELIVERY", NOW + timedelta(seconds=5))
    with_mail(cloud, sent(later, InsightEvent("SEND", NOW)))
    [recipient] = build_trace(await trace_of(cloud), "en").recipients
    assert [event.words for event in recipient.events] == ["taken by SES", "delivered"]
    assert format_times(recipient.events, "en") == ["29 Nov 23:59:58", "30 Nov 00:00:03"]
    assert format_times(recipient.events, "vi") == ["29/11 23:59:58", "30/11 00:00:03"]


@pytest.mark.parametrize(
    ("events", "outcome", "headline"),
    [
        ((InsightEvent("SEND", NOW),), Outcome.UNKNOWN, "an@example.net: taken by SES"),
        ((InsightEvent("SEND", NOW), InsightEvent("DELIVERY", NOW)), Outcome.PASS, "an@example.net: delivered"),
        ((InsightEvent("DELIVERY_DELAY", NOW),), Outcome.WARN, "an@example.net: delayed, SES still tries"),
        ((InsightEvent("REJECT", NOW),), Outcome.FAIL, "an@example.net: rejected by SES"),
        ((InsightEvent("BOUNCE", NOW, "UNDETERMINED"),), Outcome.FAIL, "an@example.net: bounced"),
        ((InsightEvent("OPEN", NOW),), Outcome.UNKNOWN, "an@example.net: no event yet"),
    ],
)
async def test_one_recipient(cloud: Cloud, events: tuple[InsightEvent, ...], outcome: Outcome, headline: str) -> None:
    with_mail(cloud, sent(*events))
    said = build_trace(await trace_of(cloud), "en")
    assert (said.outcome, said.headline) == (outcome, headline)


async def test_words_of_a_receiving_server_are_harmless_and_masked_in_a_channel(cloud: Cloud) -> None:
    hostile = "550 <!channel> no\u202e an.other+tag@example.org AKIAIOSFODNN7EXAMPLE\r\n" + "x" * 900
    with_mail(cloud, sent(InsightEvent("BOUNCE", NOW, "PERMANENT", "General", hostile)))
    found = await trace_of(cloud)
    [private], [public] = build_trace(found, "en").recipients, build_trace(found, "en", public=True).recipients
    assert "an.other+tag@example.org" in private.events[0].said
    assert "\u202e" not in private.events[0].said and len(private.events[0].said) <= 300
    assert "a…@example.org" in public.events[0].said
    assert "other" not in public.events[0].said and "an@" not in public.destination


async def test_an_event_that_this_version_does_not_know_is_shown_as_aws_calls_it(cloud: Cloud) -> None:
    with_mail(cloud, sent(InsightEvent("SEND", NOW)))
    cloud.add_fault("sesv2.GetMessageInsights", Altered(values={"Insights.0.Events.0.Type": "QUARANTINE"}))
    [recipient] = build_trace(await trace_of(cloud), "vi").recipients
    assert [event.words for event in recipient.events] == ["QUARANTINE"]


async def test_without_vdm_the_answer_says_to_switch_it_on(cloud: Cloud) -> None:
    found = await trace_of(cloud)
    assert found.unavailable and found.reason is not None and found.reason.key == "trace.vdm_off"
    assert build_trace(found, "en").outcome is Outcome.SKIPPED


async def test_with_vdm_the_id_is_not_known(cloud: Cloud) -> None:
    with_mail(cloud, sent())
    found = await trace_of(cloud, EXAMPLE_ID.replace("0107", "0108"))
    assert found.unavailable and found.reason is not None and found.reason.key == "trace.none"


async def test_aws_is_quoted_where_the_state_of_vdm_is_unknown(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetAccount", Refused("AccessDeniedException", "no", 403))
    found = await trace_of(cloud)
    assert found.reason is not None and found.reason.key == "trace.none_or_off"


@pytest.mark.parametrize(
    ("effect", "key", "missing"),
    [
        (Refused("AccessDeniedException", "no", 403), "reason.denied", "ses:GetMessageInsights"),
        (Refused("InternalFailure", "oops", 500), "reason.unavailable", ""),
        (Altered(remove=("Insights",)), "reason.incomplete", ""),
        (Stalled(30), "reason.aws_timeout", ""),
    ],
)
async def test_a_failed_call_says_why(cloud: Cloud, effect: Refused, key: str, missing: str) -> None:
    with_mail(cloud, sent(InsightEvent("SEND", NOW)))
    cloud.add_fault("sesv2.GetMessageInsights", effect)
    found = await trace_of(cloud)
    assert found.reason is not None and (found.reason.key, found.missing) == (key, missing)
    assert not found.unavailable and build_trace(found, "en").outcome is Outcome.UNKNOWN


async def test_the_region_that_the_id_names_is_asked(cloud: Cloud) -> None:
    await trace_of(cloud, region="us-east-1")
    assert {call.region for call in cloud.server.calls if call.operation == "GetMessageInsights"} == {"us-east-1"}


def test_calls_are_a_second_apart_and_the_subject_is_not_read() -> None:
    operation = OPERATIONS["sesv2.GetMessageInsights"]
    assert operation.once_a_second
    assert not any("Subject" in field or "Tags" in field for field in operation.fields)
