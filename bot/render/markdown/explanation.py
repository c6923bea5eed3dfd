"""An explanation as Markdown, for a ticket or a chat that is not Slack."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.clean import as_text
from bot.render.markdown.report import advised, code, inline, prose
from bot.words.catalogue import Catalogue, catalogue
from bot.words.explanation import ExplanationReport


def document(explained: ExplanationReport) -> str:
    """The whole explanation, ended by a line end."""
    say = catalogue(explained.language)
    return "\n\n".join(block for block in _blocks(explained, say) if block) + "\n"


def _blocks(explained: ExplanationReport, say: Catalogue) -> Iterator[str]:
    if explained.warnings:
        yield "\n".join(f"> **{prose(warning)}**  " for warning in explained.warnings)
    yield f"# {inline(as_text(explained.headline))}"
    yield from map(prose, explained.remarks)
    yield f"**{prose(say('explain.retry'))}:** {prose(explained.retry)}"
    if len(explained.suspects) > 1 or (explained.suspects and not explained.advice):
        yield f"### {prose(say('explain.suspects') if explained.advice else say('explain.nearest'))}"
        yield "\n".join(_suspects(explained))
    if explained.advice:
        yield from advised(explained.advice, say)
    if explained.facts:
        yield f"### {prose(say('explain.facts'))}"
        yield "\n".join(f"- {prose(fact.label)}: {code(fact.value)}" for fact in explained.facts)


def _suspects(explained: ExplanationReport) -> Iterator[str]:
    for number, suspect in enumerate(explained.suspects, 1):
        said = "; ".join(prose(line) for line in (suspect.tells, suspect.decides) if line)
        yield f"{number}. **{prose(suspect.title)}** ({code(suspect.code)})" + (f" - {said}" if said else "")
