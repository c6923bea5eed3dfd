"""Two snapshots of the same target, written by hand: of the bot's machine and of the application's container."""

from __future__ import annotations

from dataclasses import replace

from bot.compare.snapshot import Certificate, CheckState, Port, Snapshot, StageState
from bot.core.model import Vantage

# What the checks of these reports saw, as far as the document has room.
SEEN = Snapshot(
    target="prod",
    region="eu-central-1",
    at="2026-11-21T13:05:07Z",
    ms=2345,
    vantage=Vantage("ses-bot-7f9c", "10.0.1.23", "0.1.0"),
    can_send="no",
    endpoint="email-smtp.eu-central-1.amazonaws.com:587",
    keys={"smtp": "AKIAIOSFODNN7EXAMPLE"},
    shapes={"smtp_username": "access_key 20", "smtp_password": "smtp_password 44"},
    clock=0,
    addresses=("198.51.100.7",),
    peer="198.51.100.7",
    certificate=Certificate("Amazon RSA 2048 M02", "TLSv1.3", 200),
    ports=(Port(587, "ok", 33),),
    stages=(
        StageState("connect", "pass", 31),
        StageState("auth", "fail", 112, 535, "535 5.7.8 Authentication Credentials Invalid"),
    ),
    checks={"smtp.connect": CheckState("pass"), "smtp.auth": CheckState("fail", ("smtp.credentials_invalid",))},
)
# The application's container, from which port 587 is blocked.
PROBED = replace(
    SEEN,
    vantage=Vantage("web-5d8f", "172.17.0.2", "0.1.0"),
    can_send="",
    clock=412,
    peer="",
    certificate=Certificate(),
    ports=(Port(587, "timeout", 5004), Port(2587, "ok", 35)),
    stages=(StageState("connect", "fail", 5004),),
    checks={
        "smtp.connect": CheckState("fail", ("network.port_blocked",)),
        "smtp.auth": CheckState("skipped", (), "blocked"),
    },
)
