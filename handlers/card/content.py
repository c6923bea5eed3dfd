"""What a card shows at each moment of its run, in the language and with the discretion of its place."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.causes import all_causes
from bot.core.model import CheckResult, RunResult
from bot.diagnosis.suspects import standings
from bot.render.slack.card import card, incident_card, progress
from bot.render.slack.mrkdwn import code, render
from bot.render.slack.payload import Payload, contexts
from bot.render.slack.sentence import sentence
from bot.service import check_ids
from bot.store import Ask
from bot.words.build import build_report, check_label
from bot.words.catalogue import catalogue
from handlers.app.messages import channel


@dataclass(slots=True)
class Card:
    """The state of one card. before: the earlier run of a "Verify the fix". joined: who asked for the same meanwhile."""

    ask: Ask
    region: str
    before: RunResult | None = None
    joined: Sequence[str] = ()
    results: tuple[CheckResult, ...] = ()
    answer: RunResult | None = None
    incident: str = ""
    started: float = field(default_factory=time.monotonic)

    @property
    def over(self) -> bool:
        """True where there is something final to show."""
        return self.answer is not None or bool(self.incident)

    def payload(self, language: str, *, private: bool, note: str = "") -> Payload:
        """What to show now."""
        shown = self._payload(language, private)
        if not note:
            return shown
        line = sentence(catalogue(language), note, channel=channel(self.ask.channel_id))
        blocks = [*contexts([line]), *shown.blocks] if shown.blocks else []
        return Payload(blocks, f"{render(line)}\n{shown.text}", shown.overflow)

    def waiting(self, language: str) -> Payload:
        """One line for where no progress can be shown."""
        line = sentence(catalogue(language), "slack.checking", target=code(self.ask.target))
        return Payload([], render(line))

    def _payload(self, language: str, private: bool) -> Payload:
        if self.answer is not None:
            before = build_report(self.before, language) if self.before is not None else None
            report = build_report(self.answer, language)
            suspects = standings(self.answer, self.ask.suspects, all_causes())
            return card(
                report,
                asked_by=self.ask.user_id,
                private=private,
                before=before,
                joined=self.joined,
                suspects=suspects,
                recipient=self.ask.recipient,
            )
        if self.incident:
            return incident_card(
                target=self.ask.target,
                region=self.region,
                language=language,
                incident=self.incident,
                run_id=self.ask.run_id,
                asked_by=self.ask.user_id,
                private=private,
            )
        return progress(
            target=self.ask.target,
            region=self.region,
            language=language,
            checks=[(check, check_label(check, language)) for check in check_ids(self.ask.only, self.ask.options)],
            results=self.results,
            elapsed_ms=round((time.monotonic() - self.started) * 1000),
            asked_by=self.ask.user_id,
            private=private,
        )
