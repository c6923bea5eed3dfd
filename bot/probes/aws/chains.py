"""Fetches keys from boto3's own credential chain (a profile, a credential process, the machine's role) in threads.

botocore gives a credential process no time limit. Each chain therefore gets a thread of its own, one at a time: one
that hangs delays only its own target, and does not hold the thread pool and the lock that all targets share.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, CredentialRetrievalError, NoCredentialsError

from bot.core.secret import Secret
from bot.probes.aws.sessions import Chain, StaticKeys, new_session

# In seconds. botocore refreshes keys 15 minutes before they expire; keys that last longer than this are read from
# memory.
_FRESH = 16 * 60.0

_Key = tuple[Chain, str]


class Chains:
    """The credential chains of a process, with the keys that they gave."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[_Key, Any] = {}
        self._fetching: dict[_Key, Future[StaticKeys]] = {}

    async def keys(self, chain: Chain, endpoint: str, within: float) -> StaticKeys | None:
        """Returns the chain's keys, or None where it gave none within `within` seconds.

        endpoint: where the chain's own AWS calls go, "" for AWS. Raises BotoCoreError or ClientError where the chain
        fails.
        """
        found = self._found.get((chain, endpoint))
        if found is not None and not _may_refresh(found):
            return _freeze(found)
        try:
            async with asyncio.timeout(max(within, 0.0)):
                return await asyncio.wrap_future(self._fetch((chain, endpoint)))
        except TimeoutError:
            return None

    def method(self, chain: Chain, endpoint: str) -> str:
        """Returns botocore's name of the provider that gave the chain's keys ("env", "iam-role"), "" before it gave any."""
        return str(getattr(self._found.get((chain, endpoint)), "method", "") or "")

    def _fetch(self, key: _Key) -> Future[StaticKeys]:
        with self._lock:
            result = self._fetching.get(key)
            if result is None:
                result = Future()
                # Mark it as running, so that a caller that gives up waiting cannot cancel it for the others.
                result.set_running_or_notify_cancel()
                self._fetching[key] = result
                # A daemon thread, so that the process can end without waiting for it.
                threading.Thread(target=self._resolve, args=(key, result), name="aws-keys", daemon=True).start()
            return result

    def _resolve(self, key: _Key, result: Future[StaticKeys]) -> None:
        keys: StaticKeys | None = None
        problem: BotoCoreError | ClientError = NoCredentialsError()
        try:
            # A new session, because a session may not be used by two threads and others build clients meanwhile.
            found = self._found.get(key) or new_session(key[0].profile, key[1]).get_credentials()
            if found is not None:
                keys = _freeze(found)
                self._found[key] = found
        except (BotoCoreError, ClientError) as error:
            problem = error
        except (OSError, ValueError, TypeError, AttributeError, LookupError, RuntimeError) as error:
            # botocore raises these where a credential process prints something other than credentials.
            problem = CredentialRetrievalError(provider=key[0].profile, error_msg=type(error).__name__)
        finally:
            with self._lock:
                del self._fetching[key]
            if keys is not None:
                result.set_result(keys)
            else:
                result.set_exception(problem)


def _freeze(credentials: Any) -> StaticKeys:
    frozen = credentials.get_frozen_credentials()
    return StaticKeys(frozen.access_key, Secret(frozen.secret_key), Secret(frozen.token) if frozen.token else None)


def _may_refresh(credentials: Any) -> bool:
    """Returns True where reading the keys may call AWS: temporary keys that expire soon."""
    needed = getattr(credentials, "refresh_needed", None)
    return bool(needed and needed(_FRESH))
