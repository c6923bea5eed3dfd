"""The buttons of the App Home that check a target. The answer comes into the direct conversation with the bot."""

from __future__ import annotations

from handlers.app.context import HandlerContext
from handlers.app.reply import Reply
from handlers.check.start import accept_text
from handlers.home.publish import locate_home
from handlers.slack.requester import Requester


async def check_from_home(context: HandlerContext, requester: Requester) -> Reply:
    """Check the target that is the button's value."""
    return await accept_text(context, locate_home(requester) or requester)
