"""Does the application send mail at all? Read from its own file of variables; AWS is not asked."""

from __future__ import annotations

from bot.core.context import Context
from bot.core.engine import Check
from bot.core.model import Finding, Judgement, Note, Severity, Table, skipped, unknown
from bot.core.target import Target
from bot.core.values import Value
from bot.env_file.describe import ApplicationSettings
from bot.env_file.read import Problem
from bot.probes.probes import Probes

# Mail that is not sent asks for no login either, so an empty one is its symptom.
_ABOUT = frozenset({"credential:app", "credential:smtp"})
_UNREAD = {
    Problem.MISSING: "reason.env_file_missing",
    Problem.UNREADABLE: "reason.env_file_unreadable",
    Problem.LARGE: "reason.env_file_large",
    Problem.NOT_TEXT: "reason.env_file_not_text",
}
_VARIANTS = {"mailer": "", "switch": "switch", "catcher": "catcher", "provider": "provider"}


async def gather(context: Context[Probes]) -> ApplicationSettings | Problem | None:
    """Reads the file that the target names."""
    return context.probes.application.settings()


def judge(target: Target, found: ApplicationSettings | Problem | None) -> Judgement:
    """FAIL where a setting keeps mail from being sent; what was read and what is damaged as tables."""
    if found is None:
        return skipped("reason.no_env_file")
    if isinstance(found, Problem):
        return unknown(_UNREAD[found], file=str(target.env_file))
    tables = tuple(table for table in (_taken(found), _damage(found)) if table.rows)
    switch = found.switch
    if switch is None:
        return Judgement(note=Note("note.mail_not_switched_off", {"file": found.path.name}), tables=tables)
    values: dict[str, Value] = {
        "variable": switch.name,
        "setting": switch.value,
        "file": found.path.name,
        "line": switch.line,
    }
    finding = Finding("app.mail_disabled", Severity.FAIL, switch.name, _ABOUT, values, _VARIANTS[switch.kind])
    return Judgement(findings=(finding,), tables=tables)


def _taken(found: ApplicationSettings) -> Table:
    rows = tuple(
        (each.part, each.name, each.line, f"{each.value} *" if each.hidden else each.value) for each in found.taken
    )
    return Table("env_taken", ("mail_part", "variable", "line", "content"), rows)


def _damage(found: ApplicationSettings) -> Table:
    rows = tuple((each.line, each.name, each.code) for each in found.damage)
    return Table("env_damage", ("line", "variable", "env_damage"), rows)


CHECK = Check("config.application", gather, judge, probe=True)
