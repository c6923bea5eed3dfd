"""A workspace of the lab with the real bot in it, its files, and a mail server that says nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import Bot
from bot.lab.slack.envelope import Ack
from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import Message, View
from bot.store import Owner, Preference, StoredRun

INCIDENTS, ALERTS, PARTNER, ON_CALL = "C0000000001", "C0000000002", "C0000000003", "G0000000004"
AN, MARY, OUTSIDER = "U0000000001", "U0000000002", "U0000000003"
AN_DIRECT, MARY_DIRECT = "D0000000005", "D0000000006"

# Everything that a target asks is refused at once, so a run takes a fraction of a second; the damaged secret is found
# without asking anybody, which gives the card a cause and a fix. "slow" waits for a mail server that says nothing.
TARGETS = """
[targets.prod]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
aliases = ["production"]
[targets.prod.inspect]
access_key_id = "AKIAIOSFODNN7EXAMPLE"
secret_access_key = "file:secret"
[targets.prod.app]
access_key_id = "ASIAI44QH8DHBEXAMPLE"
secret_access_key = "file:damaged"

[targets.guarded]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
channels = ["C0000000002", "G0000000004"]

[targets.mine]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
users = ["U0000000002"]

[targets.viet]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
language = "vi"

[targets.broken]
region = "eu-central-1"
from = "noreply@example.com"
[targets.broken.app]
access_key_id = "AKIAIOSFODNN7EXAMPLE"
secret_access_key = "file:absent"

# The only one for which a simulated mail may be sent.
[targets.mail]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
allow_simulator_send = true
users = ["U0000000002"]
[targets.mail.smtp]
host = "127.0.0.1"
port = {port}
username = "AKIAIOSFODNN7EXAMPLE"
password = "file:damaged"

# It may, and has nobody to log in as.
[targets.nologin]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
allow_simulator_send = true
users = ["U0000000002"]

[targets.slow]
region = "eu-central-1"
from = "noreply@example.com"
endpoint_url = "http://127.0.0.1:9"
[targets.slow.smtp]
host = "127.0.0.1"
port = {port}
"""


@dataclass
class Silence:
    """A mail server that accepts and says nothing, until it is told to hang up."""

    port: int = 0
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _quiet: bool = True

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def hang_up(self) -> None:
        """End all calls, and every later one at once."""
        self._quiet = False
        for writer in self._writers:
            writer.close()
        await asyncio.sleep(0)

    def wait_again(self) -> None:
        """Accept later calls and say nothing."""
        self._quiet = True

    async def stop(self) -> None:
        await self.hang_up()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def calls(self) -> int:
        return len(self._writers)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        if not self._quiet:
            writer.close()


@dataclass
class World:
    """A workspace, the bot in it, and the folder of its files."""

    slack: SlackLab
    bot: Bot
    folder: Path
    silence: Silence

    async def ask(self, text: str, *, user: str = AN, channel: str = INCIDENTS) -> str:
        """Type the command; the words of the acknowledgement. It must come in time."""
        outcome = await self.slack.command(f"/ses-check {text}", user=user, channel=channel)
        assert outcome.error is None
        return outcome.ack_text

    async def press(self, card: Message, action: str, *, user: str, language: str = "vi") -> Ack:
        """As the function `press`, in this workspace."""
        return await press(self.slack, card, action, user=user, language=language)

    async def card(self, channel: str = INCIDENTS, *, count: int = 1) -> Message:
        """The newest of so many cards of the channel, once it holds its answer."""
        seen = await self.slack.wait_for(lambda: self._answered(channel, count), timeout=8)
        assert seen is not None
        return seen

    async def renewed(self, card: Message, run: str) -> Message:
        """A card that was clicked, once it holds the answer of another run than this one."""

        def is_renewed() -> bool:
            return run_id(card) != run and bool(buttons(card))

        await self.slack.wait_for(is_renewed, timeout=8)
        await self.slack.wait_for(lambda: not self.bot.busy)
        return card

    async def take_up(self, stored: StoredRun) -> None:
        """Let the bot go on with a run as it does after a restart."""
        assert self.bot.runner is not None
        await self.bot.runner.take_up(stored)

    async def modal(self, user: str) -> View:
        """What lies on top for this person."""
        seen = await self.slack.wait_for(lambda: self.slack.modal(user))
        assert seen is not None
        return seen

    def cards(self, channel: str = INCIDENTS) -> list[Message]:
        """All that the bot posted there, thread replies apart."""
        return [m for m in self.slack.messages(channel) if m.by_bot and m.thread_ts is None]

    async def told(self, user: str, channel: str = INCIDENTS) -> str:
        """The newest line that only this person sees."""
        seen = await self.slack.wait_for(lambda: self.slack.ephemerals(user, channel))
        return seen[-1].text

    def calls(self, method: str) -> int:
        return sum(1 for request in self.slack.requests if request.method == method)

    def _answered(self, channel: str, count: int) -> Message | None:
        cards = self.cards(channel)
        return cards[-1] if len(cards) >= count and buttons(cards[-1]) else None


async def choose_language(world: World, user: str, language: str) -> None:
    """Let a person choose a language."""
    await world.bot.store.remember(Owner("", "T0000000001", user), Preference.LANGUAGE, language)


async def chosen_language(world: World, user: str) -> str | None:
    """The language that a person, or a channel, chose."""
    return (await world.bot.store.recall(Owner("", "T0000000001", user))).get(Preference.LANGUAGE)


async def press(slack: SlackLab, card: Message, action: str, *, user: str, language: str = "vi") -> Ack:
    """Press a card's button, or choose the entry of its menu that stands for the action.

    language: the entry of the menu of languages, which stands in the button's place where there are more than two.
    """
    elements = [element for block in card.blocks for element in block.get("elements", [])]
    options = {e["action_id"]: [o["value"] for o in e["options"]] for e in elements if "options" in e}
    for value in options.get("check_more", ()):
        if value.startswith(f"{action} "):
            return await slack.click(card, "check_more", user=user, option=value)
    chosen = next((value for value in options.get(action, ()) if value.endswith(f" {language}")), None)
    return await slack.click(card, action, user=user, option=chosen)


def buttons(message: Message) -> list[str]:
    """The action ids of a message's buttons."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def run_id(message: Message) -> str:
    """The run that a card's metadata name."""
    assert message.metadata is not None
    assert message.metadata["event_type"] == "ses_check_run"
    return str(message.metadata["event_payload"]["run_id"])


def environ(slack: SlackLab, folder: Path) -> dict[str, str]:
    """The variables of a bot in this workspace."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "SES_CHECK_CONFIG": str(folder / "ses-check.toml"),
        "SES_CHECK_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'data' / 'runs.db'}",
        "SES_CHECK_LOG": "info",
    }


def write_targets(folder: Path, port: int) -> None:
    """The targets file and the made-up secrets that it names."""
    (folder / "ses-check.toml").write_text(TARGETS.format(port=port))
    (folder / "secret").write_text("made-up-secret-of-the-inspector-example")
    (folder / "damaged").write_text("made up secret with blanks example")
