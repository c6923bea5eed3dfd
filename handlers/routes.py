"""The one table of what Slack may send: a row for every command, button, dialog, shortcut and event.

A row says how its payload is read, which function answers it and how it is acknowledged. That function decides and stores,
and returns a `Reply`; the row's listener acknowledges, and only then starts what the reply asks for.

Bolt gives a payload to the first row whose kind and id match, so the rows of handlers.fallback, which match everything,
come last. tests/test_manifest.py holds manifest.yml against this table.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.card import AGAIN, DETAILS, FIX, LANGUAGE, MORE, VERIFY
from bot.render.slack.comparison import DIALOG
from bot.render.slack.explanation import STEPS
from bot.render.slack.fix_modal import FIX_VERIFY
from bot.render.slack.guide import GUIDE
from bot.render.slack.home import HOME_CHECK
from bot.render.slack.send_dialog import SEND
from bot.render.slack.settings import RESET, SET_LANGUAGE, SET_MODE, SET_OWN
from bot.request import commands
from bot.request.commands import COMMANDS, Command
from handlers import fallback, mention
from handlers.app.context import HandlerContext
from handlers.app.messages import TARGET
from handlers.app.reply import Handler, Reply, hand_over
from handlers.check.details import send_details
from handlers.check.fix import open_fix
from handlers.check.language import switch_language
from handlers.check.menu import choose_entry
from handlers.check.send_confirmed import start_confirmed
from handlers.check.settings import answer_settings, change_settings
from handlers.check.start import accept_text
from handlers.check.stored_run import run_again, verify_fix
from handlers.compare.compare import compare_text
from handlers.compare.dialog import answer_dialog
from handlers.explain import guide
from handlers.explain.explain import explain_message, explain_text, share_explanation
from handlers.explain.message_text import from_message_shortcut
from handlers.explain.payload import CHECK, SHARE
from handlers.explain.steps import open_steps
from handlers.explain.to_check import TARGET as EXPLAIN_TARGET
from handlers.explain.to_check import check_suspects, offer_targets
from handlers.home.check import check_from_home
from handlers.home.publish import open_home
from handlers.lookup.regions import TARGET as REGIONS_TARGET
from handlers.lookup.regions import survey_regions
from handlers.lookup.trace import TARGET as TRACE_TARGET
from handlers.lookup.trace import trace_message
from handlers.slack.requester import Requester, from_action, from_command, from_event, from_view

R = TypeVar("R", bound=Requester)
Acknowledge = Callable[[AsyncAck, Reply], Awaitable[object]]


class Kind(StrEnum):
    """What arrives. The value is the name of Bolt's method that registers a listener for it."""

    COMMAND = "command"
    ACTION = "action"
    VIEW = "view"
    VIEW_CLOSED = "view_closed"
    MESSAGE_SHORTCUT = "message_shortcut"
    SHORTCUT = "shortcut"
    OPTIONS = "options"
    EVENT = "event"


async def ack_with_reply(ack: AsyncAck, reply: Reply) -> None:
    """Acknowledge with what the handler answers at once: a private line, or what a dialog shows next."""
    await ack(**reply.ack)


async def ack_empty(ack: AsyncAck, reply: Reply) -> None:
    """Acknowledge with nothing: a click and an event have no room for an answer."""
    await ack()


@dataclass(frozen=True, slots=True)
class Route(Generic[R]):
    """One row. id: a command's name, an action id, a callback id or an event's type, or a pattern of them.

    read: the payload as a value; never raises. handle: decides, stores, and returns what is answered and started.
    ack: how Slack hears that the payload arrived.
    """

    kind: Kind
    id: str | re.Pattern[str]
    read: Callable[[Any], R]
    handle: Callable[[HandlerContext, R], Awaitable[Reply]]
    ack: Acknowledge


def numbered(action_id: str) -> re.Pattern[str]:
    """The ids of a message's equal buttons: each goes on with a number, because Slack wants an id once a message."""
    return re.compile(rf"^{action_id}(_\d+)*$")


def steps_of(action_id: str) -> re.Pattern[str]:
    """The ids of the button that opens a dialog of steps, and of the buttons in it: its pages and its forms."""
    return re.compile(rf"^{action_id}(_page(_back)?|_form_[a-z]+)?$")


ANY = re.compile(".*", re.DOTALL)

