"""What does not fit a message goes to further ones, and the plain form has the same text."""

from __future__ import annotations

from bot.render.slack.mrkdwn import prose, strong
from bot.render.slack.payload import Payload, button, buttons, contexts, fallback, pack, plain, sections


def test_what_fits_is_one_message() -> None:
    payload = pack(sections([prose("a")]), contexts([prose("b")]), "text", "more")
    assert [block["type"] for block in payload.blocks] == ["section", "context"]
    assert payload.overflow == ()


def test_what_does_not_fit_follows_and_is_announced() -> None:
    body = [block for n in range(60) for block in sections([prose(f"row {n}")])]
    tail = [buttons(button("Go", "go", "1"))]
    payload = pack(body, tail, "text", "more follows")
    assert len(payload.blocks) == 45
    assert payload.blocks[-2]["elements"][0]["text"] == "more follows"
    assert payload.blocks[-1]["type"] == "actions"
    rows = [b["text"]["text"] for p in (payload, *payload.overflow) for b in p.blocks if b["type"] == "section"]
    assert rows == [f"row {n}" for n in range(60)]


def test_the_text_of_all_blocks_together_is_limited() -> None:
    body = [block for _ in range(6) for block in sections([prose("x" * 2800)])]
    payload = pack(body, [], "text", "more")
    sizes = [
        sum(len(b["text"]["text"]) for b in p.blocks if b["type"] == "section") for p in (payload, *payload.overflow)
    ]
    assert sizes == [8400, 8400]


def test_the_plain_form_has_every_text_and_no_button() -> None:
    payload = pack(sections([strong("a")]), [buttons(button("Go", "go", "1")), *contexts([prose("b")])], "text", "more")
    assert plain(payload) == Payload([], "*a*\nb")


def test_the_plain_form_of_an_empty_message_is_its_fallback() -> None:
    assert plain(Payload([], "said anyway")).text == "said anyway"


def test_a_fallback_is_never_empty() -> None:
    assert fallback([]) == "SES Check"
    assert len(fallback([prose("&" * 5000)])) <= 3500
