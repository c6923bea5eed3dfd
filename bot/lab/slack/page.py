"""The web page at /: shows a workspace and lets a person act in it. It draws snapshots and posts actions."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.lab.slack.changes import Changes
from bot.lab.slack.people import People
from bot.lab.slack.snapshot import Choices, snapshot
from bot.lab.slack.workspace import JsonObject, Message, View, Workspace

STATIC = Path(__file__).parent / "static"
FIRST_USER = "U0000000002"
HEARTBEAT = 15.0
# The page may load only the lab's own files, so that hostile text cannot load anything, even as markup.
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
_HEADERS = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}

_SAY = """export const say = (text, ...values) =>
  (WORDS[text] ?? text).replace(/\\{(\\d+)\\}/gu, (_, number) => values[number]);
"""

OnScenario = Callable[[str], Awaitable[None]]
_Action = Callable[[JsonObject], Awaitable[JsonObject]]


class Page:
    """The routes of the page. closing: set when the lab stops, which ends the streams."""

    def __init__(
        self,
        workspace: Workspace,
        people: People,
        changes: Changes,
        choices: Choices,
        on_scenario: OnScenario | None,
        closing: asyncio.Event,
    ) -> None:
        self._workspace = workspace
        self._people = people
        self._changes = changes
        self._choices = choices
        self._on_scenario = on_scenario
        self._closing = closing
        self.scenario = choices.scenarios[0][0] if choices.scenarios else ""
        self._actions: dict[str, _Action] = {
            "send": self._send,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "delete": self._delete,
            "home": self._home,
            "locale": self._locale,
            "scenario": self._choose_scenario,
        }

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._index),
            web.get("/static/{name}", self._static),
            web.get("/archives/{channel}/{message}", self._archive),
            web.get("/page/words.js", self._words),
            web.get("/page/state", self._state),
            web.get("/page/changes", self._stream),
            web.post("/page/{action}", self._act),
        ]

    async def _index(self, request: web.Request) -> web.StreamResponse:
        page = (STATIC / "index.html").read_text("utf-8").replace('lang="en"', f'lang="{self._choices.language}"', 1)
        return web.Response(text=page, content_type="text/html", headers=_HEADERS)

    async def _words(self, request: web.Request) -> web.StreamResponse:
        """The page's texts in its language, as a module: say(text, ...) with {0} for the first value."""
        words = json.dumps(dict(self._choices.words), ensure_ascii=False)
        script = f"const WORDS = {words};\n{_SAY}"
        return web.Response(text=script, content_type="text/javascript", headers=_HEADERS)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = STATIC / Path(request.match_info["name"]).name
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)

    async def _archive(self, request: web.Request) -> web.StreamResponse:
        """Redirects a permalink to its channel."""
        raise web.HTTPFound(f"/?channel={request.match_info['channel']}")

    async def _state(self, request: web.Request) -> web.StreamResponse:
        user = request.query.get("user") or FIRST_USER
        if user not in self._workspace.users:
            raise web.HTTPNotFound
        channel = request.query.get("channel", "")
        return web.json_response(snapshot(self._workspace, self._choices, self.scenario, user, channel))

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        """Sends server-sent events: one line for each change, at which the page fetches the state again."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        seen = -1
        while not self._closing.is_set():
            line = f"data: {self._changes.revision}\n\n" if seen != self._changes.revision else ": still here\n\n"
            seen = self._changes.revision
            try:
                await response.write(line.encode())
                await asyncio.wait_for(self._changes.next(), HEARTBEAT)
            except TimeoutError:
                continue
            except ConnectionError:
                break
        return response

    async def _act(self, request: web.Request) -> web.StreamResponse:
        action = self._actions.get(request.match_info["action"])
        origin = request.headers.get("Origin")
        if action is None:
            raise web.HTTPNotFound
        if request.content_type != "application/json" or origin not in (None, f"http://{request.host}"):
            raise web.HTTPForbidden
        try:
            body = json.loads(await request.text())
            answer = await action(body)
        except (ValueError, LookupError, TypeError) as problem:
            raise web.HTTPBadRequest(text=f"{type(problem).__name__}: {problem}") from problem
        return web.json_response(answer)

    def _find_shown(self, body: JsonObject) -> Message | View:
        if body.get("view"):
            return self._view(body)
        message = self._workspace.find(body["channel"], body["ts"])
        if message is None:
            raise LookupError("no such message")
        return message

    def _view(self, body: JsonObject) -> View:
        view = self._workspace.find_view(view_id=body["view"])
        if view is None:
            raise LookupError("no such view")
        return view

    def _message(self, body: JsonObject) -> Message:
        shown = self._find_shown({**body, "view": None})
        if isinstance(shown, View):
            raise TypeError("a view is no message")
        return shown

    async def _send(self, body: JsonObject) -> JsonObject:
        text, user, channel, thread = str(body["text"]).strip(), body["user"], body["channel"], body.get("thread_ts")
        if not text or channel not in self._workspace.channels or user not in self._workspace.users:
            raise ValueError("nothing to send, or nowhere")
        if not text.startswith("/"):
            await self._people.say(text, user=user, channel=channel, thread_ts=thread)
            return {}
        name = text.split()[0]
        if thread:
            self._people.show_privately(f"{name} is not supported in threads. Sorry!", user, channel, thread)
        elif self._choices.commands and name not in [command[0] for command in self._choices.commands]:
            self._people.show_privately(f"{name} is not a valid command.", user, channel)
        else:
            await self._people.command(text, user=user, channel=channel)
        return {}

    async def _click(self, body: JsonObject) -> JsonObject:
        ack = await self._people.click(
            self._find_shown(body),
            body["action_id"],
            user=body["user"],
            option=body.get("option"),
            block_id=body["block_id"],
        )
        return {"error": ack.error}

    async def _submit(self, body: JsonObject) -> JsonObject:
        values: dict[str, Any] = body.get("values") or {}
        outcome = await self._people.submit(self._view(body), values, user=body["user"])
        return {"error": outcome.error, "errors": outcome.errors}

    async def _close(self, body: JsonObject) -> JsonObject:
        ack = await self._people.close(self._view(body), user=body["user"])
        return {"error": ack.error}

    async def _shortcut(self, body: JsonObject) -> JsonObject:
        ack = await self._people.shortcut(body["callback_id"], self._message(body), user=body["user"])
        return {"error": ack.error}

    async def _delete(self, body: JsonObject) -> JsonObject:
        self._workspace.remove(self._message(body))
        return {}

    async def _home(self, body: JsonObject) -> JsonObject:
        await self._people.open_home(body["user"])
        return {}

    async def _locale(self, body: JsonObject) -> JsonObject:
        self._workspace.users[body["user"]].locale = str(body["locale"])
        self._workspace.changed()
        return {}

    async def _choose_scenario(self, body: JsonObject) -> JsonObject:
        name = str(body["scenario"])
        if name not in [scenario[0] for scenario in self._choices.scenarios]:
            raise LookupError("no such scenario")
        if self._on_scenario is not None:
            await self._on_scenario(name)
        self.scenario = name
        self._workspace.changed()
        return {}
