"""Every limit from both sides: Slack accepts the limit itself, and refuses one more with a pointer to the place."""

from typing import Any

import pytest

from bot.lab.slack.blocks.limits import Refusal, check_message, check_metadata, check_view

Block = dict[str, Any]


def plain(length: int) -> Block:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Block:
    return {"type": "mrkdwn", "text": "x" * length}


def section(length: int) -> Block:
    return {"type": "section", "text": mrkdwn(length)}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain(5), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def option(text: int = 1, value: int = 1) -> Block:
    return {"text": plain(text), "value": "v" * value}


def select(count: int, **of: int) -> Block:
    return {"type": "static_select", "options": [option(**of)] * count}


def table(rows: int, columns: int) -> Block:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def confirm(title: int = 1, text: int = 1, button: int = 1) -> Block:
    return {"title": plain(title), "text": mrkdwn(text), "confirm": plain(button), "deny": plain(1)}


# (accepted, refused, the pointer in the refusal).
EDGES: list[tuple[list[Block], list[Block], str]] = [
    ([{"type": "divider"}] * 50, [{"type": "divider"}] * 51, "/blocks"),
    ([section(3000)], [section(3001)], "/blocks/0/text/text"),
    ([section(1)], [section(0)], "/blocks/0/text/text"),
    (
        [{"type": "section", "fields": [mrkdwn(9)] * 10}],
        [{"type": "section", "fields": [mrkdwn(9)] * 11}],
        "/blocks/0/fields",
    ),
    (
        [{"type": "section", "fields": [mrkdwn(2000)]}],
        [{"type": "section", "fields": [mrkdwn(2001)]}],
        "/blocks/0/fields/0/text",
    ),
    ([section(1)], [{"type": "section"}], "/blocks/0/type"),
    ([{"type": "header", "text": plain(150)}], [{"type": "header", "text": plain(151)}], "/blocks/0/text/text"),
    ([{"type": "header", "text": plain(1)}], [{"type": "header", "text": mrkdwn(1)}], "/blocks/0/text/type"),
    (
        [{"type": "context", "elements": [mrkdwn(1)] * 10}],
        [{"type": "context", "elements": [mrkdwn(1)] * 11}],
        "/blocks/0/elements",
    ),
    ([actions(*[button()] * 25)], [actions(*[button()] * 26)], "/blocks/0/elements"),
    ([actions(button(text=plain(75)))], [actions(button(text=plain(76)))], "/blocks/0/elements/0/text/text"),
    ([actions(button(value="v" * 2000))], [actions(button(value="v" * 2001))], "/blocks/0/elements/0/value"),
    ([actions(button(action_id="a" * 255))], [actions(button(action_id="a" * 256))], "/blocks/0/elements/0/action_id"),
    ([actions(button(style="danger"))], [actions(button(style="red"))], "/blocks/0/elements/0/style"),
    (
        [actions(button(url="https://example.com"))],
        [actions(button(url="javascript:alert(1)"))],
        "/blocks/0/elements/0/url",
    ),
    (
        [actions(button(confirm=confirm(title=100)))],
        [actions(button(confirm=confirm(title=101)))],
        "/blocks/0/elements/0/confirm/title/text",
    ),
    (
        [actions(button(confirm=confirm(text=300)))],
        [actions(button(confirm=confirm(text=301)))],
        "/blocks/0/elements/0/confirm/text/text",
    ),
    (
        [actions(button(confirm=confirm(button=30)))],
        [actions(button(confirm=confirm(button=31)))],
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    ([actions(select(100))], [actions(select(101))], "/blocks/0/elements/0/options"),
    ([actions(select(1, text=75))], [actions(select(1, text=76))], "/blocks/0/elements/0/options/0/text/text"),
    ([actions(select(1, value=150))], [actions(select(1, value=151))], "/blocks/0/elements/0/options/0/value"),
    (
        [actions({"type": "overflow", "options": [option()] * 5})],
        [actions({"type": "overflow", "options": [option()] * 6})],
        "/blocks/0/elements/0/options",
    ),
    (
        [section(1) | {"block_id": "a"}, section(1) | {"block_id": "b"}],
        [section(1) | {"block_id": "a"}] * 2,
        "/blocks/1/block_id",
    ),
    ([section(1) | {"block_id": "a" * 255}], [section(1) | {"block_id": "a" * 256}], "/blocks/0/block_id"),
    (
        [actions(button(action_id="a")), actions(button(action_id="a"))],
        [actions(button(action_id="a"), button(action_id="a"))],
        "/blocks/0/elements/1/action_id",
    ),
    ([table(100, 20)], [table(101, 20)], "/blocks/0/rows"),
    ([table(1, 20)], [table(1, 21)], "/blocks/0/rows/0"),
    ([section(1)], [section(1) | {"colour": "red"}], "/blocks/0"),
    ([{"type": "divider"}], [{"type": "alert", "text": plain(1)}], "/blocks/0/type"),
    (
        [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
            }
        ],
        [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "bold", "text": "x"}]}],
            }
        ],
        "/blocks/0/elements/0/elements/0/type",
    ),
    (
        [{"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"}],
        [{"type": "image", "image_url": "https://example.com/x.png"}],
        "/blocks/0",
    ),
    ([{"type": "markdown", "text": "x" * 12_000}], [{"type": "markdown", "text": "x" * 12_001}], "/blocks/0/text"),
]


