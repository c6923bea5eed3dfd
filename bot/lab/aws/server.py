"""The HTTP server of the simulated AWS: one address for all services."""

import asyncio
import itertools
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from bot.lab.aws.access.authentication import authenticate
from bot.lab.aws.access.authorisation import access_denied, decide
from bot.lab.aws.access.callers import Caller, layers_of, request_context
from bot.lab.aws.access.policy import Question
from bot.lab.aws.access.sigv4 import Authorization, read_authorization
from bot.lab.aws.answers import Outbound, write_answer, write_refusal
from bot.lab.aws.calls import Call
from bot.lab.aws.faults import Altered, Effect, Faults, RepeatedPage, Stalled
from bot.lab.aws.models import load_model, warm_models
from bot.lab.aws.operation import ApiRequest, Operation
from bot.lab.aws.refusals import Problem, Refusal, refuse
from bot.lab.aws.routing import Inbound, Routed, route
from bot.lab.aws.services import events, iam, ses, sesv2, sesv2_insights, sesv2_reputation, stores, sts
from bot.lab.aws.shapes import mismatches
from bot.lab.aws.spoiling import drop_mark, repeat_page, replacement, send_spoiled
from bot.lab.world import World

OPERATIONS: Mapping[str, Mapping[str, Operation]] = {
    "sesv2": {**sesv2.OPERATIONS, **sesv2_reputation.OPERATIONS, **sesv2_insights.OPERATIONS},
    "ses": ses.OPERATIONS,
    "iam": iam.OPERATIONS,
    "sts": sts.OPERATIONS,
    "ssm": stores.SSM,
    "secretsmanager": stores.SECRETS_MANAGER,
    "sns": events.SNS,
    "kms": events.KMS,
    "firehose": events.FIREHOSE,
    "events": events.EVENTS,
}
_SES_API = {"ses": "1", "sesv2": "2"}
_log = logging.getLogger(__name__)


@dataclass
class _Exchange:
    """One request while it is answered. altered: the effects that change the members of a successful answer."""

    inbound: Inbound
    routed: Routed
    authorization: Authorization | str | None
    now: datetime
    altered: list[Effect]
    caller: Caller | None = None
    authorised: bool = False

    @property
    def region(self) -> str:
        return self.authorization.region if isinstance(self.authorization, Authorization) else ""

    @property
    def key_id(self) -> str | None:
        return self.authorization.access_key_id if isinstance(self.authorization, Authorization) else None


