"""Every scenario through the real product: the right answer, nothing invented, no secret shown, nothing asked twice."""

import base64
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from unicodedata import is_normalized
from urllib.parse import quote

import pytest

from bot.causes import all_causes
from bot.core.engine import RUN_DEADLINE
from bot.core.model import RunResult
from bot.core.options import Options
from bot.diagnosis.diagnose import Diagnosis, diagnose
from bot.lab.aws.calls import Call, find_repeated
from bot.lab.scenarios import SCENARIOS, Scenario
from bot.lab.stage import Stage
from bot.probes.aws.sessions import TIMEOUTS
from bot.render.slack.card import card
from bot.render.slack.details import details
from bot.service import CHECKS, check_ids
from bot.shell import isolate
from bot.store.codec import encode
from bot.words.build import build_report
from tests.lab.cards import card_text, golden_cards
from tests.lab.play import play
from tests.render.slack.words import count_card_words

ALL = [pytest.param(scenario, id=name) for name, scenario in SCENARIOS.items()]


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    before = dict(os.environ)
    isolate()
    yield
    os.environ.clear()
    os.environ |= before


# The product's time limits are longer here by this factor, so that a busy machine does not change an answer.
PATIENCE = 6
_CHECKS = tuple(replace(check, deadline=check.deadline * PATIENCE) for check in CHECKS)
_TIMEOUTS = tuple((connect * PATIENCE, read * PATIENCE) for connect, read in TIMEOUTS)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.CHECKS", _CHECKS)
    monkeypatch.setattr("tests.lab.play.RUN_DEADLINE", RUN_DEADLINE * PATIENCE)
    for module in ("sessions", "gateway"):
        monkeypatch.setattr(f"bot.probes.aws.{module}.TIMEOUTS", _TIMEOUTS)


def test_every_cause_has_a_scenario_of_which_it_is_the_root() -> None:
    # A cause that no check decides is known from pasted texts only. Scenarios play whole runs, not probes.
    decided = {
        code
        for code, cause in all_causes().items()
        if set(cause.decided_by) & set(check_ids(None, Options(recipient="a@example.com", simulate="success")))
    }
    assert decided == {root for scenario in SCENARIOS.values() for root in scenario.roots}


def test_names_can_be_typed_and_summaries_tell_scenarios_apart() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in SCENARIOS)
    for language in ("en", "vi"):
        summaries = [scenario.summary(language) for scenario in SCENARIOS.values()]
        assert len(set(summaries)) == len(summaries)
        assert all(0 < len(text) <= 90 and is_normalized("NFC", text) for text in summaries)


@pytest.mark.parametrize("scenario", ALL)
async def test_the_answer_is_right_and_nothing_else_happened(scenario: Scenario) -> None:
    stage, run = await play(scenario)
    found = diagnose(run, all_causes())

    assert _codes(found) == scenario.roots, _all(run)
    assert found.verdict == scenario.verdict, _all(run)
    assert bool(found.repairs) == scenario.repair, found.repairs
    for language in ("en", "vi"):
        report = build_report(run, language)
        assert report.headline and [root.code for root in report.roots] == list(scenario.roots)
        for private in (True, False):
            shown = card(report, asked_by="an", private=private)
            assert shown.overflow == ()
            most = 90 if len(report.roots) < 2 else 110
            assert count_card_words(shown) <= most, shown.blocks
            verified = replace(report, asked_again=("smtp.auth",), rest_at=report.started_at)
            assert find_bare_times(shown.blocks) == find_bare_times(details(report, private=private).blocks) == []
            shown = card(verified, asked_by="an", private=private, before=report)
            assert count_card_words(shown) <= most, shown.blocks

        assert card_text(run, language) == golden_cards(language)[scenario.name], (
            "python -m tests.lab.cards, read the diff"
        )

    assert [result.incident for result in run.results if result.incident] == []
    assert stage.aws.mistakes == []
    assert find_repeated(_answered(stage)) == []
    # One login per host name: each of SES's regions has its own.
    names = [dialogue.server_name for dialogue in stage.dialogues if dialogue.auth_attempts]
    assert len(names) == len(set(names)) <= (7 if stage.scene.target.get("allow_region_auth_sweep") else 1)
    assert not [d for d in stage.dialogues if d.tls_at_auth is False or d.auth_attempts > 1]
    sent = [message for dialogue in stage.dialogues for message in dialogue.messages]
    assert [m.recipients for m in sent] == [("success+1ab01ab0@simulator.amazonses.com",)] * bool(stage.scene.simulate)
    kept = json.dumps(encode(run))
    assert not [secret for secret in _forms(stage.scene.secrets.values()) if secret in kept]


async def test_the_clock_of_the_application_is_told_in_minutes() -> None:
    _stage, run = await play(SCENARIOS["clock-skew"])
    [root] = diagnose(run, all_causes()).roots
    assert root.finding.values["minutes"] == 12


def find_bare_times(blocks: Sequence[object]) -> list[str]:
    """The times in mrkdwn that Slack cannot show in the reader's zone. Tables are code, which holds no dates."""
    text = re.sub(r"```.*?```|<!date[^>]*>", "", json.dumps(blocks, ensure_ascii=False), flags=re.DOTALL)
    return re.findall(r"[^\"]{0,40}\d\d:\d\d[^\"]{0,20}UTC", text)


def _answered(stage: Stage) -> list[Call]:
    """Returns the calls of which none may be repeated: all; where faults refuse some, the allowed ones."""
    return [call for call in stage.aws.calls if call.authorised or not stage.scene.faults.rules]


def _codes(found: Diagnosis) -> tuple[str, ...]:
    return tuple(root.finding.code for root in found.roots)


def _all(run: RunResult) -> str:
    return "\n".join(f"{r.id} {r.outcome} {r.judgement.note} {[f.code for f in r.findings]}" for r in run.results)


def _forms(secrets: Iterable[str]) -> Iterator[str]:
    for secret in filter(None, secrets):
        yield secret
        yield base64.b64encode(secret.encode()).decode()
        yield quote(secret, safe="")
