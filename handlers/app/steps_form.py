"""The form in which a person last chose to see the steps of a fix: console, command line, Terraform or DNS."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.store import Preference
from handlers.app.context import HandlerContext
from handlers.app.owners import person
from handlers.slack.requester import Requester

log = logging.getLogger("ses_check.slack")


async def choose_form(context: HandlerContext, requester: Requester, clicked: str) -> str:
    """The form to show. clicked: the one that the clicked button names, which is kept; "" for none, as when a dialog opens.

    A dialog shows the first form that its steps have where they lack this one.
    """
    try:
        if not clicked:
            return (await context.store.recall(person(requester))).get(Preference.FORM, "")
        if "_form_" in requester.action_id:
            await context.store.remember(person(requester), Preference.FORM, clicked)
    except StoreUnavailable:
        log.warning("a person's form of steps could not be read or stored")
    return clicked
