"""Makes every rendering of the samples. `python -m tests.render.renderings` writes the golden files; read the diff."""

from __future__ import annotations

import json
from pathlib import Path

from bot.compare.diff import compare_snapshots
from bot.core.model import CheckResult, Judgement, Outcome
from bot.render.formats import find_renderer
from bot.render.screen import PLAIN, Screen
from bot.render.slack import card as slack
from bot.render.slack import comparison as slack_compared
from bot.render.slack import transcript as slack_transcript
from bot.render.slack.payload import Payload
from bot.render.slack.progress import progress
from bot.render.transcript import write_transcript
from bot.words.comparison import build_comparison
from tests.render import samples
from tests.render.places import PROBED, SEEN

GOLDEN = Path(__file__).parent / "golden"
ASKED_BY = "U0123456789"


def _printed(kind: str, name: str, answer: object, screen: Screen = PLAIN) -> str:
    return find_renderer(kind, name)(answer, screen)


def _shown(payload: Payload) -> str:
    messages = [{"text": p.text, "blocks": p.blocks} for p in (payload, *payload.overflow)]
    return json.dumps(messages, ensure_ascii=False, indent=1) + "\n"


def _progress(language: str) -> str:
    report = samples.report(language)
    checks = [(check.id, check.label) for check in report.checks]
    results = [CheckResult(report.checks[0].id, Outcome.PASS, 1, Judgement())]
    payload = progress(
        target="prod",
        region="eu-central-1",
        language=language,
        checks=checks,
        results=results,
        elapsed_ms=1500,
        asked_by=ASKED_BY,
    )
    return _shown(payload)


def _incident(language: str) -> str:
    payload = slack.incident_card(
        target="prod", region="eu-central-1", language=language, incident="1a2b3c4d", run_id="r-1", asked_by=ASKED_BY
    )
    return _shown(payload)


def renderings() -> dict[str, str]:
    """File name to what it must hold."""
    made: dict[str, str] = {}
    for language in ("en", "vi"):
        report, generic, healthy = samples.report(language), samples.generic(language), samples.healthy(language)
        unsure = samples.unsure(language)
        compared = build_comparison(compare_snapshots(SEEN, PROBED), language)
        dialog = [slack_compared.dialog(language, "{}"), slack_compared.result_view(compared)]
        verified = slack.card(healthy, asked_by=ASKED_BY, private=False, before=report)
        made |= {
            f"terminal-short.{language}.txt": _printed("report", "text", report),
            f"terminal.{language}.txt": _printed("report", "text", report, Screen(details=True)),
            f"terminal-generic.{language}.txt": _printed("report", "text", generic, Screen(details=True)),
            f"terminal-colours.{language}.txt": _printed("report", "text", healthy, Screen(colours=True, details=True)),
            f"markdown.{language}.md": _printed("report", "markdown", report),
            f"answer.{language}.json": _printed("report", "json", report),
            f"card-channel.{language}.json": _shown(slack.card(report, asked_by=ASKED_BY, private=False)),
            f"card-private.{language}.json": _shown(slack.card(generic, asked_by=ASKED_BY, private=True)),
            f"card-unsure.{language}.json": _shown(slack.card(unsure, asked_by=ASKED_BY, private=False)),
            f"card-verified.{language}.json": _shown(verified),
            f"modal.{language}.json": json.dumps(slack.fix_modal(report), ensure_ascii=False, indent=1) + "\n",
            f"progress.{language}.json": _progress(language),
            f"compared-terminal.{language}.txt": _printed("comparison", "text", compared),
            f"compared-wide.{language}.txt": _printed("comparison", "text", compared, Screen(100, colours=True)),
            f"compared-markdown.{language}.md": _printed("comparison", "markdown", compared),
            f"compared-channel.{language}.json": _shown(slack_compared.comparison(compared, asked_by=ASKED_BY)),
            f"compared-dialog.{language}.json": json.dumps(dialog, ensure_ascii=False, indent=1) + "\n",
            f"transcript.{language}.json": _shown(slack_transcript.transcript(report, [])),
            f"transcript.{language}.txt": write_transcript(report),
            f"incident.{language}.json": _incident(language),
        }
    return made


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in renderings().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
