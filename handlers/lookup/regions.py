"""In which regions is it verified? The command, and the buttons that stand for it."""

from __future__ import annotations

from bot.render.slack.mrkdwn import code
from bot.render.slack.payload import Payload
from bot.render.slack.regions import survey
from bot.request.check import HelpRequest, UsageProblem
from bot.request.lookups import REGIONS, RegionsRequest, identity, parse_regions
from bot.request.words import shown
from bot.words.catalogue import catalogue
from bot.words.region_survey import build_survey
from handlers.app.context import Desk
from handlers.app.messages import Message, helped, line, usage
from handlers.app.reply import Reply, harmless
from handlers.lookup.run_lookup import Answer, begun, meant
from handlers.slack.requester import Asker

# The action id of the buttons that name a target.
TARGET = "regions_target"


async def regions(desk: Desk, asker: Asker) -> Reply:
    """What was typed after the command, or a button that stands for it."""
    request = parse_regions(asker.text)
    if isinstance(request, HelpRequest):
        return await harmless(desk, asker, _help, flag=request.language)
    if isinstance(request, UsageProblem):
        problem = request
        return await harmless(desk, asker, lambda language: usage(problem, language))
    return await _asked(desk, asker, request)


async def _asked(desk: Desk, asker: Asker, request: RegionsRequest) -> Reply:
    name, what = _told_apart(desk, request.words)
    about = identity(what) if what else ""
    if what and not about:
        problem = UsageProblem("request.identity", {"word": shown(what)})
        return await harmless(desk, asker, lambda language: usage(problem, language), flag=request.language)
    target = await meant(desk, asker, name, request.language, rest=_rest(about, request), action=TARGET)
    if isinstance(target, Reply):
        return target
    if not desk.once.first(asker.trigger):
        return Reply(asker)

    async def look() -> Answer:
        found = await desk.service.survey(target, about)

        def answer(language: str, private: bool, tabular: bool) -> Payload:
            return survey(build_survey(found, language), asked_by=asker.user_id, private=private, tabular=tabular)

        return answer

    def begin(language: str) -> Message:
        return line(language, "survey.asking", target=code(target.name))

    public = not request.private and not asker.channel_id.startswith("D")
    return await begun(desk, asker, target, request.language, begin=begin, look=look, public=public)


def _told_apart(desk: Desk, words: tuple[str, ...]) -> tuple[str | None, str]:
    """The target's name and the identity: a word that is no target's name and could be a domain is the identity."""
    known = desk.targets.current().name_of
    if not words:
        return None, ""
    first, *others = words
    if others:
        return (others[0], first) if known(first) is None and known(others[0]) is not None else (first, others[0])
    return (None, first) if known(first) is None and identity(first) else (first, "")


def _rest(about: str, request: RegionsRequest) -> str:
    """What goes along with a click on a target."""
    flags = [f"lang:{request.language}"] if request.language else []
    return " ".join([*([about] if about else []), *flags, *(["private"] if request.private else [])])


def _help(language: str) -> Message:
    return helped(catalogue(language)("survey.help", command=REGIONS))