class AwsServer:
    """A simulated AWS that answers from `world`. `world` and `faults` may be replaced while it runs.

    calls: every request, in order. mistakes: where answers differed from botocore's models; each of these was
    answered with a 500 that says so. A test of the lab expects none.
    """

    def __init__(self, world: World, faults: Faults | None = None) -> None:
        self.world = world
        self.faults = faults or Faults()
        self.calls: list[Call] = []
        self.mistakes: list[str] = []
        self._runner: web.AppRunner | None = None
        self._url = ""
        self._numbers = itertools.count(1)

    @property
    def url(self) -> str:
        """The endpoint of every service: `http://127.0.0.1:PORT`."""
        return self._url

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens. port: 0 takes a free one. Raises OSError where the port is in use."""
        await asyncio.to_thread(warm_models)
        application = web.Application(client_max_size=1024**2)
        application.router.add_route("*", "/{path:.*}", self._handle)
        # Cancel a stalled handler when its client disconnects, so that it does not delay the end of the server.
        runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._url = f"http://{host}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Closes every connection and stops listening. May be called twice."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        headers = tuple((name.lower(), value) for name, value in request.headers.items())
        inbound = Inbound(request.method, path, query, headers, await request.read())
        header = inbound.header("authorization")
        authorization = None if header is None else read_authorization(header)
        signing_name = authorization.service if isinstance(authorization, Authorization) else None
        routed = route(inbound, signing_name)
        now = datetime.now(UTC) + timedelta(seconds=self.faults.clock_offset_seconds)
        exchange = _Exchange(inbound, routed, authorization, now, [])
        effects = self.faults.take(f"{routed.service}.{routed.operation}", exchange.region, exchange.key_id)
        exchange.altered = [effect for effect in effects if isinstance(effect, Altered | RepeatedPage)]
        request_id = f"00000000-0000-4000-8000-{next(self._numbers):012d}"
        outbound = replacement(effects, routed.protocol, request_id) or self._answer(exchange, request_id)
        self._record(exchange)
        stalled = sum(effect.seconds for effect in effects if isinstance(effect, Stalled))
        await asyncio.sleep(self.faults.latency_seconds + stalled)
        # Read the clock again, because AWS dates an answer when it sends it.
        date = datetime.now(UTC) + timedelta(seconds=self.faults.clock_offset_seconds)
        outbound.headers["Date"] = format_datetime(date, usegmt=True)
        return await send_spoiled(request, outbound, effects)

    def _answer(self, exchange: _Exchange, request_id: str) -> Outbound:
        routed = exchange.routed
        namespace = load_model(routed.service).xml_namespace if routed.service in OPERATIONS else ""
        answer = self._decide(exchange)
        if isinstance(answer, Refusal):
            return write_refusal(routed.protocol, namespace, answer, request_id)
        model = load_model(routed.service)
        wrong = list(mismatches(model.output_shape(routed.operation), answer, f"{routed.service}.{routed.operation}"))
        if wrong:
            self.mistakes += wrong
            _log.error("the lab's answer does not fit the model: %s", "; ".join(wrong))
            mistake = refuse(Problem.INTERNAL, routed.protocol, f"The lab is wrong: {'; '.join(wrong)}")
            return write_refusal(routed.protocol, namespace, mistake, request_id)
        for effect in exchange.altered:
            if isinstance(effect, Altered):
                effect.apply(answer)
            elif isinstance(effect, RepeatedPage):
                repeat_page(routed.service, answer)
        return write_answer(model, routed.operation, answer, request_id)

    def _decide(self, exchange: _Exchange) -> dict[str, Any] | Refusal:
        """Authenticates, authorises and answers a request, in AWS's order."""
        routed = exchange.routed
        caller = authenticate(self.world, exchange.inbound, routed, exchange.authorization, exchange.now)
        if isinstance(caller, Refusal):
            return caller
        exchange.caller = caller
        if routed.refusal:
            return routed.refusal
        operation = OPERATIONS[routed.service].get(routed.operation)
        if operation is None:
            message = f"The lab does not answer {routed.service}.{routed.operation}."
            return refuse(Problem.UNKNOWN_OPERATION, routed.protocol, message)
        params = drop_mark(routed.params) if RepeatedPage() in exchange.altered else routed.params
        request = ApiRequest(self.world, caller, exchange.region, params, exchange.now)
        if routed.service in _SES_API and not request.state.subscribed:
            message = "The AWS Access Key Id needs a subscription for the service"
            return refuse(Problem.NOT_SUBSCRIBED, routed.protocol, message)
        if refusal := self._refused_by_policy(exchange, request, operation):
            return refusal
        exchange.authorised = True
        return operation.answer(request)

    def _refused_by_policy(self, exchange: _Exchange, request: ApiRequest, operation: Operation) -> Refusal | None:
        if operation.resource is None:
            return None
        routed = exchange.routed
        resource = operation.resource(request)
        prefix = load_model(routed.service).signing_name
        context = request_context(
            self.world,
            request.caller,
            region=exchange.region,
            now=exchange.now,
            user_agent=exchange.inbound.header("user-agent") or "",
            api=_SES_API.get(routed.service, ""),
        )
        action = f"{prefix}:{routed.operation}"
        decision = decide(layers_of(request.caller), Question(action, resource.arn, context, request.caller.arn))
        if decision.effect == "allowed":
            return None
        return access_denied(routed.protocol, request.caller.arn, action, resource.label, decision.reason)

    def _record(self, exchange: _Exchange) -> None:
        key_id = exchange.key_id
        account = self.world.account_of_key(key_id) if key_id else None
        self.calls.append(
            Call(
                service=exchange.routed.service,
                region=exchange.region,
                operation=exchange.routed.operation,
                params=exchange.routed.params,
                access_key_id=key_id,
                account=account.id if account else None,
                when=datetime.now(UTC),
                authorised=exchange.authorised,
            )
        )
