"""Builds and keeps AWS clients, one per service, region, credentials and timeout."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import boto3
import botocore.session
from botocore import UNSIGNED
from botocore.config import Config
from cachetools import LRUCache

from bot.core.secret import Secret
from bot.probes.aws.deadline import make_cuttable
from bot.probes.regions import loader

# (connect, read) in seconds. The first is the usual pair; a call that starts late in its check's time gets a shorter
# one.
TIMEOUTS = ((2.0, 4.0), (1.0, 2.0), (0.5, 1.0), (0.3, 0.5))
KEPT_CLIENTS = 64
_LOOPBACK = ("127.", "localhost", "[::1]", "::1")


@dataclass(frozen=True, slots=True)
class StaticKeys:
    """An access key whose values are known."""

    access_key_id: str
    secret_access_key: Secret
    session_token: Secret | None = None

    @property
    def fingerprint(self) -> str:
        """A text that is equal for equal credentials and does not reveal them."""
        token = self.session_token.fingerprint if self.session_token else ""
        return f"{self.access_key_id}:{self.secret_access_key.fingerprint}:{token}"


@dataclass(frozen=True, slots=True)
class Chain:
    """boto3's own credential chain. profile: of the AWS configuration, "" for the default chain."""

    profile: str = ""

    @property
    def fingerprint(self) -> str:
        """A text that differs from the fingerprint of every key."""
        return f"chain:{self.profile}"


@dataclass(frozen=True, slots=True)
class Anonymous:
    """No credentials: the request is not signed, and AWS answers that a signature is missing."""

    @property
    def fingerprint(self) -> str:
        """A text that differs from the fingerprint of every key and chain."""
        return "anonymous"


Credentials = StaticKeys | Chain | Anonymous
SigningKeys = StaticKeys | Anonymous


class _Session(botocore.session.Session):  # type: ignore[misc]
    """A session whose clients, those of credential providers included, all call `endpoint` where one is set."""

    endpoint: str = ""

    def create_client(self, service_name: str, *args: Any, **kwargs: Any) -> Any:
        if self.endpoint and not kwargs.get("endpoint_url"):
            kwargs["endpoint_url"] = self.endpoint
        return super().create_client(service_name, *args, **kwargs)


class Sessions:
    """Builds clients under a lock, because boto3 cannot build two at once, and keeps those used last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[tuple[str, str], Any] = {}
        # Keys are rotated and role sessions end within the hour, so clients that nobody uses any more are dropped.
        self._clients: LRUCache[tuple[str, ...], Any] = LRUCache(KEPT_CLIENTS)

    def client(
        self, service: str, region: str, endpoint: str, keys: SigningKeys, pace: int = 0, profile: str = ""
    ) -> Any:
        """Returns a client, built when first asked for. It reads files and makes no calls.

        pace: index into TIMEOUTS. profile: the profile whose settings apply beside the keys. Raises BotoCoreError
        where the profile is broken.
        """
        key = (service, region, endpoint, keys.fingerprint, str(pace), profile)
        with self._lock:
            client = self._clients.get(key)
            if client is None:
                client = self._build(service, region, endpoint, keys, pace, profile)
                self._clients[key] = client
            return client

    def _build(self, service: str, region: str, endpoint: str, keys: SigningKeys, pace: int, profile: str) -> Any:
        connect, read = TIMEOUTS[pace]
        loopback = bool(endpoint) and (urlsplit(endpoint).hostname or "").startswith(_LOOPBACK)
        config = Config(
            connect_timeout=connect,
            read_timeout=read,
            # One attempt per call: the gateway decides whether the check's time allows a second one.
            retries={"mode": "standard", "total_max_attempts": 1},
            max_pool_connections=16,
            ignore_configured_endpoint_urls=bool(endpoint),
            proxies={} if loopback else None,
            user_agent_extra="ses-check",
            signature_version=UNSIGNED if isinstance(keys, Anonymous) else None,
        )
        options: dict[str, Any] = {"region_name": region, "config": config, "endpoint_url": endpoint or None}
        if isinstance(keys, StaticKeys):
            token = keys.session_token
            options |= {
                "aws_access_key_id": keys.access_key_id,
                "aws_secret_access_key": keys.secret_access_key.reveal(),
                "aws_session_token": token.reveal() if token else None,
            }
        client = self._session(profile, endpoint).client(service, **options)
        make_cuttable(client)
        return client

    def _session(self, profile: str, endpoint: str) -> Any:
        key = (profile, endpoint)
        if key not in self._sessions:
            self._sessions[key] = new_session(profile, endpoint)
        return self._sessions[key]


def new_session(profile: str, endpoint: str) -> Any:
    """Returns a boto3 session of a profile ("" for the default). All its clients call `endpoint` where one is set."""
    core = _Session(profile=profile or None)
    core.endpoint = endpoint
    core.register_component("data_loader", loader())
    if endpoint:
        # A configured endpoint stands for all of AWS, so the machine's metadata service is not asked for credentials.
        resolver = core.get_component("credential_provider")
        for provider in ("container-role", "iam-role"):
            resolver.remove(provider)
    return boto3.Session(botocore_session=core)