@pytest.mark.parametrize(("taken", "refused", "pointer"), EDGES, ids=[f"{e[2]}-{n}" for n, e in enumerate(EDGES)])
def test_an_edge(taken: list[Block], refused: list[Block], pointer: str) -> None:
    assert check_message("x", taken) is None
    refusal = check_message("x", refused)
    assert refusal is not None
    assert refusal.code == "invalid_blocks"
    [message] = refusal.extra["response_metadata"]["messages"]
    assert message.startswith("[ERROR] ")
    assert message.endswith(f"[json-pointer:{pointer}]")


@pytest.mark.parametrize("broken", ["text", 7, None, ["x"], {"type": 3}, {"type": ["section"]}, {}])
def test_nonsense_is_refused_and_never_raises(broken: Any) -> None:
    for blocks in ([broken], [{"type": "section", "text": broken}], [{"type": "actions", "elements": [broken]}]):
        refusal = check_message("x", blocks)
        assert refusal is not None
        assert refusal.code == "invalid_blocks"


def test_the_texts_of_a_message_together() -> None:
    assert check_message("x", [section(3000)] * 4) is None
    assert check_message("x", [*[section(3000)] * 4, section(1)]) == Refusal("msg_blocks_too_long")
    assert check_message("x", [*[section(3000)] * 4, section(1)], total=False) is None


def test_one_table_a_message() -> None:
    refusal = check_message("x", [table(1, 1), table(1, 1)])
    assert refusal is not None
    assert refusal.code == "invalid_attachments"


def test_the_text_beside_the_blocks() -> None:
    assert check_message(" ", []) == Refusal("no_text")
    assert check_message("", [section(1)]) is None
    assert check_message("x" * 4001, None) is None
    assert check_message("x" * 4000, None, updating=True) is None
    assert check_message("x" * 4001, None, updating=True) == Refusal("msg_too_long")


def test_metadata() -> None:
    assert check_metadata({"event_type": "run", "event_payload": {"id": "1"}}) is None
    assert check_metadata({"event_type": "run"}) == Refusal("invalid_metadata_format")
    big = {"event_type": "run", "event_payload": {"id": "x" * 16_000}}
    assert check_metadata(big) == Refusal("metadata_too_large")


def view(**more: Any) -> Block:
    return {"type": "modal", "title": plain(24), "blocks": [section(1)], **more}


@pytest.mark.parametrize(
    ("taken", "refused", "pointer"),
    [
        ({"title": plain(24)}, {"title": plain(25)}, "/view/title/text"),
        ({"submit": plain(24)}, {"submit": plain(25)}, "/view/submit/text"),
        ({"close": plain(24)}, {"close": mrkdwn(24)}, "/view/close/type"),
        ({"private_metadata": "x" * 3000}, {"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"callback_id": "x" * 255}, {"callback_id": "x" * 256}, "/view/callback_id"),
        ({"blocks": [section(1)] * 100}, {"blocks": [section(1)] * 101}, "/view/blocks"),
        ({}, {"colour": "red"}, "/view"),
        ({}, {"blocks": [{"type": "markdown", "text": "x"}]}, "/view/blocks/0/type"),
        (
            {
                "blocks": [{"type": "input", "label": plain(1), "element": {"type": "plain_text_input"}}],
                "submit": plain(1),
            },
            {"blocks": [{"type": "input", "label": plain(1), "element": {"type": "plain_text_input"}}]},
            "/view",
        ),
    ],
)
def test_an_edge_of_a_modal(taken: Block, refused: Block, pointer: str) -> None:
    assert check_view(view(**taken)) is None
    refusal = check_view(view(**refused))
    assert refusal is not None
    assert refusal.code == "invalid_arguments"
    assert [m.endswith(f"[json-pointer:{pointer}]") for m in refusal.extra["response_metadata"]["messages"]] == [True]
