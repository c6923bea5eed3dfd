"""A targets file with every rule, and people of an unnamed chat platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.targets import Targets, load

ALERTS, ON_CALL = "C0000000002", "G0000000004"
TARGETS = """
[defaults]
language = "en"

[targets.prod]
region = "eu-central-1"
from = "noreply@example.com"
language = "vi"
aliases = ["production"]

[targets.guarded]
region = "us-east-1"
from = "noreply@example.com"
channels = ["C0000000002", "G0000000004"]

[targets.mine]
region = "eu-central-1"
from = "noreply@example.com"
users = ["U0000000002"]
channels = ["C0000000002"]

[targets.broken]
region = "eu-central-1"
from = "noreply@example.com"
[targets.broken.app]
access_key_id = "AKIAIOSFODNN7EXAMPLE"
secret_access_key = "file:absent"

[targets.mail]
region = "eu-central-1"
from = "noreply@example.com"
allow_simulator_send = true
[targets.mail.smtp]
username = "AKIAIOSFODNN7EXAMPLE"
password = "file:password"

[targets.nologin]
region = "eu-central-1"
from = "noreply@example.com"
allow_simulator_send = true
"""


@pytest.fixture
def targets(tmp_path: Path) -> Targets:
    (tmp_path / "password").write_text("made-up-password-example")
    return read(tmp_path, TARGETS)


def read(folder: Path, text: str) -> Targets:
    """The targets of a file with this text."""
    (folder / "ses-check.toml").write_text(text)
    return load(folder / "ses-check.toml", {})
