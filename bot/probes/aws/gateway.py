"""The only way to call AWS: runs operations of the allow-list in a bounded thread pool, with retry, pages and pace."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from bot.core.context import Context, time_left
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.redact import Redactor
from bot.probes.aws.chains import Chains
from bot.probes.aws.deadline import Cut
from bot.probes.aws.errors import classify_botocore_error, classify_client_error
from bot.probes.aws.operations import OPERATIONS, Operation, prune
from bot.probes.aws.pace import Pace
from bot.probes.aws.pages import merge_pages, next_page
from bot.probes.aws.sessions import TIMEOUTS, Chain, Credentials, Sessions, SigningKeys
from bot.probes.regions import iam_region

# Concurrent calls of the whole process. One run asks about twenty.
POOL_SIZE = 24
_RETRY = frozenset({FailureKind.THROTTLED, FailureKind.UNAVAILABLE, FailureKind.UNREACHABLE})
_PAGES = 40
_BACK_OFF = 0.4
_LONGEST = 60.0
_GRACE = 0.1
# Seconds that are left of a check's time to report that no keys came.
_SPARE = 0.3
# Seconds for which the start of the bot waits for a credential chain.
_WARM = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of AWS, reduced to the operation's fields.

    skew: AWS's clock minus this machine's, None if not known.
    """

    data: Mapping[str, Any]
    skew: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """The credentials that sign a call. by: "inspect" or "app", the part of the target that they belong to."""

    by: str
    credentials: Credentials


@dataclass(frozen=True, slots=True)
class _Call:
    """One call to make."""

    endpoint: str
    signer: Signer
    op: Operation
    region: str
    params: Mapping[str, Any]
    redactor: Redactor

    def failed(self, kind: FailureKind, code: str = "", message: str = "", status: int = 0) -> Failure:
        """Returns the failure of this call. message: as the server wrote it; it is redacted here."""
        text = self.redactor.server_text(message)
        return Failure(kind, self.op.iam_action, self.redactor.server_text(code, 80), text, status, self.signer.by)


