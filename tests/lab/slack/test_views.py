"""views.*: triggers last three seconds and work once; views are replaced, stacked and closed."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import AN, MARY, refused


def modal(title: str = "Hello", **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "x"}
    blocks = [{"type": "section", "block_id": "words", "text": text}]
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": blocks, **more}


async def test_a_trigger_opens_one_modal(lab: SlackLab, client: AsyncWebClient) -> None:
    trigger = lab.triggers.issue(AN)
    opened = await client.views_open(trigger_id=trigger, view=modal())
    shown = lab.modal(AN)
    assert shown is not None
    assert (shown.id, lab.modal(MARY)) == (opened["view"]["id"], None)
    assert await refused(client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_trigger_lives_three_seconds(lab: SlackLab, client: AsyncWebClient) -> None:
    now = lab.workspace.clock()
    trigger = lab.triggers.issue(AN)
    lab.workspace.clock = lambda: now + 4
    assert await refused(client.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"
    assert lab.modal(AN) is None


async def test_a_refused_view_leaves_the_trigger_unspent(lab: SlackLab, client: AsyncWebClient) -> None:
    trigger = lab.triggers.issue(AN)
    assert await refused(client.views_open(trigger_id=trigger, view=modal("x" * 25))) == "invalid_arguments"
    await client.views_open(trigger_id=trigger, view=modal())


async def test_an_update_needs_the_view_and_its_hash(lab: SlackLab, client: AsyncWebClient) -> None:
    opened = await client.views_open(trigger_id=lab.triggers.issue(AN), view=modal(external_id="mine"))
    view_id, first = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=view_id, hash=first, view=modal("Second", external_id="mine"))
    await client.views_update(external_id="mine", view=modal("Third"))
    assert await refused(client.views_update(view_id=view_id, hash=first, view=modal())) == "hash_conflict"
    assert await refused(client.views_update(view_id="V404", view=modal())) == "not_found"
    shown = lab.modal(AN)
    assert shown is not None
    assert shown.body["title"]["text"] == "Third"


async def test_three_views_lie_upon_each_other(lab: SlackLab, client: AsyncWebClient) -> None:
    root = (await client.views_open(trigger_id=lab.triggers.issue(AN), view=modal()))["view"]["id"]
    for _ in range(2):
        pushed = await client.views_push(trigger_id=lab.triggers.issue(AN, view_id=root), view=modal())
        assert pushed["view"]["root_view_id"] == root
    fourth = client.views_push(trigger_id=lab.triggers.issue(AN, view_id=root), view=modal())
    assert await refused(fourth) == "push_limit_reached"
    top = lab.modal(AN)
    assert top is not None
    await lab.close_modal(top, user=AN)
    assert lab.modal(AN) is not None


async def test_an_external_id_is_unique(lab: SlackLab, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=lab.triggers.issue(AN), view=modal(external_id="mine"))
    second = client.views_open(trigger_id=lab.triggers.issue(MARY), view=modal(external_id="mine"))
    assert await refused(second) == "duplicate_external_id"
