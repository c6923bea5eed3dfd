"""Who may see answers, and which targets a person may check in a channel."""

from __future__ import annotations

from enum import StrEnum

from bot.intake.origin import Origin
from bot.targets import Targets


class AudienceRefusal(StrEnum):
    """Why nothing that names a target may be shown: the person, or the channel, belongs to another organisation too."""

    OUTSIDER = "outsider"
    SHARED_CHANNEL = "shared_channel"


def refuse_audience(*, outsider: bool, shared_channel: bool) -> AudienceRefusal | None:
    """Why this person may be shown nothing in this channel; None where they may."""
    if outsider:
        return AudienceRefusal.OUTSIDER
    return AudienceRefusal.SHARED_CHANNEL if shared_channel else None


def list_open_targets(targets: Targets, origin: Origin) -> tuple[str, ...]:
    """The names of the targets that this person may check here, in the file's order. Targets with mistakes are left out."""
    return tuple(n for n in targets.targets if not targets.refusal(n, origin.channel_id, origin.user_id))


def list_other_channels(targets: Targets, name: str, user_id: str) -> tuple[str, ...]:
    """The channels in which this person may check a target that is restricted to channels."""
    access = next(entry.access for entry in targets.entries if entry.name == name)
    return tuple(sorted(c for c in access.channels or () if not access.refusal(c, user_id)))
