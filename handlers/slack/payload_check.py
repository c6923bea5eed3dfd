"""Checks the shape of a payload before Bolt reads it: Bolt takes the types of some parts for granted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OBJECTS = ("event", "user", "team", "channel", "enterprise", "view", "message", "container", "function_data", "item")
_TEXTS = ("type", "command", "text", "user_id", "team_id", "channel_id", "enterprise_id", "trigger_id", "response_url")
_LISTS = ("actions", "authorizations")


def is_slack_payload(body: Mapping[str, Any]) -> bool:
    """False for a shape that Slack never sends. https://docs.slack.dev/reference/interaction-payloads"""
    if not (body.get("type") or body.get("command")):
        return False
    if not all(isinstance(body[name], str | None) for name in _TEXTS if name in body):
        return False
    if not all(isinstance(body[name], Mapping | None) for name in _OBJECTS if name in body):
        return False
    if not all(_is_list_of_objects(body[name]) for name in _LISTS if body.get(name) is not None):
        return False
    return body.get("type") != "block_actions" or bool(body.get("actions"))


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, Mapping) for part in value)
