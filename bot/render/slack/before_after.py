"""Before and after: what a fix has changed, in Slack."""

from __future__ import annotations

from bot.render.slack.mrkdwn import Line, prose, raw, strong
from bot.render.slack.sentence import date, sentence
from bot.render.slack.signs import VERDICTS
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Report


def comparison(after: Report, before: Report, say: Catalogue) -> list[Line]:
    """Both verdicts, then each cause of before: gone, or still there; then what is new."""
    found = {_identity(root) for root in (*after.roots, *after.symptoms)}
    known = {_identity(root) for root in (*before.roots, *before.symptoms)}
    lines = [
        (
            *sentence(say, "card.before", verdict=_verdict(before), date=date(before.started_at, before.language)),
            *raw("  →  "),
            *sentence(say, "card.after", verdict=_verdict(after)),
        )
    ]
    for root in before.roots:
        key = "card.left" if _identity(root) in found else "card.gone"
        lines.append(sentence(say, key, cause=prose(root.title)))
    lines += [sentence(say, "card.new", cause=prose(r.title)) for r in after.roots if _identity(r) not in known]
    return lines


def _identity(advice: Advice) -> tuple[str, str]:
    return advice.code, advice.subject


def _verdict(report: Report) -> Line:
    return (*raw(f"{VERDICTS[report.verdict]} "), *strong(report.verdict_label))
