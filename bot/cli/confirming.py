"""Asks on the terminal before a mail to the mailbox simulator is sent. Without a terminal it refuses."""

from __future__ import annotations

import sys

from bot.cli.leaving import tell
from bot.cli.refusal import Refusal
from bot.core.options import SIMULATOR, Claim
from bot.core.target import Target
from bot.words.catalogue import Catalogue

_YES = frozenset({"y", "yes", "c", "co", "có"})


def confirm(target: Target, simulate: str, say: Catalogue, *, yes: bool) -> None:
    """Ask whether to send, unless `yes`. Raises Refusal where the target forbids it or the answer is not yes."""
    table = f"[targets.{target.name}]"
    if not target.allow_simulator_send:
        switch = "`allow_simulator_send = true`"
        told = say("slack.send.switched_off", target=target.name, switch=switch, table=table)
        raise Refusal(told, (f"targets.{target.name}.allow_simulator_send",))
    if target.smtp is None or target.smtp.username is None or target.smtp.password is None:
        told = say("slack.send.no_login", target=target.name, table=f"{table[:-1]}.smtp]")
        raise Refusal(told, (f"targets.{target.name}.smtp",))
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(say("cli.send.no_terminal"), ("--send",))
    names = {"target": target.name, "region": target.region, "sender": target.sender}
    tell(say("slack.send.mail", recipient=f"{simulate}@{SIMULATOR}", **names))
    tell(say(f"slack.send.{simulate}"))
    for key in ("slack.send.not_counted", "slack.send.counted", "slack.send.events"):
        tell(f"- {say(key)}")
    tell(say("cli.send.question"))
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise Refusal(say("cli.send.unconfirmed"), ("--send",))


def claim_once() -> Claim:
    """A claim that only its first call gets. The command line has one run, which is never resumed."""
    left = [True]

    async def claim() -> bool:
        return bool(left) and left.pop()

    return claim
