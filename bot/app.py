"""The running bot: builds its objects, gives them to each other, starts and ends them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from pathlib import Path

from aiohttp import ClientSession, web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot import logs
from bot.core.errors import ConfigurationError, Mistake, StoreUnavailable
from bot.core.secret import Secret
from bot.jobs.local import LocalRunner
from bot.languages import DEFAULT, LANGUAGES
from bot.memory import release_memory
from bot.service import Service
from bot.settings import Settings
from bot.store import Store, StoredRun
from bot.targets import TargetsFile, find_config
from bot.words.catalogue import catalogue
from bot.words.mistakes import describe_mistake
from handlers.app.context import HandlerContext
from handlers.app.language import Languages
from handlers.app.tasks import Tasks
from handlers.card.delivery import CardDelivery
from handlers.errors import attach_error_handler
from handlers.routes import attach_routes
from handlers.slack.client import Done, Slack, ask, http_session, quiet_logger, web_client
from handlers.slack.http_mode import SlackEndpoint
from handlers.slack.people import Installation, People
from handlers.slack.requester import read
from handlers.slack.response_url import ResponseUrl
from handlers.slack.sign_in import sign_in, wait_for_slack
from handlers.slack.socket_mode import Socket, open_socket
from handlers.slack.update_limiter import UpdateLimiter

log = logging.getLogger("ses_check.app")

# Seconds. After SIGTERM a bot has 20 in all: these for runs and lookups, the rest for closing.
RUNS_GRACE = 14.0
_DAY = 24 * 3600.0
# Seconds between two looks at the targets file.
_WATCH = 5.0
# So many targets get their AWS clients before anybody asks, within so many seconds.
_WARMED = 2
_WARMED_WITHIN = 3.0
# Seconds after which a thread lets another one run.
_SWITCH = 0.0005


class Bot:
    """One bot in one workspace. Built by `build`; then start(), and stop() in the end."""

    def __init__(
        self, settings: Settings, targets: TargetsFile, store: Store, *, http: bool, host: str, port: int
    ) -> None:
        self.settings = settings
        self.targets = targets
        self.store = store
        self.port = port
        self._http = http
        self._host = host
        self._service = Service()
        self._tasks = Tasks()
        self._lookups = Tasks()
        self._open = False
        self._session: ClientSession | None = None
        self._socket: Socket | None = None
        self._site: web.AppRunner | None = None
        self.runner: LocalRunner[ResponseUrl] | None = None

    async def start(self) -> None:
        """Connect to Slack and answer from now on. Raises ConfigurationError where Slack refuses a token."""
        url = self.settings.slack_api_url
        self._session = http_session(url)
        slack = Slack(web_client(_reveal(self.settings.slack_bot_token), url, self._session), self._session)
        installation = await sign_in(slack)
        context = self._build_context(slack, installation)
        app = _bolt(slack, installation)
        attach_routes(app, context)
        attach_error_handler(app, context)
        await self._warm()
        self._open = True
        if self._http:
            await self._listen(app)
        else:
            await self._connect(app, self._session)
        self._tasks.start(self._resume(context.runner), "resume")
        self._tasks.start(self._purge_daily(), "purge")
        self._tasks.start(self._watch_targets(), "watch the targets file")
        release_memory()
        log.info("ready", extra={"mode": "http" if self._http else "socket", "team": installation.team_id})

    async def stop(self, grace: float = RUNS_GRACE) -> None:
        """Accept nothing more, let runs and lookups end within `grace` seconds, leave other runs for the next start."""
        self._open = False
        if self._socket is not None:
            await self._socket.close()  # type: ignore[no-untyped-call]
        lookups = asyncio.ensure_future(self._lookups.stop(grace))
        if self.runner is not None:
            await self.runner.stop(grace)
        await lookups
        await self._tasks.stop(0)
        if self._site is not None:
            await self._site.cleanup()
        if self._session is not None:
            await self._session.close()
        await self._service.close()
        await self.store.close()
        log.info("stopped")

    @property
    def busy(self) -> bool:
        """True while a run is under way or its answer not delivered."""
        return self.runner is not None and self.runner.busy

    def _build_context(self, slack: Slack, installation: Installation) -> HandlerContext:
        def deliver(stored: StoredRun, url: ResponseUrl | None) -> CardDelivery:
            return CardDelivery(context, stored, url)

        people = People(slack, installation)
        self.runner = LocalRunner(self.store, self._service, self.targets, deliver)
        context = HandlerContext(
            slack=slack,
            store=self.store,
            targets=self.targets,
            people=people,
            languages=Languages(self.store, self.targets, people),
            limiter=UpdateLimiter(),
            tasks=self._tasks,
            lookups=self._lookups,
            service=self._service,
            runner=self.runner,
        )
        return context

    async def _connect(self, app: AsyncApp, session: ClientSession) -> None:
        token = _reveal(self.settings.slack_app_token)
        client = web_client(token, self.settings.slack_api_url, session)
        answer = await wait_for_slack(
            lambda: ask(client.apps_connections_open(app_token=token)),
            client.base_url,
            "SLACK_APP_TOKEN",
            "config.slack_app_refused",
        )
        address = read(answer.data, "url") if isinstance(answer, Done) else ""
        self._socket = await open_socket(app, client, token, address)

    async def _listen(self, app: AsyncApp) -> None:
        endpoint = SlackEndpoint(app, _reveal(self.settings.slack_signing_secret), lambda: self._open)
        self._site = endpoint.runner()
        await self._site.setup()
        site = web.TCPSite(self._site, self._host, self.port)
        try:
            await site.start()
        except OSError as problem:
            detail = f"{self._host}:{self.port}"
            raise ConfigurationError((Mistake("--port", "config.port_taken", detail=detail),)) from problem
        self.port = int(self._site.addresses[0][1])

    async def _resume(self, runner: LocalRunner[ResponseUrl]) -> None:
        try:
            taken_up = await runner.resume()
        except StoreUnavailable:
            log.error("earlier runs could not be read")
        else:
            log.log(logging.INFO if taken_up else logging.DEBUG, "runs taken up", extra={"runs": taken_up})

    async def _purge_daily(self) -> None:
        while True:
            try:
                log.info("old runs purged", extra={"runs": await self.store.purge()})
            except StoreUnavailable:
                log.error("old runs could not be purged")
            await asyncio.sleep(_DAY)

    async def _watch_targets(self) -> None:
        """Read a changed targets file soon, so that its mistakes are logged before anybody asks."""
        while True:
            self.targets.current()
            await asyncio.sleep(_WATCH)

    async def _warm(self) -> None:
        """Load what the first command would wait for: sentences, and the AWS clients of the first targets."""
        for language in LANGUAGES:
            catalogue(language)
        try:
            async with asyncio.timeout(_WARMED_WITHIN):
                for target in list(self.targets.current().targets.values())[:_WARMED]:
                    await self._service.warm(target)
        except TimeoutError:
            log.info("the AWS clients are not ready yet; the first check builds them")


async def serve(settings: Settings, *, http: bool, host: str, port: int, config: Path | None = None) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises ConfigurationError with every mistake in its settings and targets file."""
    if not settings.mistakes_for("cli"):
        tokens = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
        logs.log_to_stderr(settings.log_level, [t for t in tokens if t is not None])
    bot = await build(settings, http=http, host=host, port=port, config=config)
    # Threads that read AWS's answers must not delay an acknowledgement, which is to take 50 ms at most.
    sys.setswitchinterval(_SWITCH)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    starting = asyncio.create_task(bot.start())
    ending = asyncio.create_task(ended.wait())
    try:
        # Slack may be unreachable for long, and a signal must end the bot even then.
        await asyncio.wait({starting, ending}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await ending
    finally:
        for task in (starting, ending):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, ConfigurationError):
            await starting
        await bot.stop()


