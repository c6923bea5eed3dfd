"""The simulated AWS, called by real boto3 clients."""

import asyncio
from contextlib import closing
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from bot.lab.aws import AwsServer, Fault, Faults
from bot.lab.aws.faults import Effect
from bot.lab.world import READER_KEY_ID, READER_SECRET, REGION, Account, RegionState, User, World

# One attempt, so that a test sees the answer itself and not the result of a retry.
_ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1}, connect_timeout=2, read_timeout=2)


class Lab:
    """A running server, and boto3 clients for it. Operations have the names of the model."""

    def __init__(self, server: AwsServer, session: boto3.session.Session) -> None:
        self.server = server
        self._session = session

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def faults(self) -> Faults:
        return self.server.faults

    @property
    def account(self) -> Account:
        return self.world.accounts["111122223333"]

    @property
    def region(self) -> RegionState:
        return self.account.regions[REGION]

    def user(self, name: str) -> User:
        return self.account.users[name]

    def add_fault(self, operation: str, effect: Effect, **narrowed: Any) -> None:
        self.faults.rules.append(Fault(operation, effect, **narrowed))

    async def ask(
        self,
        service: str,
        operation: str,
        *,
        key: tuple[str, ...] = (READER_KEY_ID, READER_SECRET),
        region: str = REGION,
        **params: Any,
    ) -> dict[str, Any]:
        """Returns the answer to one call. key: an id, a secret and, for a temporary key, a token."""
        return await asyncio.to_thread(self._ask, service, operation, key, region, params)

    async def refused(self, service: str, operation: str, **arguments: Any) -> tuple[str, int, str]:
        """Returns code, HTTP status and message of the error of a call; fails the test where the call succeeds."""
        try:
            answer = await self.ask(service, operation, **arguments)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            return error.response["Error"]["Code"], status, error.response["Error"]["Message"]
        raise AssertionError(f"not refused: {answer}")

    def _ask(
        self, service: str, operation: str, key: tuple[str, ...], region: str, params: dict[str, Any]
    ) -> dict[str, Any]:
        id_, secret, *token = key
        with closing(
            self._session.client(
                service,
                region_name=region,
                endpoint_url=self.server.url,
                aws_access_key_id=id_,
                aws_secret_access_key=secret,
                aws_session_token=token[0] if token else None,
                config=_ONCE,
            )
        ) as client:
            answer: dict[str, Any] = getattr(client, xform_name(operation))(**params)
            return answer
