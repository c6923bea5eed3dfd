"""A payload stays within Slack's limits and loses nothing, whatever text a server, a targets file or a guide contains."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import CheckResult, Judgement, Outcome, Severity, Stage
from bot.render.slack.card import card, fix_modal, incident_card, plain
from bot.render.slack.details import details
from bot.render.slack.progress import progress
from bot.render.slack.steps_modal import FORMS
from bot.words.report import Advice, Candidate, CheckLine, Command, Report, ReportLink, Step
from bot.words.text import Mark, Span, Text
from tests.render.samples import report
from tests.render.slack_limits import message_faults, shown, view_faults

NASTY = [
    "<!channel>",
    "<@U0000000001>",
    "<https://evil.example.com|click>",
    "http://evil.example.com",
    "`",
    "```",
    ":tada:",
    "arn:aws:iam::111122223333:user/x",
    "\x00\x1b[31m",
    "\u202e",
    "\ud800",
    "&lt;",
    "*bold*",
    "_it_",
    "~s~",
    "|",
    "\n",
    " word ",
    "ế" * 300,
    "&<>" * 700,
    "x" * 5000,
    "a b " * 900,
]
OUTCOMES = list(Outcome)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


class Marked:
    """Draws hostile strings, each with a word of its own by which it is found again."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw, self._numbers, self.words = draw, count(), list[str]()

    def text(self, most: int = 3) -> str:
        word = f"w{next(self._numbers)}w"
        self.words.append(word)
        return f"{word} {''.join(self._draw(st.lists(st.sampled_from(NASTY), max_size=most)))}"

    def set(self) -> Text:
        marks = self._draw(st.lists(st.sampled_from(list(Mark)), min_size=1, max_size=3))
        return Text(tuple(Span(self.text(), mark) for mark in marks))


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, list[str], list[str]]:
    """A report, the words that its card must show, and those that its modal must."""
    in_card, in_modal = Marked(draw), Marked(draw)
    in_modal._numbers = count(100_000)
    roots = tuple(_advice(draw, in_card, in_modal) for _ in range(draw(st.integers(0, 3))))
    symptoms = tuple(
        replace(_advice(draw, Marked(draw), Marked(draw)), title=in_card.set()) for _ in range(draw(st.integers(0, 2)))
    )
    checks = tuple(_check(draw, in_card, number) for number in range(draw(st.integers(0, 5))))
    made = replace(
        report(draw(st.sampled_from(["en", "vi"]))),
        target=in_card.text(1),
        region=in_card.text(1),
        only=draw(st.sampled_from([None, "smtp"])),
        unsure="",
        roots=roots,
        symptoms=symptoms,
        checks=checks,
        repairs=tuple(in_card.text() for _ in range(draw(st.integers(0, 2)))),
    )
    return made, in_card.words, in_modal.words


def _advice(draw: st.DrawFn, in_card: Marked, in_modal: Marked) -> Advice:
    steps = tuple(
        Step(
            str(number),
            in_modal.set(),
            "brief",
            in_modal.text(1),
            in_modal.set() if draw(st.booleans()) else None,
            tuple(
                Command(form, f"https://example.com/{in_modal.text()}" if form == "console" else in_modal.text())
                for form in draw(st.lists(st.sampled_from(["console", "cli", "terraform", "dns"]), max_size=3))
            ),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    return Advice(
        code="x.y",
        severity=draw(st.sampled_from(list(Severity))),
        subject="s",
        values={},
        title=in_modal.set(),
        why=in_card.set(),
        fix=steps,
        verify=in_modal.set(),
        caution=in_modal.set(),
        links=(ReportLink(in_modal.text(1), "https://example.com/x"),),
        who=in_modal.text(1),
        here=draw(st.booleans()),
        candidates=(Candidate("x.z", in_card.text(), in_card.text()),),
        ruled_out=(in_card.text(),),
    )


def _check(draw: st.DrawFn, marked: Marked, number: int) -> CheckLine:
    outcome = draw(st.sampled_from([o for o in OUTCOMES if o is not Outcome.PASS]))
    # A card shows what a server said only where the stage did not pass.
    ends = draw(st.lists(st.sampled_from(OUTCOMES), max_size=2))
    stages = tuple(Stage("auth", end, 12, "250 Ok" if end is Outcome.PASS else marked.text()) for end in ends)
    group = ("config", "aws", "ses", "dns", "smtp")[number]
    return CheckLine(f"{group}.x", group, outcome, marked.text(1), marked.text(), 5, (), None, marked.text(1), stages)


@SLOW
@given(reports(), st.booleans(), st.booleans())
def test_a_card_and_its_details_keep_every_limit_and_every_word(
    made: tuple[Report, list[str], list[str]], private: bool, verified: bool
) -> None:
    answer, words, _ = made
    before = replace(answer, run_id="r-before") if verified else None
    payload = card(answer, asked_by="an", private=private, before=before, joined=["mary"])
    below = details(answer, private=private)
    payloads = [payload, *payload.overflow, below, *below.overflow]
    assert [fault for p in payloads for fault in message_faults(p)] == []
    read = shown(payloads)
    assert [word for word in words if word not in read] == []
    assert all(block["type"] != "actions" for p in payload.overflow for block in p.blocks)
    assert any(block["type"] == "actions" for block in payload.blocks)


@SLOW
@given(reports())
def test_a_modal_keeps_every_limit_and_every_word(made: tuple[Report, list[str], list[str]]) -> None:
    answer, _, words = made
    views = [view for form in FORMS for view in fix_modal(answer, form)]
    assert [fault for view in views for fault in view_faults(view)] == []
    read = shown(views)
    assert [word for word in words if word not in read] == []


@SLOW
@given(reports())
def test_the_plain_form_keeps_the_words_of_the_blocks(made: tuple[Report, list[str], list[str]]) -> None:
    answer, words, _ = made
    flat = plain(details(answer, private=True))
    messages = [flat, *flat.overflow]
    assert [fault for p in messages for fault in message_faults(p)] == []
    assert all(not p.blocks for p in messages)
    read = "".join(p.text for p in messages)
    assert [word for word in words if word not in read] == []


@SLOW
@given(st.lists(st.sampled_from(NASTY), max_size=4).map("".join), st.booleans())
def test_progress_and_incident_keep_every_limit(nasty: str, private: bool) -> None:
    checks = [(f"{group}.{n}", f"{nasty}{n}") for group in ("config", "aws", "smtp") for n in range(5)]
    results = [CheckResult("aws.1", Outcome.FAIL, 3, Judgement())]
    going = progress(
        target=nasty,
        region=nasty,
        language="vi",
        checks=checks,
        results=results,
        elapsed_ms=10,
        asked_by=nasty,
        private=private,
    )
    ended = incident_card(
        target=nasty, region=nasty, language="en", incident=nasty, run_id="r", asked_by=nasty, private=private
    )
    for payload in (going, *going.overflow, ended, *ended.overflow):
        assert message_faults(payload) == []
