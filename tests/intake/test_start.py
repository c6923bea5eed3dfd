"""What an accepted question leads to, and what may be done with a stored run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.model import RunResult
from bot.core.target import Target
from bot.intake.origin import Origin
from bot.intake.start import (
    ConfirmFirst,
    Duplicate,
    Join,
    Reason,
    SendForbidden,
    SendRefusal,
    Start,
    decide_start,
    plan_check,
)
from bot.intake.stored_run import RunRefusal, locate_reader, refuse_reading, refuse_repeating, repeat_request
from bot.request.check import CheckRequest
from bot.store import Accepted, Ask, State, StoredRun
from bot.targets import Targets

AN = Origin("E", "T", "incidents", "an")
AT = datetime(2026, 11, 21, tzinfo=UTC)
RUN = StoredRun(
    Ask("run", "trigger", "E", "T", "incidents", "an", "prod", only="smtp", suspects=("account.sandbox",)),
    State.DELIVERED,
    AT,
    card_channel="direct-with-an",
    result=RunResult("run", "prod", "eu-central-1", None, (), AT, 1, ()),
)


def target(targets: Targets, name: str) -> Target:
    found = targets.get(name)
    assert found is not None
    return found


def test_an_ask_keeps_what_its_target_was(targets: Targets) -> None:
    request = CheckRequest("prod", "en", "smtp", True, "a@example.com")
    reason = Reason("explain", suspects=("account.sandbox",))
    assert plan_check(target(targets, "prod"), request, AN, "trigger", "run", reason) == Ask(
        "run",
        "trigger",
        "E",
        "T",
        "incidents",
        "an",
        "prod",
        only="smtp",
        language="en",
        private=True,
        origin="explain",
        suspects=("account.sandbox",),
        recipient="a@example.com",
        region="eu-central-1",
        sender="noreply@example.com",
        target_language="vi",
    )


@pytest.mark.parametrize(("name", "reason"), [("prod", SendRefusal.SWITCHED_OFF), ("nologin", SendRefusal.NO_LOGIN)])
@pytest.mark.parametrize("confirmed", [False, True])
def test_no_mail_is_sent_for_a_target_that_does_not_allow_it(
    targets: Targets, name: str, reason: SendRefusal, confirmed: bool
) -> None:
    found = target(targets, name)
    request = CheckRequest(name, simulate="success")
    plan = plan_check(found, request, AN, "trigger", "run", Reason(confirmed=confirmed))
    assert plan == SendForbidden(found, reason)


def test_a_mail_is_confirmed_first_and_then_asked(targets: Targets) -> None:
    mail = target(targets, "mail")
    request = CheckRequest(None, simulate="success")
    named = replace(request, target="mail")
    assert plan_check(mail, request, AN, "trigger", "run", Reason()) == ConfirmFirst(mail, named)
    plan = plan_check(mail, named, AN, "trigger", "run", Reason(confirmed=True))
    assert isinstance(plan, Ask) and plan.simulate == "success"


def test_a_stored_question_starts_joins_or_was_asked_before() -> None:
    joined = replace(RUN, state=State.JOINED)
    assert decide_start(Accepted(RUN, created=True), None) == Start(RUN, remember=True)
    assert decide_start(Accepted(joined, created=True), RUN) == Join(RUN)
    assert decide_start(Accepted(RUN, created=False), None) == Duplicate()


def test_a_private_question_does_not_change_the_channels_last_target() -> None:
    private = replace(RUN, ask=replace(RUN.ask, private=True))
    assert decide_start(Accepted(private, created=True), None) == Start(private, remember=False)


@pytest.mark.parametrize(
    ("run", "reading", "repeating"),
    [
        (RUN, None, None),
        (None, RunRefusal.GONE, RunRefusal.GONE),
        (replace(RUN, ask=replace(RUN.ask, team_id="another")), RunRefusal.GONE, RunRefusal.GONE),
        (replace(RUN, result=None, state=State.RUNNING), RunRefusal.UNFINISHED, RunRefusal.UNFINISHED),
        (replace(RUN, result=None, state=State.FAILED), RunRefusal.FAILED, None),
    ],
)
def test_which_runs_are_read_and_which_are_asked_again(
    run: StoredRun | None, reading: RunRefusal | None, repeating: RunRefusal | None
) -> None:
    assert (refuse_reading(run, AN), refuse_repeating(run, AN)) == (reading, repeating)


@pytest.mark.parametrize(
    ("channel", "user", "counts"),
    [
        ("incidents", "an", "incidents"),
        ("elsewhere", "an", "elsewhere"),
        ("", "mary", "incidents"),
        ("direct-with-an", "an", "incidents"),
        ("direct-with-an", "mary", "direct-with-an"),
    ],
)
def test_the_channel_that_counts_for_a_reader(channel: str, user: str, counts: str) -> None:
    assert locate_reader(Origin("E", "T", channel, user), RUN).channel_id == counts


def test_a_repeated_question_sends_no_second_mail() -> None:
    run = replace(RUN, ask=replace(RUN.ask, simulate="success", recipient="a@example.com"))
    request, reason = repeat_request(run, "vi", verify=False)
    assert request == CheckRequest("prod", "vi", "smtp", recipient="a@example.com")
    assert reason == Reason("again", "run", ("account.sandbox",))
    assert repeat_request(run, None, verify=True)[1] == Reason("verify", "run", ("account.sandbox",))
