"""Payloads of any shape are read without raising."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.explain.message_text import from_message_shortcut
from handlers.slack.requester import from_action, from_command, from_event, from_view

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "actions",
                    "user",
                    "team",
                    "channel",
                    "id",
                    "event",
                    "container",
                    "text",
                    "view",
                    "message",
                    "state",
                    "values",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_nothing_raises(body: Any) -> None:
    for read in (from_command, from_action, from_event, from_view, from_message_shortcut):
        requester = read(body)
        assert requester.trigger
        assert isinstance(requester.user_id, str)


def test_a_response_url_is_not_printed() -> None:
    requester = from_command(
        {"response_url": "https://hooks.slack.com/commands/T1/2/example", "trigger_id": "1.2.example"}
    )
    assert requester.response_url
    assert "hooks.slack.com" not in repr(requester)
    assert "1.2.example" in repr(requester)


def test_a_click_is_read_whole() -> None:
    requester = from_action(
        {
            "team": {"id": "T0000000001"},
            "user": {"id": "U0000000001", "team_id": "T0000000009"},
            "channel": {"id": "C0000000001"},
            "container": {"is_ephemeral": True},
            "trigger_id": "1.2.example",
            "actions": [{"action_id": "check_fix", "value": "run", "text": {"text": "Fix"}}],
        }
    )
    assert (requester.action_id, requester.text, requester.label) == ("check_fix", "run", "Fix")
    assert requester.ephemeral
    assert (requester.team_id, requester.home_team) == ("T0000000001", "T0000000009")


def test_a_choice_in_a_menu_is_read_as_a_click_on_its_entry() -> None:
    entry = {"text": {"type": "plain_text", "text": "English"}, "value": "run en"}
    requester = from_action({"actions": [{"action_id": "check_language", "selected_option": entry}]})
    assert (requester.action_id, requester.text, requester.label) == ("check_language", "run en", "English")
