"""A whole question from typed words to a started run, on a platform that is not Slack."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bot.intake.language_choice import LanguageWishes, choose_language
from bot.intake.origin import Origin
from bot.intake.start import Join, Reason, Start, decide_start, plan_check
from bot.intake.stored_run import refuse_reading
from bot.intake.target_choice import Chosen, Several, choose_target
from bot.request.check import CheckRequest, parse_check
from bot.store import Ask, Owner, Preference, Store
from bot.targets import Targets
from tests.intake.conftest import ALERTS

AN, MARY = Origin("", "team", "incidents", "U0000000001"), Origin("", "team", "incidents", "U0000000002")


async def _ask(store: Store, targets: Targets, origin: Origin, text: str, run_id: str) -> Start | Join | Several:
    request = parse_check(text)
    assert isinstance(request, CheckRequest)
    channel = Owner(origin.enterprise_id, origin.team_id, origin.channel_id)
    last = (await store.recall(channel)).get(Preference.LAST_TARGET)
    choice = choose_target(targets, origin, request.target, last)
    if isinstance(choice, Several):
        return choice
    assert isinstance(choice, Chosen)
    plan = plan_check(choice.target, request, origin, f"trigger of {run_id}", run_id, Reason())
    assert isinstance(plan, Ask)
    accepted = await store.accept(plan)
    running = await store.get(accepted.run.joined_to) if accepted.run.joined_to else None
    decision = decide_start(accepted, running)
    assert isinstance(decision, Start | Join)
    if isinstance(decision, Start) and decision.remember:
        await store.remember(channel, Preference.LAST_TARGET, plan.target)
    return decision


async def test_from_typed_words_to_a_run(tmp_path: Path, targets: Targets) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/runs.db")
    try:
        assert isinstance(await _ask(store, targets, AN, "only:smtp", "run1"), Several)
        started = await _ask(store, targets, AN, "production only:smtp", "run2")
        assert isinstance(started, Start)
        assert (started.run.ask.target, started.run.ask.only, started.run.ask.region) == (
            "prod",
            "smtp",
            "eu-central-1",
        )
        # The channel's last target is meant now, and the same question joins the run under way.
        joined = await _ask(store, targets, MARY, "only:smtp", "run3")
        assert isinstance(joined, Join) and joined.run.ask.run_id == "run2"
        assert refuse_reading(joined.run, AN) is not None
        language = LanguageWishes(target=started.run.ask.target_language, locale="en-US")
        assert choose_language(language, shared=True) == "vi"
        elsewhere = await _ask(store, targets, replace(AN, channel_id=ALERTS), "only:smtp", "run4")
        assert isinstance(elsewhere, Several) and "guarded" in elsewhere.names
    finally:
        await store.close()


def test_the_rules_load_nothing_of_slack() -> None:
    modules = ["access", "language_choice", "origin", "start", "stored_run", "target_choice"]
    assert sorted(p.stem for p in Path("bot/intake").glob("[a-z]*.py")) == modules
    names = ", ".join(f"bot.intake.{name}" for name in modules)
    code = f"import sys, {names}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"slack_sdk", "slack_bolt", "handlers", "aiohttp"} & set(done.stdout.split())
