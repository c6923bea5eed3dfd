"""Who may check what, and where: for every command, button and modal."""

from __future__ import annotations

from bot.targets import Targets
from handlers.app.context import Desk
from handlers.app.messages import Message, broken_target, refused, unknown_target
from handlers.app.reply import Reply, private, private_later
from handlers.slack.requester import Asker

# As many channels are named in a refusal as are asked about.
_MOST_CHANNELS = 10


def open_to(targets: Targets, asker: Asker) -> tuple[str, ...]:
    """The targets that this person may check here, in the file's order."""
    return tuple(n for n in targets.targets if not targets.refusal(n, asker.channel_id, asker.user_id))


async def refusal(
    desk: Desk, asker: Asker, name: str, flag: str | None = None, *, to_read: bool = False
) -> Reply | None:
    """Why this person may not check this target here now, or None where they may. to_read: only to read an old answer."""
    targets = desk.targets.current()
    known = targets.name_of(name)
    if known is None:
        names = open_to(targets, asker)
        near = targets.near(name, names)
        return await private(desk, asker, lambda language: unknown_target(language, name, near, names), flag=flag)
    reason = targets.refusal(known, asker.channel_id, asker.user_id)
    if reason:
        return _refused(desk, asker, targets, known, reason, flag)
    mistakes = targets.mistakes_of(known)
    if mistakes and not to_read:
        return await private(desk, asker, lambda language: broken_target(language, known, mistakes), flag=flag)
    return None


def _refused(desk: Desk, asker: Asker, targets: Targets, name: str, reason: str, flag: str | None) -> Reply:
    entry = next(e for e in targets.entries if e.name == name)
    elsewhere = sorted(c for c in entry.access.channels or () if not entry.access.refusal(c, asker.user_id))[
        :_MOST_CHANNELS
    ]

    async def say(language: str) -> Message:
        # A private channel is not named: not everybody may know that it exists.
        seen = [c for c in elsewhere if (await desk.people.channel(c)).public]
        return refused(language, reason, name, seen)

    return private_later(desk, asker, say, flag=flag, target=targets.get(name))
