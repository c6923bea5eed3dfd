"""Explains a pasted error. Nothing is stored and AWS is not asked; a secret in the text is not shown again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.explain.explain import explain
from bot.explain.explanation import Certainty, Explanation, Unreadable
from bot.intake.access import list_open_targets
from bot.render.slack.explanation import warnings
from bot.render.slack.mrkdwn import Line, code, link, prose, user
from bot.render.slack.payload import Payload
from bot.render.slack.sentence import sentence
from bot.request.commands import EXPLAIN
from bot.request.flags import LANG
from bot.request.free_text import parse_text
from bot.words.catalogue import catalogue
from bot.words.explanation import build_explanation, describe_unreadable
from handlers.app.answer_now import answer_now
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, join_lines, join_names, line, mention_channel, mention_help
from handlers.app.publish import send_in_thread, send_to_channel, send_to_person
from handlers.app.reply import Reply, reply_to_anyone
from handlers.explain.attached import LARGEST, AttachedText, read_attached
from handlers.explain.message_text import MessageShortcut, Pasted
from handlers.explain.payload import build_for_channel, build_for_person
from handlers.explain.share_token import decode
from handlers.slack.markup import remove_markup
from handlers.slack.message import message_arguments
from handlers.slack.private_message import send_private
from handlers.slack.requester import MessageEvent, Requester
from handlers.slack.response_url import ResponseUrl


async def explain_text(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command: explain the text that follows it."""
    request = parse_text(remove_markup(requester.text), EXPLAIN)
    if not request.text:
        return await reply_to_anyone(context, requester, _help, flag=request.language)
    result = explain(request.text)
    if isinstance(result, Unreadable):
        unreadable = result
        return await reply_to_anyone(
            context, requester, lambda language: {"text": describe_unreadable(unreadable, language)}
        )
    if request.public and not result.pasted:
        return Reply(requester, after=partial(_publish, context, requester, result, request.language))

    def render(language: str, targets: Sequence[str] | None) -> Payload:
        # `public` was typed, but the text holds a secret: the reason comes first.
        notes = [sentence(catalogue(language), "slack.explain.not_public")] if request.public else []
        return build_for_person(result, language, targets, notes=notes)

    async def answer(url: ResponseUrl) -> None:
        targets = await _find_targets(context, requester)
        language = await context.languages.for_person(requester, request.language)
        await send_to_person(context, requester, url, render(language, targets))

    targets: tuple[str, ...] | None = list_open_targets(context.targets.current(), requester.origin)
    member = context.people.is_known_member(requester)
    # The name of an only target stands on a button, which Slack must be asked about first.
    if targets and len(targets) == 1 and result.causes and not member:
        return Reply(requester, after=answer)
    if not member:
        targets = None if context.people.is_known(requester) else ()
    return await answer_now(context, requester, lambda language: render(language, targets), flag=request.language)


async def explain_written(context: HandlerContext, event: MessageEvent, text: str, *, named: bool) -> Reply:
    """Explain what somebody wrote to the bot, and the files of the message. text: without the mention.

    named: an explanation was asked for. Otherwise the message was no command, and where nothing in it is recognised, a
    second line says how to ask.
    """
    request = parse_text(remove_markup(text), EXPLAIN)
    if not request.text and not event.files:
        return await reply_to_anyone(context, event, _help, flag=request.language)

    async def answer(url: ResponseUrl) -> None:
        attached = await read_attached(context.slack, event.files)
        language = await context.languages.for_person(event, request.language)
        notes = _name_unread(attached, language)
        result = explain("\n".join(filter(None, (request.text, attached.text))))
        if isinstance(result, Unreadable):
            await send_private(
                context.slack, event, url, join_lines(notes or [prose(describe_unreadable(result, language))])
            )
            return
        if request.public and not result.pasted:
            await _publish(context, event, result, request.language, url)
            return
        if request.public:
            notes.append(sentence(catalogue(language), "slack.explain.not_public"))
        if result.pasted:
            notes.append(await _ask_to_delete(context, event.channel_id, event.message_ts, language))
        targets = await _find_targets(context, event)
        payload = build_for_person(result, language, targets, thread_ts=event.origin.thread_ts, notes=notes)
        await send_to_person(context, event, url, payload)
        if not named and result.verdict is Certainty.UNKNOWN:
            await send_private(context.slack, event, url, mention_help(language))

    return Reply(event, after=answer, awaited=True)


