"""Where a channel wants what a card leaves out."""

from __future__ import annotations

from enum import StrEnum


class ChannelMode(StrEnum):
    """THREAD: the card in the channel, its details and files in its thread. ALL_IN_THREAD: of the card only the verdict and
    the buttons stand in the channel. ALL_IN_CHANNEL: details and files stand in the channel too.
    """

    THREAD = "thread"
    ALL_IN_THREAD = "all-in-thread"
    ALL_IN_CHANNEL = "all-in-channel"


def mode_of(kept: str | None) -> ChannelMode:
    """The mode that was chosen; THREAD where none was, or one of another version."""
    return next((mode for mode in ChannelMode if mode == kept), ChannelMode.THREAD)
