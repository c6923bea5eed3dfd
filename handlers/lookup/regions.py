"""`/ses-regions`: in which regions a domain or an address is verified."""

from __future__ import annotations

from bot.intake.target_choice import split_target_and_identity
from bot.render.slack.mrkdwn import code
from bot.render.slack.payload import Payload
from bot.render.slack.regions import survey
from bot.request.commands import REGIONS
from bot.request.flags import LANG, UsageProblem
from bot.request.lookups import RegionsRequest, parse_identity, parse_regions
from bot.request.words import quote_back
from bot.words.catalogue import catalogue
from bot.words.region_survey import build_survey
from handlers.app.access import TargetList, resolve_target
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, format_help, line
from handlers.app.reply import Reply, reply_to_usage
from handlers.lookup.run_lookup import Answer, Lookup, start_lookup
from handlers.slack.requester import Requester

# The action id of the buttons that name a target.
TARGET = "regions_target"


async def survey_regions(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, or a button whose value stands for what follows it."""
    request = parse_regions(requester.text)
    if not isinstance(request, RegionsRequest):
        return await reply_to_usage(context, requester, request, _help)
    name, typed = split_target_and_identity(context.targets.current(), request.words)
    about = parse_identity(typed) if typed else ""
    if typed and not about:
        problem = UsageProblem("request.identity", {"word": quote_back(typed)})
        return await reply_to_usage(context, requester, problem, _help, flag=request.language)
    offer = TargetList(f"{about} {request.typed_flags}".strip(), TARGET, "slack.choose_look")
    target = await resolve_target(context, requester, name, flag=request.language, offer=offer)
    if isinstance(target, Reply):
        return target

    async def run() -> Answer:
        found = await context.service.survey(target, about)
        asked_by = await context.people.find_name(requester.user_id)

        def answer(language: str, private: bool, tabular: bool) -> Payload:
            return survey(build_survey(found, language), asked_by=asked_by, private=private, tabular=tabular)

        return answer

    def announce(language: str) -> Message:
        return line(language, "survey.asking", target=code(target.name))

    public = not request.private and not requester.origin.direct
    return await start_lookup(context, requester, Lookup(target, request.language, public, announce, run))


def _help(language: str) -> Message:
    return format_help(catalogue(language)("survey.help", command=REGIONS.name, lang=LANG.syntax))
