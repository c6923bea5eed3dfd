"""Answers with guides: the one that was meant, a choice, the nearest, or all of them."""

from __future__ import annotations

from bot.causes import all_causes
from bot.core.redact import Redactor, cut
from bot.render.slack.guide import guide_choice, guide_index, guide_page
from bot.render.slack.mrkdwn import code
from bot.render.slack.payload import Payload
from bot.render.slack.sentence import sentence
from bot.request.free_text import GUIDE, parse_text
from bot.words.catalogue import catalogue
from bot.words.search import areas, search
from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.app.reply import Reply, harmless
from handlers.explain.explain import at_once
from handlers.explain.message_text import without_markup
from handlers.slack.requester import Asker

_SHOWN = 60


async def guides_for(desk: Desk, asker: Asker) -> Reply:
    """What was typed after the command."""
    request = parse_text(without_markup(asker.text), may_be_public=False)
    return await at_once(desk, asker, lambda language: _found(request.text, language), flag=request.language)


async def opened(desk: Desk, asker: Asker) -> Reply:
    """A click on a button whose value is a cause's code."""
    cause = asker.text
    if cause not in all_causes():
        return await harmless(desk, asker, lambda language: line(language, "slack.guide.gone", command=code(GUIDE)))
    return await at_once(desk, asker, lambda language: guide_page(cause, language))


def _found(query: str, language: str) -> Payload:
    say = catalogue(language)
    if not query:
        return guide_index(sentence(say, "slack.guide.all", command=code(f"{GUIDE} sandbox")), areas(), language)
    found = search(query)
    if len(found.fitting) == 1:
        return guide_page(found.fitting[0], language)
    if found.fitting:
        return guide_choice(sentence(say, "slack.guide.several"), found.fitting, language)
    # What was typed may be a whole error with a secret in it.
    typed = code(cut(Redactor().server_text(query), _SHOWN))
    nearest = found.nearest or search(GUIDE).nearest
    return guide_choice(sentence(say, "slack.guide.none", words=typed), nearest, language)
