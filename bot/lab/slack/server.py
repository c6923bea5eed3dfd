"""The server of the simulated Slack: Web API, Socket Mode, response_url and web page on one port."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from aiohttp import web

from bot.lab.slack.api import Api, ApiRequest
from bot.lab.slack.calls import Backend
from bot.lab.slack.changes import Changes
from bot.lab.slack.delivery import Delivery
from bot.lab.slack.envelope import Ack
from bot.lab.slack.faults import RESPONSE_URL, Faults
from bot.lab.slack.methods.files import Attachment, store_upload
from bot.lab.slack.page import OnScenario, Page
from bot.lab.slack.people import CommandOutcome, People, SubmitOutcome
from bot.lab.slack.rates import Rates
from bot.lab.slack.response_url import ResponseUrls
from bot.lab.slack.snapshot import LANGUAGES, Choices, Command, Language, Scenario, Shortcut
from bot.lab.slack.sockets import Sockets
from bot.lab.slack.triggers import Triggers
from bot.lab.slack.workspace import Message, View, Workspace

Seen = TypeVar("Seen")
UPLOAD_BYTES = 8 * 1024 * 1024


class SlackLab:
    """A workspace that a bot connects to as it would to Slack.

    limits: whether rate limits apply; Block Kit's limits always do. http_target: the bot's address for signed HTTP,
    used while no socket is connected. scenarios: (name, description, group). commands: (name, usage hint, description).
    shortcuts: (callback_id, name). languages: (locale, name). language, words: of the page, as in Choices.
    """

    def __init__(
        self,
        *,
        bot_token: str = "xoxb-lab-example",  # noqa: S107 - visibly made up
        app_token: str = "xapp-lab-example",  # noqa: S107 - visibly made up
        signing_secret: str = "lab-signing-secret-example",  # noqa: S107 - visibly made up
        scenarios: Sequence[Scenario] = (),
        on_scenario: OnScenario | None = None,
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
        languages: Sequence[Language] = LANGUAGES,
        language: str = "en",
        words: Mapping[str, str] | None = None,
        limits: bool = True,
    ) -> None:
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.workspace = Workspace()
        self.faults = Faults()
        self.sockets = Sockets()
        self.url = ""
        self._closing = asyncio.Event()
        self._changes = Changes()
        self.workspace.changed = self._changes.note
        self.rates = Rates(self._now, enforced=limits)
        self.triggers = Triggers(self._now)
        self.delivery = Delivery(self.sockets, signing_secret, self._now)
        backend = Backend(self.workspace, self.triggers, lambda: self.url, self._socket_url)
        self.api = Api(backend, self.faults, self.rates, self._closing, bot_token=bot_token, app_token=app_token)
        self._response_urls = ResponseUrls(self.workspace)
        self.people = People(
            self.workspace,
            self.triggers,
            self._response_urls,
            self.delivery,
            lambda: self.url,
        )
        choices = Choices(commands, shortcuts, scenarios, languages, language, words or {})
        self.page = Page(self.workspace, self.people, self._changes, choices, on_scenario, self._closing)
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The base address for a Slack client; it ends with /api/."""
        return f"{self.url}/api/"

    @property
    def requests(self) -> list[ApiRequest]:
        """Every call of the Web API and every use of a response_url (method "response_url"), oldest first."""
        return self.api.requests

    @property
    def http_target(self) -> str | None:
        return self.delivery.http_target

    @http_target.setter
    def http_target(self, url: str | None) -> None:
        self.delivery.http_target = url

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens. port: 0 takes a free one. Raises OSError where the port is in use."""
        app = web.Application(client_max_size=UPLOAD_BYTES)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self.api.handle),
                web.post("/response/{token}", self._respond),
                web.post("/upload/{file}", self._upload),
                web.get("/files/{file}", self._file),
                web.get("/files-pri/{file}/{name}", self._private_file),
                web.get("/socket/{ticket}", self.sockets.handle),
                *self.page.routes(),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Closes everything. Streams and stalled calls end at once."""
        self._closing.set()
        self._changes.note()
        await self.sockets.close()
        await self.delivery.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    def messages(self, channel: str) -> list[Message]:
        """Returns the messages that everybody in the channel sees, oldest first."""
        return self.workspace.messages(channel)

    def ephemerals(self, user: str, channel: str) -> list[Message]:
        """Returns the messages that only `user` sees in the channel, oldest first."""
        return self.workspace.ephemerals(user, channel)

    def modal(self, user: str) -> View | None:
        """Returns the topmost modal of `user`, or None."""
        return self.workspace.modal(user)

    async def command(self, text: str, *, user: str, channel: str, trigger: str | None = None) -> CommandOutcome:
        return await self.people.command(text, user=user, channel=channel, trigger=trigger)

    async def click(
        self,
        shown: Message | View,
        action_id: str,
        *,
        user: str,
        option: str | None = None,
        block_id: str | None = None,
    ) -> Ack:
        return await self.people.click(shown, action_id, user=user, option=option, block_id=block_id)

    async def submit(self, view: View, values: dict[str, str] | None = None, *, user: str) -> SubmitOutcome:
        return await self.people.submit(view, values, user=user)

    async def close_modal(self, view: View, *, user: str) -> Ack:
        return await self.people.close(view, user=user)

    async def shortcut(self, callback_id: str, message: Message, *, user: str) -> Ack:
        return await self.people.shortcut(callback_id, message, user=user)

    async def say(
        self,
        text: str,
        *,
        user: str,
        channel: str,
        thread_ts: str | None = None,
        files: Sequence[Attachment] = (),
    ) -> Message:
        return await self.people.say(text, user=user, channel=channel, thread_ts=thread_ts, files=files)

    async def wait_for(self, predicate: Callable[[], Seen | None], timeout: float = 5.0) -> Seen:
        """Waits until `predicate` returns something true, and returns that.

        Raises TimeoutError after `timeout` seconds.
        """
        async with asyncio.timeout(timeout):
            while True:
                if seen := predicate():
                    return seen
                await asyncio.sleep(0.01)

    def _now(self) -> float:
        return self.workspace.clock()

    def _socket_url(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/socket/{self.sockets.ticket()}"

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.text())
        except ValueError:
            body = None
        record = ApiRequest(RESPONSE_URL, body if isinstance(body, dict) else {}, self._now())
        self.requests.append(record)

        def use() -> web.Response:
            reply = self._response_urls.post(request.match_info["token"], body)
            record.answer, record.status = {"text": reply.text}, reply.status
            return web.Response(status=reply.status, text=reply.text)

        return await self.api.carry_out(request, record, use)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await request.read()
        if request.content_type == "multipart/form-data":
            raise web.HTTPUnsupportedMediaType
        if not store_upload(self.workspace, request.match_info["file"], content):
            raise web.HTTPBadRequest(text="no such upload")
        return web.Response(text=f"OK - {len(content)}")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        upload = self.workspace.files.get(request.match_info["file"])
        if upload is None or upload.content is None:
            raise web.HTTPNotFound
        return web.Response(
            body=upload.content, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"}
        )

    async def _private_file(self, request: web.Request) -> web.StreamResponse:
        """Sends a file to a token with files:read. Slack sends everybody else to a page on which they may sign in."""
        if (
            request.headers.get("Authorization") != f"Bearer {self.bot_token}"
            or "files:read" not in self.workspace.scopes
        ):
            raise web.HTTPFound("/")
        return await self._file(request)
