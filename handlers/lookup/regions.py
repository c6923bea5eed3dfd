"""`/ses-regions`: in which regions a domain or an address is verified."""

from __future__ import annotations

from bot.render.slack.mrkdwn import code
from bot.render.slack.payload import Payload
from bot.render.slack.regions import survey
from bot.request.commands import REGIONS
from bot.request.flags import LANG, UsageProblem
from bot.request.grammar import HelpRequest
from bot.request.lookups import RegionsRequest, parse_identity, parse_regions
from bot.request.words import quote_back
from bot.words.catalogue import catalogue
from bot.words.region_survey import build_survey
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, format_help, line, usage_problem
from handlers.app.reply import Reply, reply_to_anyone
from handlers.lookup.run_lookup import Answer, resolve_target, start_lookup
from handlers.slack.requester import Requester

# The action id of the buttons that name a target.
TARGET = "regions_target"


async def survey_regions(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, or a button whose value stands for what follows it."""
    request = parse_regions(requester.text)
    if isinstance(request, HelpRequest):
        return await reply_to_anyone(context, requester, _help, flag=request.language)
    if isinstance(request, UsageProblem):
        problem = request
        return await reply_to_anyone(context, requester, lambda language: usage_problem(problem, language))
    return await _start(context, requester, request)


async def _start(context: HandlerContext, requester: Requester, request: RegionsRequest) -> Reply:
    name, what = _split_words(context, request.words)
    about = parse_identity(what) if what else ""
    if what and not about:
        problem = UsageProblem("request.identity", {"word": quote_back(what)})
        return await reply_to_anyone(
            context, requester, lambda language: usage_problem(problem, language), flag=request.language
        )
    rest = f"{about} {request.typed_flags}".strip()
    target = await resolve_target(context, requester, name, request.language, rest=rest, action=TARGET)
    if isinstance(target, Reply):
        return target
    if not context.seen_triggers.add(requester.trigger):
        return Reply(requester)

    async def run() -> Answer:
        found = await context.service.survey(target, about)

        def answer(language: str, private: bool, tabular: bool) -> Payload:
            return survey(build_survey(found, language), asked_by=requester.user_id, private=private, tabular=tabular)

        return answer

    def announce(language: str) -> Message:
        return line(language, "survey.asking", target=code(target.name))

    public = not request.private and not requester.channel_id.startswith("D")
    return await start_lookup(context, requester, target, request.language, announce=announce, run=run, public=public)


def _split_words(context: HandlerContext, words: tuple[str, ...]) -> tuple[str | None, str]:
    """The target's name, None where none was typed, and the identity, "" where none was typed.

    A word that is no target's name and could be a domain or an address is the identity.
    """
    known = context.targets.current().name_of
    if not words:
        return None, ""
    first, *others = words
    if others:
        return (others[0], first) if known(first) is None and known(others[0]) is not None else (first, others[0])
    return (None, first) if known(first) is None and parse_identity(first) else (first, "")


def _help(language: str) -> Message:
    return format_help(catalogue(language)("survey.help", command=REGIONS.name, lang=LANG.syntax))
