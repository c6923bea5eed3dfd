"""The answer as Markdown, for a ticket or a chat that is not Slack. Values are full; nothing in them becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from bot.core.model import Outcome, Stage
from bot.render import monospace
from bot.render.clean import as_text, one_line, visible
from bot.render.evidence import explained
from bot.render.headline import unsaid
from bot.render.measures import duration, place, utc
from bot.render.names import group_name, stage_name
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Advice, CheckLine, Grid, Report, Step
from bot.words.text import Mark, Span, Text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])|(?<=:)(//)|^([+=-]|\d+[.)])(?=\s|$)")


def document(report: Report) -> str:
    """The whole answer, ended by a line end."""
    say = catalogue(report.language)
    return "\n\n".join(block for block in _blocks(report, say) if block) + "\n"


def _blocks(report: Report, say: Catalogue) -> Iterator[str]:
    yield f"# {inline(as_text(report.headline))}"
    yield prose(report.unsure) if unsaid(report) else ""
    if report.only and not report.unsure:
        yield prose(say("answer.only", group=group_name(report.only, say)))
    for number, root in enumerate(report.roots):
        if number:
            yield f"## {inline(root.title)}"
            yield prose(say("answer.also"))
        yield from advised(root, say)
    if report.symptoms:
        yield f"## {prose(say('answer.symptoms'))}"
        yield "\n".join(f"- {inline(symptom.title)}" for symptom in report.symptoms)
    if report.repairs:
        yield "\n".join(f"- {prose(repair)}" for repair in report.repairs)
    yield f"## {prose(say('answer.checks'))}"
    for _, members in groupby(explained(report), key=lambda c: c.group):
        yield "\n".join(row for check in members for row in _check(check, say))
    yield from (block for table in report.tables for block in grid(table))
    took = {
        "duration": duration(report.ms, report.language),
        "date": utc(report.started_at, report.language),
        "run": report.run_id,
    }
    yield prose(say("answer.took", target=report.target, region=report.region, **took))
    yield prose(place(report.vantage, report.language))


def advised(root: Advice, say: Catalogue) -> Iterator[str]:
    """One cause in words, without its title: blocks to be parted by blank lines. Headings are of level 3."""
    yield inline(root.why)
    if root.here:
        yield prose(say("answer.here"))
    for words, shown in monospace.introduced(root):
        if words:
            yield prose(words)
        yield _fence(monospace.difference(shown, say))
    if root.candidates:
        yield f"### {prose(say('answer.possible'))}"
        yield "\n".join(
            f"{number}. **{prose(c.title)}**" + (f" - {prose(c.decides)}" if c.decides else "")
            for number, c in enumerate(root.candidates, 1)
        )
    if root.ruled_out:
        yield f"### {prose(say('answer.ruled_out'))}"
        yield "\n".join(f"- {prose(title)}" for title in root.ruled_out)
    if root.fix:
        yield f"### {prose(say('answer.fix'))}"
        yield prose(say("answer.who", who=root.who)) if root.who else ""
        for number, step in enumerate(root.fix, 1):
            yield from numbered(number, step, say)
    if root.verify:
        yield f"**{prose(say('answer.verify'))}:** {inline(root.verify)}"
    if root.caution:
        yield f"**{prose(say('answer.caution'))}:** {inline(root.caution)}"
    if root.links:
        yield "\n".join(f"- {_link(link.title, link.url)}" for link in root.links)


def numbered(number: int, step: Step, say: Catalogue) -> Iterator[str]:
    """One fix step with its commands and its undo: blocks of a numbered list."""
    head = f"{number}. "
    inside = " " * len(head)
    risk = f" **({prose(step.risk_label)})**" if step.risk_label else ""
    yield f"{head}{inline(step.text)}{risk}"
    for command in step.commands:
        name = say(f"answer.form.{command.form}")
        if command.form == "console":
            yield f"{inside}{_link(name, command.text)}"
        else:
            yield _indented(f"{prose(name)}:\n\n{_fence(command.text)}", inside)
    if step.undo:
        yield f"{inside}{prose(say('answer.undo', undo=str(step.undo)))}"


def grid(table: Grid) -> Iterator[str]:
    """A table with its title: blocks to be parted by blank lines."""
    yield f"**{prose(table.title)}**"
    rows = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    yield "\n".join(f"| {' | '.join(cell if cell == '---' else prose(cell) for cell in row)} |" for row in rows)


def _check(check: CheckLine, say: Catalogue) -> Iterator[str]:
    outcome = say(f"answer.outcome.{check.outcome}")
    took = "" if check.outcome is Outcome.SKIPPED else f" ({duration(check.ms, say.language)})"
    reasons = [prose(check.reason)] if check.reason else []
    if check.missing_permission and check.missing_permission not in check.reason:
        reasons.append(prose(say("answer.permission", action=f"`{check.missing_permission}`")))
    yield f"- {code(check.id)} {prose(check.label)}: **{prose(outcome)}**{took}" + "".join(f" - {r}" for r in reasons)
    yield from (f"  - {_stage(stage, say)}" for stage in check.stages)


def _stage(stage: Stage, say: Catalogue) -> str:
    took = "" if stage.outcome is Outcome.SKIPPED else f" ({duration(stage.ms, say.language)})"
    said = f"{prose(stage_name(stage.name, say))}: {prose(say(f'answer.outcome.{stage.outcome}'))}{took}"
    return f"{said} {code(stage.reply)}" if one_line(stage.reply) else said


def prose(sentence: str) -> str:
    """A finished sentence as it stands in a line of Markdown; backticks mark code."""
    return inline(as_text(sentence))


def inline(text: Text) -> str:
    """A text as it stands in a line of Markdown: nothing in it becomes markup that was not meant."""
    return "".join(map(_span, text.spans))


def _span(span: Span) -> str:
    if span.mark is Mark.CODE:
        return code(span.text)
    shown = _escaped(visible(span.text).replace("\n", " ").replace("\t", " "))
    return f"**{shown}**" if span.mark is Mark.STRONG and shown.strip() == shown and shown else shown


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda m: "/\\/" if m[2] else f"\\{m[0]}" if m[1] else f"\\{m[3]}", text)


def code(value: str) -> str:
    """A value as code in a line of Markdown."""
    shown = one_line(value)
    if not shown:
        return ""
    ticks = "`" * (_longest_run(shown) + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def _fence(text: str) -> str:
    shown = visible(text).strip("\n")
    ticks = "`" * max(3, _longest_run(shown) + 1)
    return f"{ticks}\n{shown}\n{ticks}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _indented(text: str, by: str) -> str:
    return "\n".join(by + row if row else row for row in text.split("\n"))


def _link(title: str, url: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\\]+", url):
        return f"{prose(title)}: {code(url)}"
    return f"[{_escaped(one_line(title))}](<{url}>)"
