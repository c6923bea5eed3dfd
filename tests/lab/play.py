"""Plays a scenario: the whole run of its target against the lab."""

from __future__ import annotations

from bot.core.engine import RUN_DEADLINE
from bot.core.model import RunResult
from bot.core.options import Options
from bot.lab.scenarios import Scenario
from bot.lab.stage import Stage
from bot.service import Service
from bot.targets import load


async def play(scenario: Scenario) -> tuple[Stage, RunResult]:
    """Runs a scenario once. The returned stage is stopped; its records are kept."""
    stage, service = Stage(), Service()
    try:
        await stage.start(scenario.name)
        targets = load(stage.config_path)
        assert targets.mistakes == ()
        target = targets.get("production")
        assert target is not None
        options = Options(stage.scene.recipient, stage.scene.simulate)
        run = await service.run(target, run_id="1ab01ab0", options=options, claim=_grant, deadline=RUN_DEADLINE)
    finally:
        await service.close()
        await stage.stop()
    return stage, run


async def _grant() -> bool:
    return True
