"""The demo's page: the lab and the real bot in one process, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import asyncio
import signal
import socket

from bot.app import Bot, build
from bot.cli.leaving import put
from bot.cli.refusal import Refusal
from bot.lab.lab import Lab
from bot.lab.scenarios import Scenario
from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import Workspace
from bot.languages import DEFAULT, LANGUAGES
from bot.request.commands import CHECK, COMMANDS
from bot.settings import load_settings
from bot.shell import typed_program
from bot.words.catalogue import catalogue

TARGET = "prod"
# The page opens in this channel, which the bot is in, as this person, whose Slack is in English.
CHANNEL = "C0000000001"
PERSON = "U0000000002"
# In both languages: Slack has no translations of an app's own texts.
SHORTCUTS = [("explain_message", "Explain | Giải thích lỗi")]
# What the keys of the page's texts begin with. Their placeholders are the page's own: {0}.
_PAGE = "demo.page."
_CONNECTING = 5.0
# Seconds for closing, so that the demo ends within two seconds; what takes longer is not waited for.
_ENDING = 1.5


async def serve_page(scenario: str, port: int, language: str, flag: str | None) -> int:
    """Serve the page until a signal; the exit code. Raises Refusal where the port is taken."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    locales = [(spoken.locales[0], spoken.name) for spoken in LANGUAGES.values()]
    hints = command_hints(language)
    lab = Lab(
        slack=True,
        language=language,
        commands=hints,
        shortcuts=SHORTCUTS,
        languages=locales,
        words=page_words(language),
        name_group=lambda scenario: name_group(scenario, language),
    )
    show = asyncio.create_task(_show(lab, scenario, port, language, flag))
    ending = asyncio.create_task(ended.wait())
    try:
        await asyncio.wait({show, ending}, return_when=asyncio.FIRST_COMPLETED)
        if show.done():
            show.result()
    finally:
        show.cancel()
        ending.cancel()
        await asyncio.wait({show, ending}, timeout=_ENDING)
    return 0


async def _show(lab: Lab, scenario: str, port: int, language: str, flag: str | None) -> None:
    """Start the lab and the bot, print the address, and wait to be cancelled."""
    say = catalogue(language)
    bot: Bot | None = None
    try:
        try:
            await lab.start(scenario, port)
        except OSError as problem:
            spoken = f" --lang {flag}" if flag else ""
            other = f"{typed_program()} demo --scenario {scenario} --port {free_port(port)}{spoken}"
            raise Refusal(say("cli.demo.port", port=port, command=other), ("--port",)) from problem
        slack = lab.slack
        assert slack is not None
        if flag is not None:
            _set_language(slack.workspace, flag)
        bot = await build(load_settings(lab.environment()))
        await bot.start()
        await wait_for_bot(slack)
        put(say("cli.demo.ready", address=slack.url, command=f"{CHECK.name} {TARGET}") + "\n")
        await asyncio.Event().wait()
    finally:
        if bot is not None:
            await bot.stop(grace=0)
        await lab.stop()


def command_hints(language: str = DEFAULT) -> list[tuple[str, str, str]]:
    """Each command, its usage and what it is for, as Slack suggests them while a person types."""
    say = catalogue(language)
    return [(command.name, command.hint, say(command.purpose)) for command in COMMANDS]


def page_words(language: str) -> dict[str, str]:
    """The texts of the page in a language, by the English ones that stand in its files."""
    say, english = catalogue(language), catalogue(DEFAULT)
    return {english.strings[key]: say.strings[key] for key in english.keys if key.startswith(_PAGE)}


def name_group(scenario: Scenario, language: str) -> str:
    """The heading of a scenario in the page's list: the area of its root cause, else how its answer ends."""
    say = catalogue(language)
    if scenario.roots:
        return say(f"docs.area.{scenario.roots[0].partition('.')[0]}")
    return say("demo.group.bot") if scenario.repair else say(f"demo.group.{scenario.verdict}")


def free_port(taken: int) -> int:
    """Returns the next port above `taken` that the page can be served on; 0, which takes any, where there is none."""
    return next((port for port in range(taken + 1, 1 << 16) if _is_free(port)), 0)


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


async def wait_for_bot(slack: SlackLab) -> None:
    """Wait until the bot has opened its socket. Raises TimeoutError."""
    await slack.wait_for(lambda: slack.sockets.connected, timeout=_CONNECTING)


def _set_language(workspace: Workspace, language: str) -> None:
    """Set the Slack language of every person; the page can change it for each of them."""
    for user in workspace.users.values():
        user.locale = LANGUAGES[language].locales[0]
