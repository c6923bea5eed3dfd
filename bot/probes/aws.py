"""The one way to AWS: calls an operation of the allow-list in a bounded thread pool and tells how it went."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from bot.core.context import Context, time_left
from bot.core.evidence import Failure, FailureKind
from bot.core.redact import Redactor
from bot.probes.aws_cutting import Cut
from bot.probes.aws_errors import of_botocore_error, of_client_error
from bot.probes.aws_operations import OPERATIONS, Operation, prune
from bot.probes.aws_sessions import TIMEOUTS, Credentials, Sessions
from bot.probes.regions import iam_region

# Calls at once over the whole process; a run asks about a dozen.
POOL_SIZE = 16
_RETRY = frozenset({FailureKind.THROTTLED, FailureKind.UNAVAILABLE, FailureKind.UNREACHABLE})
_PAGES = 40
_BACK_OFF = 0.4
_LONGEST = 60.0
_GRACE = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What AWS said, cut down to the operation's fields. skew: AWS's clock minus ours."""

    data: Mapping[str, Any]
    skew: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a call. by: "inspect" or "app"."""

    by: str
    credentials: Credentials


class Gateway:
    """Shared by all runs of a process: the clients and the thread pool."""

    def __init__(self) -> None:
        self._sessions = Sessions()
        self._pool = ThreadPoolExecutor(max_workers=POOL_SIZE, thread_name_prefix="aws")

    def close(self) -> None:
        """Take no more calls; threads that still wait are left to their own time limits."""
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
        """One operation, once per run for the same credentials, region and arguments. All pages of a list."""
        op = OPERATIONS[operation]
        question = ("aws", signer.credentials.fingerprint, operation, region, _frozen(params))

        async def ask() -> Answer | Failure:
            return await self._all_pages(context.target.endpoint_url, signer, op, region, params, redactor)

        answer: Answer | Failure = await context.once(question, ask)
        # Inspector and application may have the same keys: the answer is shared, whose question it was is not.
        return replace(answer, by=signer.by) if isinstance(answer, Failure) else answer

    async def warm(self, signer: Signer, services: tuple[str, ...], region: str, endpoint: str) -> None:
        """Build clients before they are needed: a first one costs some 90 ms of parsing. A broken profile shows later."""
        loop = asyncio.get_running_loop()
        for service in services:
            with suppress(BotoCoreError):
                where = iam_region(region) if service == "iam" else region
                await loop.run_in_executor(
                    self._pool, self._sessions.client, service, where, endpoint, signer.credentials
                )

    async def _all_pages(
        self, endpoint: str, signer: Signer, op: Operation, region: str, params: Mapping[str, Any], redactor: Redactor
    ) -> Answer | Failure:
        first = await self._with_retry(endpoint, signer, op, region, params, redactor)
        if isinstance(first, Failure) or not first.data.get("IsTruncated"):
            return first
        merged: dict[str, Any] = dict(first.data)
        seen: set[str] = set()
        marker, cut_off = first.data.get("Marker"), True
        while marker and marker not in seen and len(seen) < _PAGES:
            seen.add(marker)
            page = await self._with_retry(endpoint, signer, op, region, {**params, "Marker": marker}, redactor)
            if isinstance(page, Failure):
                return page
            for name, value in page.data.items():
                if isinstance(value, list):
                    merged[name] = [*merged.get(name, []), *value]
            marker = page.data.get("Marker") if page.data.get("IsTruncated") else None
            cut_off = bool(page.data.get("IsTruncated"))
        if cut_off:
            return Failure(FailureKind.INCOMPLETE, op.iam_action, message="endless NextToken or Marker", by=signer.by)
        return Answer(merged, first.skew)

    async def _with_retry(
        self, endpoint: str, signer: Signer, op: Operation, region: str, params: Mapping[str, Any], redactor: Redactor
    ) -> Answer | Failure:
        started = time.monotonic()
        answer = await self._once(endpoint, signer, op, region, params, redactor)
        if not isinstance(answer, Failure) or answer.kind not in _RETRY:
            return answer
        connect, read = TIMEOUTS[0]
        if time_left() < (time.monotonic() - started) + _BACK_OFF + connect + read:
            return answer
        await asyncio.sleep(_BACK_OFF)
        return await self._once(endpoint, signer, op, region, params, redactor)

    async def _once(
        self, endpoint: str, signer: Signer, op: Operation, region: str, params: Mapping[str, Any], redactor: Redactor
    ) -> Answer | Failure:
        left = time_left()
        pace = next((i for i, (connect, read) in enumerate(TIMEOUTS) if connect + read <= left), None)
        if pace is None:
            return Failure(FailureKind.TIMEOUT, op.iam_action, by=signer.by)
        loop = asyncio.get_running_loop()
        cut = Cut()
        # A moment after the asker stops waiting: who is cut is told, and waits for nothing.
        end = loop.call_later(min(left, _LONGEST) + _GRACE, cut.now)
        try:
            response = await loop.run_in_executor(
                self._pool, self._blocking, cut, endpoint, signer, op, region, dict(params), pace
            )
        except asyncio.CancelledError:
            cut.now()
            raise
        except ClientError as error:
            kind, code, message, status = of_client_error(error)
            skew = _skew(error.response)
            text = redactor.server_text(message)
            return Failure(kind, op.iam_action, redactor.server_text(code, 80), text, status, signer.by, skew)
        except ResponseParserError:
            return Failure(FailureKind.INCOMPLETE, op.iam_action, by=signer.by)
        except BotoCoreError as error:
            # Its text can hold request headers (a line break in a key id puts them there): redacted and cut.
            text = redactor.server_text(str(error))
            return Failure(of_botocore_error(error), op.iam_action, type(error).__name__, text, by=signer.by)
        except ValueError as error:
            # http.client refuses header values with line breaks or non-Latin characters: a damaged key id or token.
            # Any other comes from an answer whose numbers or dates are none.
            refused = isinstance(error, UnicodeEncodeError) or "header" in str(error)
            kind = FailureKind.MALFORMED_KEY if refused else FailureKind.INCOMPLETE
            text = redactor.server_text(str(error))
            return Failure(kind, op.iam_action, type(error).__name__, text, by=signer.by)
        finally:
            end.cancel()
        return Answer(prune(response, op), _skew(response))

    def _blocking(
        self, cut: Cut, endpoint: str, signer: Signer, op: Operation, region: str, params: dict[str, Any], pace: int
    ) -> dict[str, Any]:
        client = self._sessions.client(op.service, region, endpoint, signer.credentials, pace)
        # botocore's own call by operation name; the allow-list is the only source of names.
        try:
            with cut.watching():
                answer: dict[str, Any] = client._make_api_call(op.name, params)
        except (AttributeError, KeyError, TypeError, RuntimeError) as error:
            # botocore's parsers stumble in these ways over an answer that is no such document.
            raise ResponseParserError(type(error).__name__) from error
        return answer


def _skew(response: Mapping[str, Any]) -> timedelta | None:
    header = response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
    if not header:
        return None
    try:
        theirs = parsedate_to_datetime(str(header))
    except (ValueError, OverflowError):
        return None
    return theirs - datetime.now(UTC) if theirs.tzinfo else None


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted((k, _frozen(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return tuple(_frozen(v) for v in value)
    return value
