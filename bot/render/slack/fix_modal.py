"""The modal that the button "Fix" of a card opens: the steps of every root cause, and "Verify" behind the last."""

from __future__ import annotations

from bot.render.slack.payload import Block, button
from bot.render.slack.steps_modal import StepsModal, steps_modal
from bot.words.catalogue import catalogue
from bot.words.report import Report

FIX_STEPS = "check_fix"
FIX_VERIFY = "check_verify_fix"


def fix_modal(report: Report, form: str = "") -> tuple[Block, ...]:
    """The views, one a page. form: as in `steps_modal`. Their buttons' key and their private_metadata: the run id."""
    say = catalogue(report.language)
    verify = button(say("card.verify"), FIX_VERIFY, report.run_id, primary=True) if report.roots else None
    return steps_modal(StepsModal(FIX_STEPS, report.run_id, report.run_id, verify), report.roots, say, form)
