"""Publishes a person's App Home when they open it, and when they change something in it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.errors import StoreUnavailable
from bot.intake.access import list_open_targets
from bot.languages import LANGUAGES
from bot.render.slack.home import HOME, HomeTarget, home_view
from bot.render.slack.mrkdwn import Line, code, raw
from bot.render.slack.sentence import sentence
from bot.request.commands import CHECK
from bot.store.store import KEPT
from bot.words.build import build_report
from bot.words.catalogue import catalogue
from bot.words.report import Report
from handlers.app.context import HandlerContext
from handlers.app.messages import INVITE
from handlers.app.reply import Reply
from handlers.slack.client import Done, ask
from handlers.slack.requester import MessageEvent, Requester
from handlers.slack.response_url import ResponseUrl

log = logging.getLogger("ses_check.slack")


async def open_home(context: HandlerContext, event: MessageEvent) -> Reply:
    """Answer the event that somebody opened the conversation with the bot; only its tab "Home" shows a view."""

    async def show(_: ResponseUrl) -> None:
        await publish_home(context, event)

    return Reply(event, after=show if event.tab == "home" and event.user_id else None)


async def publish_home(context: HandlerContext, requester: Requester) -> None:
    """Show a person their App Home. requester: in the conversation with the bot. Where Slack refuses it, the old one stays."""
    language = await context.languages.for_person(requester)
    names: Sequence[str] = ()
    if await context.people.find_refusal(requester) is None:
        names = list_open_targets(context.targets.current(), requester.origin)
    targets = [await _read_target(context, requester, name, language) for name in names]
    steps = _first_steps(targets, language) if not any(target.last for target in targets) else []
    own = await context.languages.read_choice(requester)
    view = home_view(language, targets, own if own in LANGUAGES else "", steps, requester.channel_id)
    answer = await ask(context.slack.web.views_publish(user_id=requester.user_id, view=view))
    if not isinstance(answer, Done):
        log.warning("an App Home could not be published", extra={"user": requester.user_id})


def locate_home(requester: Requester) -> Requester | None:
    """Somebody who clicked in their App Home, as if in the conversation with the bot; None for a click elsewhere.

    Slack names no channel for such a click; the view carries it.
    """
    kind, _, channel = requester.metadata.partition(" ")
    return replace(requester, channel_id=channel, view_id="") if kind == HOME and channel else None


async def _read_target(context: HandlerContext, requester: Requester, name: str, language: str) -> HomeTarget:
    target = context.targets.current().get(name)
    region = target.region if target is not None else ""
    return HomeTarget(name, region, await _read_last(context, requester, name, language))


async def _read_last(context: HandlerContext, requester: Requester, name: str, language: str) -> Report | None:
    since = datetime.now(UTC) - KEPT
    enterprise = requester.enterprise_id
    try:
        run = await context.store.find_newest(
            requester.team_id, "", requester.user_id, name, since=since, enterprise_id=enterprise
        )
    except StoreUnavailable:
        log.warning("the last answers for an App Home could not be read")
        return None
    return build_report(run.result, language) if run is not None and run.result is not None else None


def _first_steps(targets: Sequence[HomeTarget], language: str) -> list[tuple[bool, Line]]:
    say = catalogue(language)
    name = targets[0].name if targets else "prod"
    count = raw(str(len(targets)))
    listed = sentence(say, "slack.home.step.targets", count=count, init=code("ses-check init"))
    invited = sentence(say, "slack.home.step.invite", invite=code(INVITE))
    return [
        (bool(targets), listed),
        (False, invited),
        (False, sentence(say, "slack.home.step.check", check=code(f"{CHECK.name} {name}"))),
    ]
