"""The log holds the fields of an event, and no secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.core.secret import Secret
from bot.logs import log_to_stderr


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("ses_check")
    before = root.handlers, root.level, ours.level
    stream = io.StringIO()
    log_to_stderr("INFO", [Secret("made-up-token-value")], stream)
    yield stream
    root.handlers, root.level, ours.level = before[0], before[1], before[2]


def _entry(log: io.StringIO) -> dict[str, object]:
    return dict(json.loads(log.getvalue().splitlines()[-1]))


def test_one_object_a_line(log: io.StringIO) -> None:
    logging.getLogger("ses_check.app").info("ready", extra={"team": "T0000000001"})
    entry = _entry(log)
    assert (entry["event"], entry["level"], entry["team"]) == ("ready", "info", "T0000000001")
    assert str(entry["timestamp"]).endswith("Z")


def test_known_secrets_and_what_looks_like_one_are_gone(log: io.StringIO) -> None:
    logging.getLogger("ses_check.app").error("said %s", "made-up-token-value", extra={"more": ["xoxb-lab-example-1"]})
    assert "made-up-token-value" not in log.getvalue()
    assert "xoxb-lab" not in log.getvalue()


def test_ids_keep_their_last_four(log: io.StringIO) -> None:
    logging.getLogger("ses_check.app").error("arn:aws:iam::111122223333:user/a AKIAIOSFODNN7EXAMPLE")
    assert "111122223333" not in log.getvalue()
    assert "AKIAIOSFODNN7EXAMPLE" not in log.getvalue()
    assert "MPLE" in log.getvalue()


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com/commands/T0000000001/123/example",
        "wss://wss-primary.slack.com/link/?ticket=example",
        "http://127.0.0.1:8300/response/example",
    ],
)
def test_capabilities_are_cut(log: io.StringIO, url: str) -> None:
    logging.getLogger("ses_check.slack").error("failed at %s", url)
    assert "example" not in log.getvalue()
    assert url.split("/")[2] in log.getvalue()


def test_tracebacks_are_cleaned_too(log: io.StringIO) -> None:
    try:
        raise ValueError("made-up-token-value")
    except ValueError:
        logging.getLogger("ses_check.app").exception("broke")
    assert "ValueError" in log.getvalue()
    assert "made-up-token-value" not in log.getvalue()


def test_libraries_speak_only_of_trouble(log: io.StringIO) -> None:
    logging.getLogger("slack_sdk.web").info("Sending a request")
    assert log.getvalue() == ""
