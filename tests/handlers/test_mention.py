"""A person in a thread, a channel or a direct message, with nothing but mentions: every answer stays where it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.lab.slack.methods.files import Attachment
from bot.lab.slack.workspace import BOT_ID, BOT_USER_ID, Message
from tests.handlers.world import AN, AN_DIRECT, INCIDENTS, MARY, World, buttons, run_id

ERROR = "535 Authentication Credentials Invalid"
CODE = "smtp.credentials_invalid"


async def write(
    world: World, text: str, *, parent: Message, user: str = AN, files: tuple[Attachment, ...] = ()
) -> None:
    """Write into the thread of a message."""
    await world.slack.say(f"@SES Check {text}", user=user, channel=INCIDENTS, thread_ts=parent.ts, files=files)


def replies(world: World, parent: Message) -> list[Message]:
    """What the bot wrote into the thread, for everybody."""
    return [m for m in world.slack.messages(INCIDENTS) if m.by_bot and m.thread_ts == parent.ts]


async def wait_card(world: World, parent: Message, count: int = 1) -> Message:
    """The newest of so many cards of the thread, once it has its answer."""

    def answered() -> Message | None:
        cards = [m for m in replies(world, parent) if m.metadata]
        return cards[-1] if len(cards) >= count and buttons(cards[-1]) else None

    found = await world.slack.wait_for(answered, timeout=8)
    assert found is not None
    return found


async def wait_private(world: World, parent: Message, has: Callable[[Message], bool], user: str = AN) -> Message:
    """The newest message that only this person sees in the thread and that fits."""

    def told() -> Message | None:
        seen = [m for m in world.slack.ephemerals(user, INCIDENTS) if m.thread_ts == parent.ts and has(m)]
        return seen[-1] if seen else None

    found = await world.slack.wait_for(told, timeout=8)
    assert found is not None
    return found


@pytest.fixture
async def parent(world: World) -> Message:
    return await world.slack.say("mail is down", user=MARY, channel=INCIDENTS)


@pytest.mark.parametrize("text", ["prod", "check prod", "kiểm tra prod", "kiem tra production", "prod only:config"])
async def test_a_mention_checks_in_the_thread(world: World, parent: Message, text: str) -> None:
    await write(world, text, parent=parent)
    card = await wait_card(world, parent)
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None
    assert (stored.ask.target, stored.ask.thread_ts, stored.card_thread) == ("prod", parent.ts, parent.ts)
    assert not world.cards(), "nothing stands in the channel itself"
    await write(world, text, parent=parent)
    await wait_card(world, parent, 2)


@pytest.mark.parametrize(("explain", "lang"), [("explain", "en"), ("giải thích", "vi")])
async def test_from_an_error_to_the_verified_fix_within_the_thread(
    world: World, parent: Message, explain: str, lang: str
) -> None:
    await write(world, f"{explain} lang:{lang} {ERROR}", parent=parent)
    answer = await wait_private(world, parent, lambda m: CODE in str(m.blocks))
    await world.slack.click(answer, "explain_share", user=AN)
    [shared] = await world.slack.wait_for(lambda: replies(world, parent))
    assert CODE in str(shared.blocks)
    await world.slack.click(answer, "explain_check", user=AN)
    offer = await wait_private(world, parent, lambda m: "explain_target_0_0" in buttons(m))
    await world.slack.click(offer, "explain_target_0_0", user=AN)
    card = await wait_card(world, parent)
    await world.press(card, "check_details", user=AN)
    await world.slack.wait_for(lambda: len(replies(world, parent)) == 3)
    await world.press(card, "check_verify", user=MARY)
    verified = await world.slack.wait_for(lambda: len(replies(world, parent)) == 4)
    assert verified
    assert not world.cards()
    assert all(m.thread_ts == parent.ts for m in world.slack.ephemerals(AN, INCIDENTS))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("check prod staging lang:en", "prod"),
        ("prod only:smpt", "only:smtp"),
        ("check nowhere", "nowhere"),
        ("check guarded", "guarded"),
        ("trace 535", EXAMPLE_ID),
        ("help", "kiểm tra prod"),
        ("trợ giúp lang:en", "check prod"),
        ("", "giải thích"),
        ("compare", "/ses-compare"),
        ("hello there", "giải thích"),
    ],
)
async def test_what_cannot_be_done_is_told_privately_in_the_thread(
    world: World, parent: Message, text: str, words: str
) -> None:
    await write(world, text, parent=parent)
    await wait_private(world, parent, lambda m: words in m.text)
    assert not replies(world, parent)


async def test_lookups_and_guides_stand_in_the_thread(world: World, parent: Message) -> None:
    await write(world, "regions prod", parent=parent)
    await world.slack.wait_for(lambda: replies(world, parent), timeout=20)
    await write(world, f"trace {EXAMPLE_ID} prod", parent=parent)
    await write(world, "hướng dẫn sandbox", parent=parent)
    await wait_private(world, parent, lambda m: "sandbox" in str(m.blocks))


async def test_a_direct_message_needs_no_mention_and_its_answer_stays(world: World) -> None:
    await world.slack.say("kiểm tra prod", user=AN, channel=AN_DIRECT)
    await world.card(AN_DIRECT)
    await world.slack.say(ERROR, user=AN, channel=AN_DIRECT)
    found = await world.slack.wait_for(lambda: [m for m in world.cards(AN_DIRECT) if CODE in str(m.blocks)])
    assert "explain_check" in buttons(found[0])
    first = await world.slack.say("so", user=AN, channel=AN_DIRECT)
    await world.slack.say("@SES Check prod private", user=AN, channel=AN_DIRECT, thread_ts=first.ts)
    await world.slack.wait_for(
        lambda: [m for m in world.slack.messages(AN_DIRECT) if m.thread_ts == first.ts and "check_fix" in buttons(m)],
        timeout=8,
    )
    assert not world.slack.ephemerals(AN, AN_DIRECT)


@pytest.mark.parametrize("scope", [True, False])
async def test_a_text_file_is_read_as_far_as_the_app_may(world: World, parent: Message, scope: bool) -> None:
    if not scope:
        world.slack.workspace.scopes.discard("files:read")
    log = Attachment("mail.log", f"{'x' * 1200}\n{ERROR}".encode())
    await write(world, "", parent=parent, files=(log,))
    answer = await wait_private(world, parent, lambda m: '"verdict":' in str(m.blocks))
    assert ('"verdict":"unknown"' not in str(answer.blocks)) is scope
    await write(world, "", parent=parent, files=(Attachment("Untitled", ERROR.encode(), snippet=True),))
    await wait_private(world, parent, lambda m: CODE in str(m.blocks))


async def test_a_file_that_is_no_text_is_named(world: World, parent: Message) -> None:
    await write(world, "", parent=parent, files=(Attachment("shot.png", b"\x89PNG\0", "image/png"),))
    assert "shot.png" in (await wait_private(world, parent, lambda _: True)).text
    await write(world, "", parent=parent, files=(Attachment("huge.log", b"x" * 300_000, "application/json"),))
    assert "huge.log" in (await wait_private(world, parent, lambda m: "huge" in m.text)).text


async def test_the_shortcut_reads_files_too(world: World) -> None:
    message = await world.slack.say("see", user=MARY, channel=INCIDENTS, files=[Attachment("m.txt", ERROR.encode())])
    await world.slack.shortcut("explain_message", message, user=AN)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert CODE in str(answer.blocks)


async def test_a_mail_is_confirmed_in_a_dialog_after_a_click(world: World, parent: Message) -> None:
    await write(world, "check mail send:success", parent=parent, user=MARY)
    offer = await wait_private(world, parent, lambda m: "check_target_0_0" in buttons(m), MARY)
    await world.slack.click(offer, "check_target_0_0", user=MARY)
    view = await world.modal(MARY)
    await world.slack.submit(view, user=MARY)
    await world.slack.wait_for(lambda: replies(world, parent))


async def test_an_event_is_answered_once_and_only_for_people(world: World, parent: Message) -> None:
    await write(world, "prod", parent=parent)
    await wait_card(world, parent)
    delivery = world.slack.delivery
    [event] = [envelope for envelope in delivery.sent if envelope.kind == "events_api"]
    await delivery.redeliver(event)
    body = event.payload
    for change in (
        {"bot_id": BOT_ID},
        {"user": BOT_USER_ID},
        {"subtype": "message_changed"},
        {"edited": {"user": AN, "ts": parent.ts}},
        {"type": "message", "channel_type": "channel"},
    ):
        fresh = {"ts": world.slack.workspace.next_ts(), "event_ts": "1"}
        await delivery.send(
            "events_api", body | {"event_id": f"Ev{fresh['ts']}", "event": body["event"] | fresh | change}
        )
    # The same message as another kind of event, as some workspaces deliver it.
    await delivery.send("events_api", body | {"event_id": "EvOther"})
    await asyncio.sleep(0.3)
    assert len(replies(world, parent)) == 1 and not world.slack.ephemerals(AN, INCIDENTS)


async def test_the_only_target_is_checked_at_once(world: World, parent: Message) -> None:
    path = world.folder / "ses-check.toml"
    head, _, rest = path.read_text().partition("[targets.guarded]")
    path.write_text(head)
    assert rest
    await write(world, ERROR, parent=parent)
    answer = await wait_private(world, parent, lambda m: CODE in str(m.blocks))
    await asyncio.sleep(0.1)
    await world.slack.click(answer, "explain_check", user=AN)
    card = await wait_card(world, parent)
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None and CODE in stored.ask.suspects


async def test_the_slash_command_takes_the_word_too(world: World) -> None:
    await world.ask("kiểm tra prod")
    stored = await world.bot.store.get(run_id(await world.card()))
    assert stored is not None and stored.ask.target == "prod"
