"""From an explanation to a check that confirms or rules out its causes."""

from __future__ import annotations

from bot.causes import all_causes
from bot.request.check import CheckRequest
from handlers.app.access import open_to
from handlers.app.context import Desk
from handlers.app.messages import choices, line
from handlers.app.reply import Reply, private
from handlers.check.start import accept_check
from handlers.slack.requester import Asker

TARGET = "explain_target"


async def targets_for(desk: Desk, asker: Asker) -> Reply:
    """A private list of the targets that this person may check here. The button's value: the suspected codes."""
    names, codes = open_to(desk.targets.current(), asker), asker.text
    if not names:
        return await private(desk, asker, lambda language: line(language, "slack.no_targets"))
    return await private(desk, asker, lambda language: choices(language, names, codes, TARGET))


async def checked(desk: Desk, asker: Asker) -> Reply:
    """A click on one of them: an ordinary check, whose card says what became of the suspects."""
    name, *codes = asker.text.split() or [""]
    suspects = tuple(code for code in codes if code in all_causes())
    return await accept_check(desk, asker, name, CheckRequest(name), origin="explain", suspects=suspects)
