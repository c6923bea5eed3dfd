"""The settings of a channel and the language of the person who asks, each with a menu that changes it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.channel_mode import ChannelMode
from bot.languages import LANGUAGES
from bot.render.slack.mrkdwn import Line, prose, raw, strong
from bot.render.slack.payload import Block, Payload, button, buttons, chosen_menu, contexts, fallback, pack, sections
from bot.words.catalogue import Catalogue, catalogue

SET_MODE = "settings_mode"
SET_LANGUAGE = "settings_language"
SET_OWN = "settings_own"
RESET = "settings_reset"
# The menu entry that stands for no choice.
NONE = "none"


def settings(
    language: str, *, mode: ChannelMode | None, shared: str, own: str, typed: Line, changed: bool = False
) -> Payload:
    """The message. mode: of the channel, None in a direct message and where the reader may not change it. shared: the
    channel's language, own: that of the reader, both "" for none. typed: how to type a change. changed: the settings were
    changed just now.
    """
    say = catalogue(language)
    saved = [prose(say("slack.settings.saved"))] if changed else []
    body = sections(saved)
    if mode is not None:
        modes = [(say(f"slack.settings.mode.{each}"), str(each)) for each in ChannelMode]
        body += [
            _row(say("slack.settings.mode"), SET_MODE, modes, mode),
            _row(
                say("slack.settings.language"), SET_LANGUAGE, _languages(say, "slack.settings.by_asker"), shared or NONE
            ),
        ]
    body.append(own_language(say, own))
    reset = buttons(button(say("slack.settings.reset"), RESET, NONE))
    tail = [reset, *contexts([typed])] if mode is not None else []
    return pack(body, tail, fallback([*saved, *_lines(say, mode, shared, own)]), say("card.thread"))


def own_language(say: Catalogue, own: str) -> Block:
    """The reader's own language with its menu. own: "" where none was chosen."""
    return _row(say("slack.settings.own"), SET_OWN, _languages(say, "slack.settings.by_slack"), own or NONE)


def _row(label: str, action: str, choices: Sequence[tuple[str, str]], chosen: str) -> Block:
    [block] = sections([strong(label)])
    return {**block, "accessory": chosen_menu(action, choices, chosen)}


def _languages(say: Catalogue, none: str) -> list[tuple[str, str]]:
    return [(say(none), NONE), *((each.name, key) for key, each in LANGUAGES.items())]


def _lines(say: Catalogue, mode: ChannelMode | None, shared: str, own: str) -> list[Line]:
    def name(chosen: str, none: str) -> str:
        return LANGUAGES[chosen].name if chosen in LANGUAGES else say(none)

    rows = [(say("slack.settings.own"), name(own, "slack.settings.by_slack"))]
    if mode is not None:
        rows = [
            (say("slack.settings.mode"), say(f"slack.settings.mode.{mode}")),
            (say("slack.settings.language"), name(shared, "slack.settings.by_asker")),
            *rows,
        ]
    return [(*strong(label), *raw(": "), *prose(value)) for label, value in rows]
