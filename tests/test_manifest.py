"""manifest.yml is within Slack's limits and equals the table of routes.

Limits: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.options import SIMULATIONS
from bot.languages import LANGUAGES
from bot.request import commands
from bot.request.flags import LANG
from bot.words.catalogue import catalogue
from handlers.routes import ANY, ROUTES, Kind

MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "manifest.yml").read_text("utf-8"))
DISPLAY = MANIFEST["display_information"]
COMMANDS = MANIFEST["features"]["slash_commands"]
SHORTCUTS = MANIFEST["features"]["shortcuts"]
SCOPES = MANIFEST["oauth_config"]["scopes"]["bot"]
HANDLERS = Path(__file__).parent.parent / "handlers"


def _routed(kind: Kind) -> list[object]:
    return [route.id for route in ROUTES if route.kind is kind and route.id is not ANY]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (DISPLAY["name"], 1, 35),
        (DISPLAY["description"], 1, 140),
        (DISPLAY["long_description"], 175, 4000),
        (MANIFEST["features"]["bot_user"]["display_name"], 1, 80),
        *[(c["command"], 2, 32) for c in COMMANDS],
        *[(c["description"], 1, 2000) for c in COMMANDS],
        *[(c["usage_hint"], 1, 1000) for c in COMMANDS],
        *[(s["name"], 1, 24) for s in SHORTCUTS],
        *[(s["description"], 1, 150) for s in SHORTCUTS],
        *[(s["callback_id"], 1, 255) for s in SHORTCUTS],
    ],
)
def test_texts_fit(text: str, least: int, most: int) -> None:
    assert least <= len(text) <= most


def test_commands_are_those_that_handlers_answer() -> None:
    assert [c["command"] for c in COMMANDS] == _routed(Kind.COMMAND)


def test_shortcuts_are_those_that_handlers_answer() -> None:
    assert [s["callback_id"] for s in SHORTCUTS] == _routed(Kind.MESSAGE_SHORTCUT)
    assert all(s["type"] == "message" for s in SHORTCUTS)


def test_only_known_keys_stand_at_the_top() -> None:
    assert set(MANIFEST) == {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert MANIFEST["_metadata"]["major_version"] == 2


def test_hints_and_descriptions_are_those_of_the_commands() -> None:
    listed = [(each["command"], each["usage_hint"], each["description"]) for each in COMMANDS]
    words = [catalogue(language) for language in LANGUAGES]
    assert listed == [(c.name, c.hint, " | ".join(say(c.purpose) for say in words)) for c in commands.COMMANDS]


def test_a_hint_names_every_flag() -> None:
    hint = COMMANDS[0]["usage_hint"]
    flags = (LANG.syntax, "only:config|aws|ses|dns|smtp", "to:<address>", f"send:{'|'.join(SIMULATIONS)}")
    assert all(word in hint for word in (*flags, "private", "help", "[target]"))


def test_descriptions_speak_every_language() -> None:
    for each in [DISPLAY, *COMMANDS, *SHORTCUTS]:
        assert len(each["description"].split(" | ")) == len(LANGUAGES)


def test_a_route_of_a_kind_stands_before_the_one_that_takes_all_of_it() -> None:
    for kind in Kind:
        ids = [route.id for route in ROUTES if route.kind is kind]
        assert ids.count(ANY) <= 1 and ANY not in ids[:-1]
        assert len({str(each) for each in ids}) == len(ids)


HISTORY = {"channels:history", "groups:history", "im:history", "mpim:history"}
# The scopes that each method needs which handlers call: https://docs.slack.dev/reference/methods.
METHODS: dict[str, set[str]] = {
    "auth_test": set(),
    # With an app-level token: https://docs.slack.dev/reference/methods/apps.connections.open
    "apps_connections_open": set(),
    "chat_postMessage": {"chat:write", "chat:write.public"},
    "chat_update": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_getPermalink": set(),
    "users_info": {"users:read"},
    "conversations_info": {"channels:read", "groups:read", "im:read", "mpim:read"},
    "conversations_open": {"im:write"},
    "conversations_history": HISTORY,
    "conversations_replies": HISTORY,
    "files_upload_v2": {"files:write"},
    "views_publish": set(),
    "views_open": set(),
    "views_update": set(),
}
# For the address of an attached file, which no method reads: https://docs.slack.dev/reference/objects/file-object
DOWNLOAD = "files:read"
# The manifest's name and the scope of each event, "" for none: https://docs.slack.dev/reference/events.
EVENTS = {
    "app_mention": ("app_mention", "app_mentions:read"),
    "message": ("message.im", "im:history"),
    "app_home_opened": ("app_home_opened", ""),
}


def test_scopes_are_those_that_we_need_and_no_more() -> None:
    assert len(SCOPES) == len(set(SCOPES))
    events = {scope for _, scope in EVENTS.values() if scope}
    assert set(SCOPES) == {"commands", DOWNLOAD}.union(events, *METHODS.values())


def test_the_scopes_of_every_method_that_is_called_are_known() -> None:
    source = "".join(p.read_text("utf-8") for p in [*HANDLERS.rglob("*.py"), HANDLERS.parent / "bot" / "app.py"])
    methods = [name for name in dir(AsyncWebClient) if re.fullmatch(r"[a-z]+(_\w+)+", name)]
    assert {name for name in methods if f".{name}(" in source} == set(METHODS)


def test_optional_scopes_are_scopes_without_which_everything_else_works() -> None:
    assert MANIFEST["oauth_config"]["scopes"]["bot_optional"] == ["files:write", "files:read"]
    assert {"files:write", "files:read"} <= set(SCOPES)


def test_events_are_those_that_handlers_answer() -> None:
    settings = MANIFEST["settings"]
    assert settings["event_subscriptions"]["bot_events"] == [EVENTS[str(each)][0] for each in _routed(Kind.EVENT)]
    assert settings["interactivity"]["is_enabled"] is True
    assert settings["socket_mode_enabled"] is True
