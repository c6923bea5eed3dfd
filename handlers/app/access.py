"""Who may check what, and where: for every command, button and modal."""

from __future__ import annotations

from bot.targets import Targets
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, broken_target, forbidden_target, unknown_target
from handlers.app.reply import Reply, reply_to_member, reply_to_member_later
from handlers.slack.requester import Requester

# As many channels are named in a refusal as are asked about.
_MOST_CHANNELS = 10


def list_open_targets(targets: Targets, requester: Requester) -> tuple[str, ...]:
    """The targets that this person may check here, in the file's order."""
    return tuple(n for n in targets.targets if not targets.refusal(n, requester.channel_id, requester.user_id))


async def refusal(
    context: HandlerContext, requester: Requester, name: str, flag: str | None = None, *, to_read: bool = False
) -> Reply | None:
    """Why this person may not check this target here now, or None where they may. to_read: only to read an old answer."""
    targets = context.targets.current()
    known = targets.name_of(name)
    if known is None:
        names = list_open_targets(targets, requester)
        near = targets.near(name, names)
        return await reply_to_member(
            context, requester, lambda language: unknown_target(language, name, near, names), flag=flag
        )
    reason = targets.refusal(known, requester.channel_id, requester.user_id)
    if reason:
        return _reply_forbidden(context, requester, targets, known, reason, flag)
    mistakes = targets.mistakes_of(known)
    if mistakes and not to_read:
        return await reply_to_member(
            context, requester, lambda language: broken_target(language, known, mistakes), flag=flag
        )
    return None


def _reply_forbidden(
    context: HandlerContext, requester: Requester, targets: Targets, name: str, reason: str, flag: str | None
) -> Reply:
    entry = next(e for e in targets.entries if e.name == name)
    elsewhere = sorted(c for c in entry.access.channels or () if not entry.access.refusal(c, requester.user_id))[
        :_MOST_CHANNELS
    ]

    async def say(language: str) -> Message:
        # A private channel is not named: not everybody may know that it exists.
        seen = [c for c in elsewhere if (await context.people.find_channel(c)).public]
        return forbidden_target(language, reason, name, seen)

    return reply_to_member_later(context, requester, say, flag=flag, target=targets.get(name))
