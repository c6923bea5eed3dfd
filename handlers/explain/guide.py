"""Answers with guides: the one that was meant, a choice of several, the nearest ones, or all of them."""

from __future__ import annotations

from bot.causes import all_causes
from bot.core.redact import Redactor, cut
from bot.render.slack.guide import guide_choice, guide_index, guide_page
from bot.render.slack.mrkdwn import code
from bot.render.slack.payload import Payload
from bot.render.slack.sentence import sentence
from bot.request.commands import GUIDE
from bot.request.free_text import parse_text
from bot.words.catalogue import catalogue
from bot.words.search import codes_by_area, search_guides
from handlers.app.answer_now import answer_now
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.app.reply import Reply, reply_to_anyone
from handlers.slack.markup import remove_markup
from handlers.slack.requester import Requester

# What was typed is repeated up to so many characters.
_TYPED = 60


async def find_guides(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command: the guides for a code, for words, or for an error text."""
    request = parse_text(remove_markup(requester.text), GUIDE)
    return await answer_now(context, requester, lambda language: _render(request.text, language), flag=request.language)


async def open_guide(context: HandlerContext, requester: Requester) -> Reply:
    """Answer a button whose value is the code of a cause."""
    cause = requester.text
    if cause not in all_causes():
        return await reply_to_anyone(
            context, requester, lambda language: line(language, "slack.guide.gone", command=code(GUIDE.name))
        )
    return await answer_now(context, requester, lambda language: guide_page(cause, language))


def _render(query: str, language: str) -> Payload:
    say = catalogue(language)
    if not query:
        return guide_index(
            sentence(say, "slack.guide.all", command=code(f"{GUIDE.name} sandbox")), codes_by_area(), language
        )
    found = search_guides(query)
    if len(found.fitting) == 1:
        return guide_page(found.fitting[0], language)
    if found.fitting:
        return guide_choice(sentence(say, "slack.guide.several"), found.fitting, language)
    # A whole error may have been typed, with a secret in it.
    typed = code(cut(Redactor().server_text(query), _TYPED))
    nearest = found.nearest or search_guides(GUIDE.name).nearest
    return guide_choice(sentence(say, "slack.guide.none", words=typed), nearest, language)