class Gateway:
    """The clients, the thread pool and the pace of a process, shared by all its runs."""

    def __init__(self) -> None:
        self._sessions = Sessions()
        self._chains = Chains()
        self._pace = Pace()
        self._accounts: dict[str, str] = {}
        self._pool = ThreadPoolExecutor(max_workers=POOL_SIZE, thread_name_prefix="aws")

    def close(self) -> None:
        """Refuses further calls. Threads that still wait end at their own timeouts."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def call(
        self,
        context: Context[Any],
        signer: Signer,
        operation: str,
        region: str,
        params: Mapping[str, Any],
        redactor: Redactor,
    ) -> Answer | Failure:
        """Returns the answer of one operation; for a list, all of its pages. Equal calls of one run are made once.

        Calls are equal where credentials, operation, region and params are. operation: a key of OPERATIONS.
        """
        op = OPERATIONS[operation]
        asked = ("aws", signer.credentials.fingerprint, operation, region, _freeze(params))
        call = _Call(context.target.endpoint_url, signer, op, region, params, redactor)

        async def ask() -> Answer | Failure:
            return await self._fetch_pages(call)

        answer: Answer | Failure = await context.once(asked, ask)
        # Inspector and application may use the same keys and so share an answer; `by` must still name who asked.
        return replace(answer, by=signer.by) if isinstance(answer, Failure) else answer

    async def warm(self, signer: Signer, services: tuple[str, ...], region: str, endpoint: str) -> None:
        """Builds clients before they are needed, because a first one takes some 90 ms to parse its model.

        A broken profile is ignored here: the first call reports it.
        """
        loop = asyncio.get_running_loop()
        with suppress(BotoCoreError, ClientError):
            if (keys := await self._keys(signer.credentials, endpoint, _WARM)) is None:
                return
            for service in services:
                where = iam_region(region) if service == "iam" else region
                build = partial(self._sessions.client, service, where, endpoint, keys, profile=_profile(signer))
                await loop.run_in_executor(self._pool, build)

    def chain_method(self, chain: Chain, endpoint: str) -> str:
        """Returns which provider gave a chain's keys, "" where it gave none yet."""
        return self._chains.method(chain, endpoint)

    async def _fetch_pages(self, call: _Call) -> Answer | Failure:
        first = await self._with_retry(call)
        if isinstance(first, Failure):
            return first
        pages: list[Mapping[str, Any]] = [first.data]
        seen: list[dict[str, str]] = []
        while (following := next_page(pages[-1])) is not None:
            if not following or following in seen or len(seen) == _PAGES:
                return call.failed(FailureKind.INCOMPLETE, message="endless NextToken or Marker")
            seen.append(following)
            page = await self._with_retry(replace(call, params={**call.params, **following}))
            if isinstance(page, Failure):
                return page
            pages.append(page.data)
        return Answer(merge_pages(pages), first.skew)

    async def _with_retry(self, call: _Call) -> Answer | Failure:
        started = time.monotonic()
        answer = await self._try_once(call)
        if not isinstance(answer, Failure) or answer.kind not in _RETRY:
            return answer
        connect, read = TIMEOUTS[0]
        if time_left() < (time.monotonic() - started) + _BACK_OFF + connect + read:
            return answer
        await asyncio.sleep(_BACK_OFF)
        return await self._try_once(call)

    async def _try_once(self, call: _Call) -> Answer | Failure:
        signer, op = call.signer, call.op
        try:
            keys = await self._keys(signer.credentials, call.endpoint, min(time_left() - _SPARE, _LONGEST))
            if keys is None:
                return call.failed(FailureKind.NO_CREDENTIALS, "CredentialsTimeout")
            if op.once_a_second and not await self._wait_for_turn(call, keys):
                return call.failed(FailureKind.PACED)
            response = await self._send(call, keys)
        except ClientError as error:
            kind, code, message, status = classify_client_error(error)
            return replace(call.failed(kind, code, message, status), skew=_skew(error.response))
        except ResponseParserError:
            return call.failed(FailureKind.INCOMPLETE)
        except BotoCoreError as error:
            # The message may quote request headers (a line break in a key id causes that), so it is redacted and cut.
            return call.failed(classify_botocore_error(error), type(error).__name__, str(error))
        except ValueError as error:
            # http.client refuses header values with line breaks or non-Latin characters, so a key id or a token is
            # damaged. Any other ValueError comes from an answer with malformed numbers or dates.
            refused = isinstance(error, UnicodeEncodeError) or "header" in str(error)
            kind = FailureKind.MALFORMED_KEY if refused else FailureKind.INCOMPLETE
            return call.failed(kind, type(error).__name__, str(error))
        if response is None:
            return call.failed(FailureKind.TIMEOUT)
        if op.name == "GetCallerIdentity" and response.get("Account"):
            self._accounts[signer.credentials.fingerprint] = response["Account"]
        return Answer(prune(response, op), _skew(response))

    async def _keys(self, credentials: Credentials, endpoint: str, within: float) -> SigningKeys | None:
        """Returns the keys to sign with, or None where a chain gives none in time.

        Raises BotoCoreError, ClientError.
        """
        if isinstance(credentials, SigningKeys):
            return credentials
        return await self._chains.keys(credentials, endpoint, within)

    async def _wait_for_turn(self, call: _Call, keys: SigningKeys) -> bool:
        """Builds the client, then waits until this call may be sent. Returns False where that takes too long."""
        signer, op = call.signer, call.op
        build = partial(self._sessions.client, op.service, call.region, call.endpoint, keys)
        await asyncio.get_running_loop().run_in_executor(self._pool, partial(build, profile=_profile(signer)))
        account = self._accounts.get(signer.credentials.fingerprint, signer.credentials.fingerprint)
        key = (call.endpoint, account, call.region, op.service, op.name)
        return await self._pace.wait_for_turn(key, min(time_left() - sum(TIMEOUTS[-1]), _LONGEST))

    async def _send(self, call: _Call, keys: SigningKeys) -> dict[str, Any] | None:
        """Returns the raw answer, or None where no time is left to ask. Raises what botocore raises."""
        left = time_left()
        pace = next((i for i, (connect, read) in enumerate(TIMEOUTS) if connect + read <= left), None)
        if pace is None:
            return None
        loop = asyncio.get_running_loop()
        cut = Cut()
        # Cut the connection a moment after the caller stops waiting, so that the thread of the pool is free again.
        end = loop.call_later(min(left, _LONGEST) + _GRACE, cut.now)
        try:
            return await loop.run_in_executor(self._pool, self._call_blocking, cut, call, keys, pace)
        except asyncio.CancelledError:
            cut.now()
            raise
        finally:
            end.cancel()

    def _call_blocking(self, cut: Cut, call: _Call, keys: SigningKeys, pace: int) -> dict[str, Any]:
        op, profile = call.op, _profile(call.signer)
        client = self._sessions.client(op.service, call.region, call.endpoint, keys, pace, profile)
        # botocore's method by operation name. Names come only from the allow-list.
        try:
            with cut.bound_to_thread():
                answer: dict[str, Any] = client._make_api_call(op.name, dict(call.params))
        except (AttributeError, KeyError, TypeError, RuntimeError) as error:
            # botocore's parsers raise these for an answer that is not a document of the service.
            raise ResponseParserError(type(error).__name__) from error
        return answer


def _profile(signer: Signer) -> str:
    return signer.credentials.profile if isinstance(signer.credentials, Chain) else ""


def _skew(response: Mapping[str, Any]) -> timedelta | None:
    header = response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
    if not header:
        return None
    try:
        theirs = parsedate_to_datetime(str(header))
    except (ValueError, OverflowError):
        return None
    return theirs - datetime.now(UTC) if theirs.tzinfo else None


def _freeze(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted((k, _freeze(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return tuple(_freeze(v) for v in value)
    return value
