"""A channel's settings and a person's own language: shown, changed by typing or by a menu, and reset."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.channel_mode import mode_of
from bot.core.errors import StoreUnavailable
from bot.intake.access import list_open_targets
from bot.languages import LANGUAGES
from bot.render.slack.mrkdwn import Line, code
from bot.render.slack.sentence import sentence
from bot.render.slack.settings import NONE, RESET, SET_MODE, SET_OWN, settings
from bot.request.commands import SETTINGS
from bot.request.flags import LANG, MODE, Switch
from bot.request.settings import SettingsRequest, parse_settings
from bot.store import Owner, Preference
from bot.words.catalogue import catalogue
from handlers.app.choices import channel, person, read_choices
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, audience_refusal, join_lines, line
from handlers.app.reply import Reply, reply_to_usage
from handlers.home.publish import locate_home, publish_home
from handlers.slack.message import message_arguments
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester, is_direct
from handlers.slack.response_url import ResponseUrl

# What is set, by whose choice it is; None for what goes back to its default.
Changes = Mapping[tuple[Owner, Preference], str | None]


async def answer_settings(context: HandlerContext, requester: Requester) -> Reply:
    """Show, change or reset the settings. requester.text: what follows the word for them."""
    request = parse_settings(requester.text)
    if not isinstance(request, SettingsRequest):
        return await reply_to_usage(context, requester, request, settings_help)
    changes: dict[tuple[Owner, Preference], str | None] = _forget_all(requester) if request.reset else {}
    if request.mode is not None:
        changes[channel(requester), Preference.MODE] = request.mode
    if request.language:
        # A direct message is read by one person.
        owner = person(requester) if is_direct(requester.channel_id) else channel(requester)
        changes[owner, Preference.LANGUAGE] = request.language
    return _answer(context, requester, changes)


async def change_settings(context: HandlerContext, requester: Requester) -> Reply:
    """Answer a menu or the button "Reset" of the settings. The value: what was chosen, NONE for the default."""
    value = None if requester.text == NONE else requester.text
    of_channel = channel(requester)
    changes: Changes = {}
    match requester.action_id:
        case action if action == SET_MODE:
            changes = {(of_channel, Preference.MODE): mode_of(value)}
        case action if action == RESET:
            changes = _forget_all(requester)
        case action if value is None or value in LANGUAGES:
            owner = person(requester) if action == SET_OWN else of_channel
            changes = {(owner, Preference.LANGUAGE): value}
    return _answer(context, requester, changes)


def settings_help(language: str) -> Message:
    """How the settings are typed."""
    return join_lines([_typed(language)])


def _typed(language: str) -> Line:
    typed = [code(f"{SETTINGS.name} {each}") for each in (MODE.syntax, LANG.syntax, Switch.RESET)]
    return sentence(catalogue(language), "slack.settings.typed", mode=typed[0], lang=typed[1], reset=typed[2])


def _forget_all(requester: Requester) -> dict[tuple[Owner, Preference], str | None]:
    return {(channel(requester), name): None for name in (Preference.MODE, Preference.LANGUAGE)}


def _answer(context: HandlerContext, requester: Requester, changes: Changes) -> Reply:
    """Store the changes and show what counts then: in the App Home, in the clicked message, or in a new one."""

    async def send(url: ResponseUrl) -> None:
        home = locate_home(requester)
        refused = await _store(context, home or requester, changes)
        if refused is not None:
            await send_private(context.slack, home or requester, url, refused)
        elif home is not None:
            await publish_home(context, home)
        elif requester.ephemeral:
            shown = await _show(context, requester, changed=bool(changes))
            await url.send({"response_type": "ephemeral", "replace_original": True, **shown})
        else:
            await send_private(context.slack, requester, url, await _show(context, requester, changed=bool(changes)))

    return Reply(requester, after=send)


async def _store(context: HandlerContext, requester: Requester, changes: Changes) -> Message | None:
    """Store the changes; the reason where they may not be made or could not be stored."""
    of_channel = any(owner == channel(requester) for owner, _ in changes)
    refusal = await context.people.find_refusal(requester)
    language = await context.languages.for_person(requester)
    if of_channel and refusal:
        return audience_refusal(language, refusal)
    if of_channel and not list_open_targets(context.targets.current(), requester.origin):
        return line(language, "slack.settings.refused")
    try:
        for (owner, name), value in changes.items():
            await (context.store.remember(owner, name, value) if value else context.store.forget(owner, name))
    except StoreUnavailable:
        return line(language, "slack.store_down")
    return None


async def _show(context: HandlerContext, requester: Requester, *, changed: bool) -> Message:
    kept = await read_choices(context.store, channel(requester))
    closed = (
        is_direct(requester.channel_id)
        or await context.people.find_refusal(requester)
        or not list_open_targets(context.targets.current(), requester.origin)
    )
    language = await context.languages.for_person(requester)
    shown = settings(
        language,
        typed=_typed(language),
        mode=None if closed else mode_of(kept.get(Preference.MODE)),
        shared=kept.get(Preference.LANGUAGE, ""),
        own=await context.languages.read_choice(requester),
        changed=changed,
    )
    return dict(message_arguments(shown))
