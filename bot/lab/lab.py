"""Runs the whole lab: a scenario and, where wanted, a Slack workspace with its web page."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.lab.scenarios import SCENARIOS, Scenario
from bot.lab.slack.server import SlackLab
from bot.lab.slack.snapshot import LANGUAGES, Command, Language, Shortcut
from bot.lab.stage import Stage

PORT = 8300


class Lab:
    """One offline world on loopback.

    slack: whether to run a Slack workspace; else `slack` is None. language: of the scenarios' descriptions on the page.
    commands, shortcuts: what the page offers, as the manifest lists them. languages: (locale, name) of those to choose from.
    words: the page's English texts in its language. name_group: the heading under which the page lists a scenario.
    """

    def __init__(
        self,
        *,
        slack: bool,
        language: str = "en",
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
        languages: Sequence[Language] = LANGUAGES,
        words: Mapping[str, str] | None = None,
        name_group: Callable[[Scenario], str] = lambda scenario: "",
    ) -> None:
        self.stage = Stage()
        scenarios = [(each.name, each.summary(language), name_group(each)) for each in SCENARIOS.values()]
        self.slack = (
            SlackLab(
                scenarios=scenarios,
                on_scenario=self.switch,
                commands=commands,
                shortcuts=shortcuts,
                languages=languages,
                language=language,
                words=words,
            )
            if slack
            else None
        )

    @property
    def folder(self) -> Path:
        """The lab's folder (mode 0700). `stop` removes it."""
        return self.stage.folder

    @property
    def config_path(self) -> Path:
        """The targets file of the current scenario."""
        return self.stage.config_path

    async def start(self, scenario: str = "healthy", port: int = PORT) -> None:
        """Starts a scenario, and the page on this port (0 takes a free one).

        Raises KeyError for an unknown scenario and OSError where the port is in use; then nothing is left running.
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
        """Changes to another scenario; the bot reads the new targets file by itself.

        Raises KeyError for an unknown name.
        """
        await self.stage.switch(name)

    async def stop(self) -> None:
        """Stops everything and removes the folder. May be called twice."""
        if self.slack is not None:
            await self.slack.stop()
        await self.stage.stop()

    def environment(self) -> dict[str, str]:
        """Returns the environment variables with which the bot uses this lab; without Slack only SES_CHECK_CONFIG."""
        found = {"SES_CHECK_CONFIG": str(self.config_path)}
        if self.slack is not None:
            found |= {
                "SLACK_BOT_TOKEN": self.slack.bot_token,
                "SLACK_APP_TOKEN": self.slack.app_token,
                "SLACK_API_URL": self.slack.api_url,
                "SES_CHECK_DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'data' / 'runs.db'}",
            }
        return found
