"""Which checks a report shows to people."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import skipped
from bot.words.build import build_report
from tests.core.runs import run_of


def test_what_nothing_called_for_is_not_told_and_what_is_not_allowed_is() -> None:
    needless = replace(skipped("reason.sweep_not_needed"), needless=True)
    told = build_report(run_of({"smtp.password": needless}), "en")
    assert "smtp.password" in {check.id for check in told.checks}
    assert "smtp.password" not in {check.id for check in told.explained_checks}
    told = build_report(run_of({"smtp.password": skipped("reason.sweep_not_allowed")}), "en")
    assert "smtp.password" in {check.id for check in told.explained_checks}