async def build(
    settings: Settings, *, http: bool = False, host: str = "127.0.0.1", port: int = 3000, config: Path | None = None
) -> Bot:
    """A bot that is not started yet. Raises ConfigurationError with everything that is missing or wrong."""
    mistakes = list(settings.mistakes_for("http" if http else "socket"))
    path = find_config(config, settings)
    targets = None
    if isinstance(path, ConfigurationError):
        mistakes += path.mistakes
    else:
        targets = TargetsFile(path)
        mistakes += targets.current().file_mistakes
    if mistakes or targets is None:
        raise ConfigurationError(tuple(mistakes))
    for mistake in targets.current().mistakes:
        log.error(
            "a target cannot be checked",
            extra={"target": mistake.target, "mistake": describe_mistake(mistake, DEFAULT)},
        )
    try:
        store = await Store.open(settings.database)
    except StoreUnavailable as problem:
        raise ConfigurationError((Mistake("SES_CHECK_DATABASE_URL", "config.database_closed"),)) from problem
    return Bot(settings, targets, store, http=http, host=host, port=port)


def _bolt(slack: Slack, installation: Installation) -> AsyncApp:
    """Bolt with a known installation, so that it asks Slack nothing before an acknowledgement."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=installation.enterprise_id or None,
            team_id=installation.team_id or None,
            bot_token=slack.web.token,
            bot_id=installation.bot_id or None,
            bot_user_id=installation.bot_user_id or None,
        )

    client = web_client("", slack.web.base_url, slack.session)
    client.token = None
    # Where a payload comes from is proven before Bolt sees it: by the socket, or by handlers.slack.http_mode.
    return AsyncApp(
        name="ses-check",
        # Its warnings do not concern us: for example that the token is unused here.
        logger=quiet_logger("bolt", logging.ERROR),
        client=client,
        signing_secret="",
        authorize=authorize,
        # Bolt waits until the handler ends. Otherwise it would look for the acknowledgement every 10 ms, and lose it
        # where the handler fails right after it.
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )


def _reveal(secret: Secret | None) -> str:
    return secret.reveal() if secret is not None else ""