# What answers each command, whether it is typed as a slash command or in a message to the bot.
HANDLERS: Mapping[Command, Handler] = {
    commands.CHECK: accept_text,
    commands.SETTINGS: answer_settings,
    commands.REGIONS: survey_regions,
    commands.TRACE: trace_message,
    commands.EXPLAIN: explain_text,
    commands.GUIDE: guide.find_guides,
    commands.COMPARE: compare_text,
}
_answer_mention = partial(mention.answer_mention, HANDLERS)
_answer_direct_message = partial(mention.answer_direct_message, HANDLERS)

ROUTES: tuple[Route[Any], ...] = (
    *(Route(Kind.COMMAND, each.name, from_command, HANDLERS[each], ack_with_reply) for each in COMMANDS),
    # The buttons of a card, and of the dialog that "Fix" opens.
    Route(Kind.ACTION, steps_of(FIX), from_action, open_fix, ack_empty),
    Route(Kind.ACTION, FIX_VERIFY, from_action, verify_fix, ack_empty),
    Route(Kind.ACTION, VERIFY, from_action, verify_fix, ack_empty),
    Route(Kind.ACTION, DETAILS, from_action, send_details, ack_empty),
    Route(Kind.ACTION, MORE, from_action, choose_entry, ack_empty),
    Route(Kind.ACTION, AGAIN, from_action, run_again, ack_empty),
    Route(Kind.ACTION, LANGUAGE, from_action, switch_language, ack_empty),
    # The menus of the settings.
    *(
        Route(Kind.ACTION, each, from_action, change_settings, ack_empty)
        for each in (SET_MODE, SET_LANGUAGE, SET_OWN, RESET)
    ),
    # The App Home.
    Route(Kind.ACTION, numbered(HOME_CHECK), from_action, check_from_home, ack_empty),
    # The buttons of an explanation, and those that open a guide.
    Route(Kind.ACTION, CHECK, from_action, offer_targets, ack_empty),
    Route(Kind.ACTION, SHARE, from_action, share_explanation, ack_empty),
    Route(Kind.ACTION, steps_of(STEPS), from_action, open_steps, ack_empty),
    Route(Kind.ACTION, numbered(GUIDE), from_action, guide.open_guide, ack_empty),
    # The buttons of a private list of targets.
    Route(Kind.ACTION, numbered(TARGET), from_action, accept_text, ack_empty),
    Route(Kind.ACTION, numbered(EXPLAIN_TARGET), from_action, check_suspects, ack_empty),
    Route(Kind.ACTION, numbered(REGIONS_TARGET), from_action, survey_regions, ack_empty),
    Route(Kind.ACTION, numbered(TRACE_TARGET), from_action, trace_message, ack_empty),
    Route(Kind.VIEW, SEND, from_view, start_confirmed, ack_empty),
    Route(Kind.VIEW, DIALOG, from_view, answer_dialog, ack_with_reply),
    Route(Kind.MESSAGE_SHORTCUT, "explain_message", from_message_shortcut, explain_message, ack_empty),
    Route(Kind.EVENT, "app_mention", from_event, _answer_mention, ack_empty),
    Route(Kind.EVENT, "message", from_event, _answer_direct_message, ack_empty),
    Route(Kind.EVENT, "app_home_opened", from_event, open_home, ack_empty),
    # What no row above answers.
    Route(Kind.COMMAND, ANY, from_command, fallback.name_commands, ack_with_reply),
    Route(Kind.ACTION, ANY, from_action, fallback.explain_button, ack_empty),
    Route(Kind.SHORTCUT, ANY, from_action, fallback.give_hint, ack_empty),
    Route(Kind.VIEW, ANY, from_action, fallback.ignore, ack_empty),
    Route(Kind.VIEW_CLOSED, ANY, from_action, fallback.ignore, ack_empty),
    Route(Kind.OPTIONS, ANY, from_action, fallback.offer_nothing, ack_with_reply),
    Route(Kind.EVENT, ANY, from_event, fallback.ignore, ack_empty),
)


def attach_routes(app: AsyncApp, context: HandlerContext) -> None:
    """Let the app answer every row."""
    for route in ROUTES:
        getattr(app, route.kind)(route.id)(_listener(route, context))


def _listener(route: Route[R], context: HandlerContext) -> Callable[..., Awaitable[None]]:
    async def listen(ack: AsyncAck, body: dict[str, Any]) -> None:
        reply = await route.handle(context, route.read(body))
        await route.ack(ack, reply)
        hand_over(context, reply)

    return listen
