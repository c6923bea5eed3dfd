"""The Web API under /api/. Checks token, scope and rate, applies faults, runs the method, and records every call."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.calls import Backend, Call, Method
from bot.lab.slack.faults import Fault, Faults
from bot.lab.slack.methods import chat, conversations, files, session, views
from bot.lab.slack.rates import Rates
from bot.lab.slack.workspace import JsonObject

METHODS: Mapping[str, Method] = {
    **session.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
    **files.METHODS,
}

# The answer of a call, and its HTTP headers.
Decision = tuple[JsonObject | Refusal, dict[str, str]]


@dataclass
class ApiRequest:
    """A recorded call, without the token. when: Unix seconds. answer: None where none was sent."""

    method: str
    params: JsonObject
    when: float
    answer: JsonObject | None = None
    status: int = 200


async def read_params(request: web.Request) -> JsonObject | Refusal:
    """Returns the arguments of a call from query, form or JSON. The body's take precedence over the query's."""
    params: JsonObject = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            return Refusal("invalid_json")
        if not isinstance(body, dict):
            return Refusal("json_not_object")
        return {**params, **body}
    return {**params, **{name: str(value) for name, value in (await request.post()).items()}}


class Api:
    """Answers /api/METHOD. closing: set when the lab stops, which ends stalled calls."""

    def __init__(
        self, backend: Backend, faults: Faults, rates: Rates, closing: asyncio.Event, *, bot_token: str, app_token: str
    ) -> None:
        self.requests: list[ApiRequest] = []
        self._backend = backend
        self._faults = faults
        self._rates = rates
        self._closing = closing
        self._tokens = {"bot": bot_token, "app": app_token}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        params = await read_params(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        if isinstance(params, dict):
            token = token or str(params.get("token", ""))
            params.pop("token", None)
        record = ApiRequest(name, params if isinstance(params, dict) else {}, self._backend.workspace.clock())
        self.requests.append(record)
        return await self.carry_out(request, record, lambda: self._answer(record, *self._decide(name, token, params)))

    async def carry_out(
        self, request: web.Request, record: ApiRequest, act: Callable[[], web.Response]
    ) -> web.StreamResponse:
        """Runs `act`, which makes the answer, unless a fault prevents it. The record gets what was sent."""
        fault = self._faults.take(record.method) or Fault()
        if fault.stall is not None:
            await self.stall(fault.stall)
        if fault.drop and not fault.after:
            return _drop(request, record)
        if fault.status is not None:
            record.status = fault.status
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            if fault.status == 429:
                return self._answer(record, Refusal("ratelimited"), headers, status=429)
            return web.Response(status=fault.status, text="error", headers=headers)
        if fault.error is not None:
            return self._answer(record, Refusal(fault.error), {})
        response = act()
        return _drop(request, record) if fault.drop else response

    async def stall(self, seconds: float) -> None:
        """Waits for this time, or until the lab stops."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def _answer(
        self, record: ApiRequest, decided: JsonObject | Refusal, headers: dict[str, str], status: int = 200
    ) -> web.Response:
        record.answer = decided.answer() if isinstance(decided, Refusal) else decided
        record.status = 429 if "Retry-After" in headers else status
        return web.json_response(record.answer, status=record.status, headers=headers)

    def _decide(self, name: str, token: str, params: JsonObject | Refusal) -> Decision:
        method = METHODS.get(name)
        if isinstance(params, Refusal):
            return params, {}
        if method is None:
            return Refusal("unknown_method", {"req_method": name}), {}
        if refusal := self._token_refusal(method, token):
            return refusal, {}
        scopes = self._backend.workspace.scopes
        headers = {"X-OAuth-Scopes": ",".join(sorted(scopes))} if method.caller == "bot" else {}
        if method.scopes:
            headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
            if scopes.isdisjoint(method.scopes):
                provided = ",".join(sorted(scopes))
                return Refusal("missing_scope", {"needed": ",".join(method.scopes), "provided": provided}), headers
        if wait := self._rates.wait(name, method.rate, str(params.get("channel", ""))):
            return Refusal("ratelimited"), {**headers, "Retry-After": str(wait)}
        return method.run(Call(self._backend, params)), headers

    def _token_refusal(self, method: Method, token: str) -> Refusal | None:
        if method.caller == "anyone":
            return None
        if not token:
            return Refusal("not_authed")
        if token not in self._tokens.values():
            return Refusal("invalid_auth")
        if token != self._tokens[method.caller]:
            return Refusal("not_allowed_token_type")
        if method.caller == "bot" and self._backend.workspace.bot_token_error:
            return Refusal(self._backend.workspace.bot_token_error)
        return None


def _drop(request: web.Request, record: ApiRequest) -> web.StreamResponse:
    """Closes the connection, so that the client sees a reset instead of an answer."""
    record.answer, record.status = None, 0
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
