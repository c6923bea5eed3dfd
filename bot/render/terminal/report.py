"""The answer for a terminal: the verdict first, then why, then the fix. Colours only where they are asked for.

Commands begin at the left edge and are never wrapped, so that they can be copied as they stand.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from bot.core.model import Outcome, Severity, Stage, Verdict
from bot.render import monospace
from bot.render.clean import as_text, one_line, visible
from bot.render.evidence import explained
from bot.render.headline import unsaid
from bot.render.measures import duration, place, utc
from bot.render.names import group_name, stage_name
from bot.render.terminal.rows import Hanging, Unbroken
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Advice, CheckLine, Difference, Grid, Report, Step
from bot.words.text import Mark, Text

WIDTH = 80
_WIDEST = 100
BLANK = Styled()
_STYLES = {Mark.PLAIN: "", Mark.CODE: "cyan", Mark.STRONG: "bold"}
_VERDICTS = {
    Verdict.YES: ("✔", "bold green"),
    Verdict.NO: ("✖", "bold red"),
    Verdict.AT_RISK: ("!", "bold yellow"),
    Verdict.UNKNOWN: ("?", "bold magenta"),
}
SIGNS = {
    Outcome.PASS: ("✔", "green"),
    Outcome.WARN: ("!", "yellow"),
    Outcome.FAIL: ("✖", "red"),
    Outcome.UNKNOWN: ("?", "magenta"),
    Outcome.SKIPPED: ("-", "dim"),
}


def answer(report: Report, *, width: int = WIDTH, colours: bool = False) -> str:
    """The whole answer, ended by a line end. width: columns, used up to 100."""
    say = catalogue(report.language)
    return drawn(_page(report, say), width=width, colours=colours)


def drawn(parts: Iterable[RenderableType], *, width: int, colours: bool) -> str:
    """Rich's renderables as text, without blanks at the ends of lines and with at most one BLANK line in a row."""
    sheet = io.StringIO()
    console = Console(
        file=sheet,
        width=max(20, min(width, _WIDEST)),
        force_terminal=colours,
        color_system="standard" if colours else None,
        no_color=not colours,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    spaced = True
    for part in parts:
        blank = part is BLANK
        if not (blank and spaced):
            console.print(part, crop=False)
        spaced = blank
    return "".join(row.rstrip() + "\n" for row in sheet.getvalue().splitlines())


def styled(text: Text | str, style: str = "") -> Styled:
    """A sentence; backticks in a str mark code."""
    shown = Styled(style=style)
    for span in (as_text(text) if isinstance(text, str) else text).spans:
        words = visible(span.text).replace("\n", " ").replace("\t", " ")
        # Where it ends must be told even without colours: "must print `2500 open` on the machine".
        marked = f"`{words}`" if span.mark is Mark.CODE and " " in words else words
        shown.append(marked, _STYLES[span.mark])
    return shown


def _page(report: Report, say: Catalogue) -> Iterator[RenderableType]:
    sign, style = _VERDICTS[report.verdict]
    yield Hanging(Styled(f"{sign} ", style), styled(report.headline, style), 0)
    if unsaid(report):
        yield inset(styled(report.unsure), 2)
    if report.only and not report.unsure:
        yield inset(styled(say("answer.only", group=group_name(report.only, say))), 2)
    for number, root in enumerate(report.roots):
        if number:
            mark, colour = ("✖", "bold red") if root.severity is Severity.FAIL else ("!", "bold yellow")
            yield from heading(say("answer.also"))
            yield Hanging(Styled(f"{mark} ", colour), styled(root.title, colour), 0)
        yield from advised(root, say)
    if report.symptoms:
        yield from heading(say("answer.symptoms"))
        yield from (bullet(styled(symptom.title)) for symptom in report.symptoms)
    if report.repairs:
        yield BLANK
        yield from (bullet(styled(repair)) for repair in report.repairs)
    yield from heading(say("answer.checks"))
    for check in explained(report):
        yield from _check(check, say)
    yield BLANK
    took = {
        "duration": duration(report.ms, report.language),
        "date": utc(report.started_at, report.language),
        "run": report.run_id,
    }
    yield styled(say("answer.took", target=report.target, region=report.region, **took), "dim")
    if where := place(report.vantage, report.language):
        yield styled(where, "dim")


def advised(root: Advice, say: Catalogue) -> Iterator[RenderableType]:
    """One cause: why, what is still possible, the fix, and where to read on."""
    yield from heading(say("answer.why"))
    yield inset(styled(root.why), 2)
    if root.here:
        yield inset(styled(say("answer.here")), 2)
    for words, shown in monospace.introduced(root):
        yield from _difference(words, shown, say)
    if root.candidates:
        yield from heading(say("answer.possible"))
        for number, candidate in enumerate(root.candidates, 1):
            yield Hanging(Styled(f"{number}. "), styled(candidate.title, "bold"), 2)
            if candidate.decides:
                yield inset(styled(candidate.decides), 5)
    if root.ruled_out:
        yield from heading(say("answer.ruled_out"))
        yield from (bullet(styled(title)) for title in root.ruled_out)
    if root.fix:
        yield from heading(say("answer.fix"))
        if root.who:
            yield inset(styled(say("answer.who", who=root.who), "dim"), 2)
        for number, step in enumerate(root.fix, 1):
            yield from _step(number, step, say)
    for key, text in (("answer.verify", root.verify), ("answer.caution", root.caution)):
        if text:
            yield from heading(say(key))
            yield inset(styled(text), 2)
    if root.links:
        yield from heading(say("answer.links"))
        for link in root.links:
            yield bullet(styled(one_line(link.title)))
            yield Unbroken(f"    {one_line(link.url)}", "cyan")


def _step(number: int, step: Step, say: Catalogue) -> Iterator[RenderableType]:
    text = styled(step.text)
    if step.risk_label:
        text.append(" - ").append_text(styled(step.risk_label, "bold yellow"))
    yield Hanging(Styled(f"{number}. ", "bold"), text, 2)
    for command in step.commands:
        name = say(f"answer.form.{command.form}")
        yield inset(styled(f"{name}:", "dim"), 5)
        if command.form == "console":
            yield Unbroken(f"     {one_line(command.text)}", "cyan")
        else:
            yield BLANK
            yield from (Unbroken(row, "cyan") for row in visible(command.text).strip("\n").split("\n"))
            yield BLANK
    if step.undo:
        yield inset(styled(say("answer.undo", undo=str(step.undo)), "dim"), 5)


def _check(check: CheckLine, say: Catalogue) -> Iterator[RenderableType]:
    sign, style = SIGNS[check.outcome]
    text = styled(check.label)
    if check.outcome is Outcome.SKIPPED:
        text.append(f"  {say('answer.outcome.skipped')}", "dim")
    else:
        text.append(f"  {duration(check.ms, say.language)}", "dim")
    yield Hanging(Styled(f"{sign} ", style), text, 2)
    if check.reason:
        yield inset(styled(one_line(check.reason)), 4)
    if check.missing_permission and check.missing_permission not in check.reason:
        yield inset(styled(say("answer.permission", action=f"`{check.missing_permission}`")), 4)
    for stage in check.stages:
        yield _stage(stage, say)
    for table in check.tables:
        yield from grid(table)


def _difference(words: str, shown: Difference, say: Catalogue) -> Iterator[RenderableType]:
    yield BLANK
    if words:
        yield inset(styled(words), 2)
    yield from (Unbroken(f"  {row}", "cyan") for row in monospace.difference(shown, say).split("\n"))


def grid(table: Grid) -> Iterator[RenderableType]:
    """A table of evidence, its title above it."""
    yield inset(styled(table.title, "dim"), 4)
    yield from (Unbroken(f"    {row}", "cyan") for row in monospace.table(table).split("\n"))


def _stage(stage: Stage, say: Catalogue) -> RenderableType:
    sign, style = SIGNS[stage.outcome]
    text = styled(stage_name(stage.name, say))
    if stage.outcome is Outcome.SKIPPED:
        text.append(f"  {say('answer.outcome.skipped')}", "dim")
    else:
        text.append(f"  {duration(stage.ms, say.language)}", "dim")
    if reply := one_line(stage.reply):
        text.append("  ").append(reply, "cyan")
    return Hanging(Styled(f"{sign} ", style), text, 4)


def heading(words: str) -> Iterator[RenderableType]:
    """A line in bold after a blank one."""
    yield BLANK
    yield styled(words, "bold")


def bullet(text: Styled) -> RenderableType:
    """A row of a list."""
    return Hanging(Styled("- "), text, 2)


def inset(text: Styled, left: int) -> RenderableType:
    """A paragraph moved to the right."""
    return Padding(text, (0, 0, 0, left), expand=False)