async def explain_message(context: HandlerContext, shortcut: MessageShortcut) -> Reply:
    """Answer the shortcut: explain a message, below it. The author of a secret in it is warned."""
    pasted = shortcut.pasted

    async def answer(url: ResponseUrl) -> None:
        attached = await read_attached(context.slack, pasted.files)
        result = explain("\n".join(filter(None, (pasted.text, attached.text))))
        language = await context.languages.for_person(shortcut)
        notes = _name_unread(attached, language)
        if isinstance(result, Unreadable):
            words = join_lines(notes)["text"] or describe_unreadable(result, language)
            await send_in_thread(context, shortcut, url, Payload([], words))
            return
        others = result.pasted and pasted.author and pasted.author != shortcut.user_id
        # How to remove the secret is told to its author only: nobody else can delete the message or rotate the secret.
        warned = bool(others) and await _warn_author(context, shortcut, result)
        if result.pasted and not warned:
            notes.append(await _ask_to_delete(context, shortcut.channel_id, pasted.ts, language))
        if warned:
            notes.append(sentence(catalogue(language), "slack.explain.author_told", user=user(pasted.author)))
        thread_ts = pasted.thread_ts or pasted.ts
        targets = await _find_targets(context, shortcut)
        payload = build_for_person(result, language, targets, thread_ts=thread_ts, notes=notes, warned=warned)
        await send_in_thread(context, shortcut, url, payload)

    return Reply(shortcut, after=answer)


async def share_explanation(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Share": send the explanation to the channel or thread, once. The button goes away."""
    shared = decode(requester.text)
    key = f"share {requester.channel_id} {requester.message_ts} {requester.user_id} {requester.text}"

    async def send(url: ResponseUrl) -> None:
        language = await context.languages.for_person(requester, shared.language if shared else None)
        if shared is None or not await _send(context, requester, shared.result, None, url, shared.thread_ts):
            context.below_cards.pop(key, None)
            await send_private(context.slack, requester, url, line(language, "slack.explain.not_shared"))
            return
        notes = [sentence(catalogue(language), "slack.explain.shared")]
        targets = await _find_targets(context, requester)
        payload = build_for_person(shared.result, language, targets, notes=notes, shared=True)
        await url.send({"response_type": "ephemeral", "replace_original": True, **message_arguments(payload)})

    if key in context.below_cards:
        return Reply(requester)
    context.below_cards[key] = None
    return Reply(requester, after=send)


async def _publish(
    context: HandlerContext, requester: Requester, result: Explanation, flag: str | None, url: ResponseUrl
) -> None:
    if not await _send(context, requester, result, flag, url):
        private = await context.languages.for_person(requester, flag)
        targets = await _find_targets(context, requester)
        await send_to_person(context, requester, url, build_for_person(result, private, targets))


async def _send(
    context: HandlerContext,
    requester: Requester,
    result: Explanation,
    flag: str | None,
    url: ResponseUrl,
    thread_ts: str | None = None,
) -> bool:
    """Send to the channel or a thread, as `send_to_channel`."""
    language = await context.languages.for_channel(requester, flag)
    name = await context.people.find_name(requester.user_id)
    payload = build_for_channel(result, language, name, await _find_targets(context, requester))
    return await send_to_channel(context, requester, url, payload, thread_ts)


async def _find_targets(context: HandlerContext, requester: Requester) -> tuple[str, ...] | None:
    """The targets that this person may check here; None where people of other organisations may read the answer."""
    if await context.people.find_refusal(requester):
        return None
    return list_open_targets(context.targets.current(), requester.origin)


def _name_unread(attached: AttachedText, language: str) -> list[Line]:
    """Which files of the message were not read, and why."""
    say, most = catalogue(language), code(f"{LARGEST // 1000} KB")
    notes = []
    if attached.skipped:
        notes.append(sentence(say, "slack.explain.file_skipped", files=join_names(attached.skipped), most=most))
    if attached.locked:
        files, scope = join_names(attached.locked), code("files:read")
        notes.append(sentence(say, "slack.explain.file_locked", files=files, scope=scope))
    return notes


async def _ask_to_delete(context: HandlerContext, channel: str, ts: str, language: str) -> Line:
    """The sentence that asks to delete the message that holds a secret, with its address where Slack tells it."""
    address = await context.slack.find_permalink(channel, ts)
    say = catalogue(language)
    if not address:
        return sentence(say, "slack.explain.delete_message")
    return sentence(say, "slack.explain.delete_linked", message=link(address, say("slack.explain.the_message")))


async def _warn_author(context: HandlerContext, shortcut: MessageShortcut, result: Explanation) -> bool:
    """Warn the author of a message that holds a secret, privately. False where Slack refused it in every way."""
    author = replace(shortcut, user_id=shortcut.pasted.author, home_team="", response_url="", pasted=Pasted())
    language = await context.languages.for_person(author)
    where = mention_channel(shortcut.channel_id)
    head = sentence(catalogue(language), "slack.explain.your_message", channel=where)
    asked = await _ask_to_delete(context, shortcut.channel_id, shortcut.pasted.ts, language)
    words = warnings(build_explanation(result, language).warnings)
    return await send_private(context.slack, author, ResponseUrl(context.slack, ""), join_lines([head, asked, *words]))


def _help(language: str) -> Message:
    example = code(f"{EXPLAIN.name} 535 Authentication Credentials Invalid")
    return line(language, "slack.explain.help", command=example, lang=code(LANG.syntax))
