"""What a card shows at each moment of its run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.causes import all_causes
from bot.core.model import CheckResult, RunResult
from bot.diagnosis.suspects import standings
from bot.render.masking import masked
from bot.render.slack.before_after import verified
from bot.render.slack.card import card, incident_card
from bot.render.slack.mrkdwn import code, render
from bot.render.slack.payload import Payload, contexts
from bot.render.slack.progress import progress
from bot.render.slack.sentence import sentence
from bot.service import check_ids
from bot.store import Ask
from bot.words.build import build_report, check_label
from bot.words.catalogue import catalogue
from handlers.app.messages import INVITE, mention_channel


@dataclass(slots=True)
class Card:
    """The state of one card.

    asked_by, joined: the names of who asked for the card, and of who asked the same meanwhile. clicked_by: of who asked
    for this run of it. before: the run that the card showed, for "Verify" and "Run again". ids: of the checks that are
    asked, None for all. answer: the result, None while the run goes on. incident: the id of a crash. in_thread: of the
    answer only the verdict stands in the channel.
    """

    ask: Ask
    asked_by: str = ""
    clicked_by: str = ""
    before: RunResult | None = None
    ids: frozenset[str] | None = None
    joined: Sequence[str] = ()
    results: tuple[CheckResult, ...] = ()
    answer: RunResult | None = None
    incident: str = ""
    in_thread: bool = False
    started: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        """True once the card shows its end: an answer or an incident."""
        return self.answer is not None or bool(self.incident)

    def render(self, language: str, *, private: bool, note: str = "") -> Payload:
        """The card of this moment. private: one person reads it. note: the key of a line above it, "" for none."""
        payload = self._render(language, private)
        if not note:
            return payload
        values = {"channel": mention_channel(self.ask.channel_id), "invite": code(INVITE)}
        line = sentence(catalogue(language), note, **values)
        blocks = [*contexts([line]), *payload.blocks] if payload.blocks else []
        return Payload(blocks, f"{payload.text}\n{render(line)}", payload.overflow)

    def render_waiting(self, language: str) -> Payload:
        """One line, for a place that cannot show progress."""
        line = sentence(catalogue(language), "slack.checking", target=code(self.ask.target))
        return Payload([], render(line))

    def render_reply(self, language: str) -> Payload | None:
        """How a verification ended, in one line for the card's thread; None for another run, or where it did not end."""
        if self.ask.origin != "verify" or self.answer is None or self.before is None:
            return None
        before, after = (build_report(run, language) for run in (self.before, self.answer))
        return Payload([], verified(after, before, self.clicked_by))

    def _render(self, language: str, private: bool) -> Payload:
        before = build_report(self.before, language) if self.before is not None else None
        if self.answer is not None:
            report = build_report(self.answer, language)
            suspects = standings(self.answer, self.ask.suspects, all_causes())
            return card(
                report,
                asked_by=self.asked_by,
                private=private,
                before=before,
                joined=(self.clicked_by, *self.joined),
                suspects=suspects,
                recipient=self.ask.recipient,
                in_thread=self.in_thread and not private,
            )
        if self.incident:
            return incident_card(
                target=self.ask.target,
                region=self.ask.region,
                language=language,
                incident=self.incident,
                run_id=self.ask.run_id,
                asked_by=self.asked_by,
                private=private,
            )
        return progress(
            target=self.ask.target,
            region=self.ask.region,
            language=language,
            checks=[
                (check, check_label(check, language)) for check in check_ids(self.ask.only, self.ask.options, self.ids)
            ],
            results=self.results,
            elapsed_ms=round((time.monotonic() - self.started) * 1000),
            before=before if before is None or private else masked(before, self.ask.recipient),
            verifies=self.ask.origin == "verify",
            asked_by=self.clicked_by,
            private=private,
        )
