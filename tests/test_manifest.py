"""manifest.yml is within Slack's limits and equals what the handlers publish.

Limits: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.options import SIMULATIONS
from handlers.routes import modules

MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "manifest.yml").read_text("utf-8"))
DISPLAY = MANIFEST["display_information"]
COMMANDS = MANIFEST["features"]["slash_commands"]
SHORTCUTS = MANIFEST["features"]["shortcuts"]
SCOPES = MANIFEST["oauth_config"]["scopes"]["bot"]


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
    published = {module.COMMAND for module in modules() if hasattr(module, "COMMAND")}
    assert {c["command"] for c in COMMANDS} == published


def test_shortcuts_are_those_that_handlers_answer() -> None:
    published = {module.SHORTCUT for module in modules() if hasattr(module, "SHORTCUT")}
    assert {s["callback_id"] for s in SHORTCUTS} == published
    assert all(s["type"] == "message" for s in SHORTCUTS)


def test_only_known_keys_stand_at_the_top() -> None:
    assert set(MANIFEST) == {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert MANIFEST["_metadata"]["major_version"] == 2


def test_a_hint_names_every_flag() -> None:
    hint = COMMANDS[0]["usage_hint"]
    flags = ("lang:vi|en", "only:config|aws|ses|dns|smtp", "to:<address>", f"send:{'|'.join(SIMULATIONS)}")
    assert all(word in hint for word in (*flags, "private", "help", "[target]"))


def test_descriptions_speak_both_languages() -> None:
    assert " | " in DISPLAY["description"]
    assert all(" | " in each["description"] for each in [*COMMANDS, *SHORTCUTS])


# Which scope each thing that we call or receive needs: https://docs.slack.dev/reference/methods and /reference/events.
NEEDED = {
    "slash commands": {"commands"},
    "chat.postMessage, chat.update, chat.postEphemeral": {"chat:write"},
    "chat.postMessage without membership": {"chat:write.public"},
    "users.info": {"users:read"},
    "conversations.info": {"channels:read", "groups:read", "im:read", "mpim:read"},
    "conversations.open": {"im:write"},
    "conversations.history, conversations.replies": {
        "channels:history",
        "groups:history",
        "im:history",
        "mpim:history",
    },
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "files.getUploadURLExternal, files.completeUploadExternal": {"files:write"},
}


def test_scopes_are_those_that_we_need_and_no_more() -> None:
    assert len(SCOPES) == len(set(SCOPES))
    assert set(SCOPES) == set().union(*NEEDED.values())


def test_optional_scopes_are_scopes_without_which_everything_else_works() -> None:
    assert MANIFEST["oauth_config"]["scopes"]["bot_optional"] == ["files:write"]
    assert "files:write" in SCOPES


def test_events_are_those_that_the_fallback_answers() -> None:
    settings = MANIFEST["settings"]
    assert settings["event_subscriptions"]["bot_events"] == ["app_mention", "message.im"]
    assert settings["interactivity"]["is_enabled"] is True
    assert settings["socket_mode_enabled"] is True
