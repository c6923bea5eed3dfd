"""Explains a pasted error, offline: nothing is stored, nothing is asked of AWS, and no secret goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.explain.explain import explain
from bot.explain.explanation import Explanation, Unreadable
from bot.render.slack.explanation import warnings
from bot.render.slack.mrkdwn import Line, code, user
from bot.render.slack.payload import Payload
from bot.render.slack.sentence import sentence
from bot.request.free_text import EXPLAIN, parse_text
from bot.words.catalogue import catalogue
from bot.words.explanation import build_explanation, refusal
from handlers.app.context import Desk
from handlers.app.messages import Message, channel, line, said
from handlers.app.publish import show_all, show_one, show_there
from handlers.app.reply import Reply, harmless, said_now
from handlers.card.places import content
from handlers.explain.message_text import MessageShortcut, Pasted, without_markup
from handlers.explain.payload import for_all, for_one
from handlers.explain.share_token import unpacked
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl


async def explain_text(desk: Desk, asker: Asker) -> Reply:
    """What was typed after the command."""
    request = parse_text(without_markup(asker.text), may_be_public=True)
    if not request.text:
        return await harmless(desk, asker, _help, flag=request.language)
    result = explain(request.text)
    if isinstance(result, Unreadable):
        unreadable = result
        return await harmless(desk, asker, lambda language: {"text": refusal(unreadable, language)})
    if request.public and not result.pasted:
        return _published(desk, asker, result, request.language)

    def shown(language: str) -> Payload:
        # Asked to be shared, and is not: the reason comes first.
        notes = [sentence(catalogue(language), "slack.explain.not_public")] if request.public else []
        return for_one(result, language, notes=notes)

    return await at_once(desk, asker, shown, flag=request.language)


async def explain_message(desk: Desk, asker: MessageShortcut) -> Reply:
    """The message that the shortcut was chosen on; answered where it stands."""
    pasted = asker.pasted
    result = explain(pasted.text)

    async def answer(url: ResponseUrl) -> None:
        language = await desk.languages.private(asker)
        if isinstance(result, Unreadable):
            await show_there(desk, asker, url, Payload([], refusal(result, language)))
            return
        notes: list[Line] = []
        others = result.pasted and pasted.author and pasted.author != asker.user_id
        # Only who can delete the message and rotate the secret is told how.
        if others and await _warn(desk, asker, pasted, result):
            notes.append(sentence(catalogue(language), "slack.explain.author_told", user=user(pasted.author)))
        payload = for_one(result, language, thread_ts=pasted.thread_ts or pasted.ts, notes=notes, warned=bool(notes))
        await show_there(desk, asker, url, payload)

    return Reply(asker, after=answer)


async def share(desk: Desk, asker: Asker) -> Reply:
    """A click on "Share": the same answer for everybody."""
    carried = unpacked(asker.text)

    async def answer(url: ResponseUrl) -> None:
        if carried is not None:
            language = await desk.languages.channel(asker.user_id)
            payload = for_all(carried.result, language, asker.user_id)
            if await show_all(desk, asker, url, payload, carried.thread_ts):
                return
        await tell(desk.slack, asker, url, line(await desk.languages.private(asker), "slack.explain.not_shared"))

    return Reply(asker, after=answer)


async def at_once(desk: Desk, asker: Asker, shown: Callable[[str], Payload], *, flag: str | None = None) -> Reply:
    """A private answer within the acknowledgement, where the language is known without asking Slack; else after it."""
    language = await desk.languages.at_once(asker, flag) if asker.command else None
    if language is not None:
        payload = shown(language)

        async def rest(url: ResponseUrl) -> None:
            for part in payload.overflow:
                await tell(desk.slack, asker, url, content(part))

        return replace(said_now(asker, content(payload)), after=rest if payload.overflow else None)

    async def later(url: ResponseUrl) -> None:
        show = show_there if asker.thread_ts else show_one
        await show(desk, asker, url, shown(await desk.languages.private(asker, flag)))

    return Reply(asker, after=later)


def _published(desk: Desk, asker: Asker, result: Explanation, flag: str | None) -> Reply:
    async def answer(url: ResponseUrl) -> None:
        language = await desk.languages.channel(asker.user_id, flag)
        if not await show_all(desk, asker, url, for_all(result, language, asker.user_id)):
            await show_one(desk, asker, url, for_one(result, await desk.languages.private(asker, flag)))

    return Reply(asker, after=answer)


async def _warn(desk: Desk, asker: Asker, pasted: Pasted, result: Explanation) -> bool:
    """Tells the author of a message with a secret in it, privately. False where Slack refused every way."""
    author = replace(asker, user_id=pasted.author, home_team="", response_url="")
    language = await desk.languages.private(author)
    head = sentence(catalogue(language), "slack.explain.your_message", channel=channel(asker.channel_id))
    words = warnings(build_explanation(result, language).warnings)
    return await tell(desk.slack, author, ResponseUrl(desk.slack, ""), said([head, *words]))


def _help(language: str) -> Message:
    return line(language, "slack.explain.help", command=code(f"{EXPLAIN} 535 Authentication Credentials Invalid"))
