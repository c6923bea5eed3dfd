"""The whole offline world: a scenario on stage and, where it is wanted, a Slack workspace with its page."""

from collections.abc import Sequence
from pathlib import Path

from bot.lab.scenarios import SCENARIOS
from bot.lab.slack.server import SlackLab
from bot.lab.slack.snapshot import Command, Shortcut
from bot.lab.stage import Stage

PORT = 8300


class Lab:
    """One offline world on loopback. `slack` is None where none was wanted.

    language: of the scenarios' descriptions on the page. commands, shortcuts: what the page offers, as the manifest lists them.
    """

    def __init__(
        self,
        *,
        slack: bool,
        language: str = "en",
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
    ) -> None:
        self.stage = Stage()
        scenarios = [(scenario.name, scenario.summary(language)) for scenario in SCENARIOS.values()]
        self.slack = (
            SlackLab(scenarios=scenarios, on_scenario=self.switch, commands=commands, shortcuts=shortcuts)
            if slack
            else None
        )

    @property
    def folder(self) -> Path:
        """The lab's own folder (0700), which `stop` removes."""
        return self.stage.folder

    @property
    def config_path(self) -> Path:
        """The targets file of the scenario on stage."""
        return self.stage.config_path

    async def start(self, scenario: str = "healthy", port: int = PORT) -> None:
        """Begin with a scenario, the page on this port; 0 takes a free one.

        Raises KeyError for a name that there is not, and OSError where the port is taken; nothing is left running.
        """
        try:
            if self.slack is not None:
                await self.slack.start(port=port)
                self.slack.page.scenario = scenario
            await self.stage.start(scenario)
        except (KeyError, OSError):
            await self.stop()
            raise

    async def switch(self, name: str) -> None:
        """Put another scenario on stage; the bot takes the new targets file up by itself. Raises KeyError."""
        await self.stage.switch(name)

    async def stop(self) -> None:
        """End everything and remove the folder; may be called twice."""
        if self.slack is not None:
            await self.slack.stop()
        await self.stage.stop()

    def environment(self) -> dict[str, str]:
        """The variables of a bot that is to live in this world. Without Slack: the targets file only."""
        found = {"SES_CHECK_CONFIG": str(self.config_path)}
        if self.slack is not None:
            found |= {
                "SLACK_BOT_TOKEN": self.slack.bot_token,
                "SLACK_APP_TOKEN": self.slack.app_token,
                "SLACK_API_URL": self.slack.api_url,
                "SES_CHECK_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'data' / 'runs.db'}",
            }
        return found
