"""Asks AWS as the inspector, and turns the answer into typed evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.core.context import Context
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.redact import Redactor
from bot.probes.aws.gateway import Answer, Gateway, Signer
from bot.probes.regions import iam_region
from bot.probes.secrets import Secrets

E = TypeVar("E")


class Queries:
    """The base class of the questions of one run. Equal questions are asked once and share the answer."""

    def __init__(self, context: Context[Any], gateway: Gateway, secrets: Secrets, redactor: Redactor) -> None:
        self._context, self._gateway, self._secrets, self._redactor = context, gateway, secrets, redactor
        self._region = context.target.region
        self._iam_region = iam_region(self._region)

    async def _query(
        self,
        operation: str,
        region: str,
        params: Mapping[str, Any],
        read: Callable[[Mapping[str, Any]], E | None],
        *,
        by_owner: bool = False,
    ) -> E | Failure:
        """Returns the evidence that `read` makes of the answer; a Failure of kind INCOMPLETE where `read` returns None.

        operation: a key of OPERATIONS. A run without an inspector (`options.probing`) asks nothing and returns
        NO_CREDENTIALS. by_owner: asks the account of the target's identity; OTHER_OWNER where nobody may read that.
        """
        if self._context.options.probing:
            return Failure(FailureKind.NO_CREDENTIALS, _action(operation))
        signer = await (self._secrets.owner() if by_owner else self._secrets.inspector())
        if signer is None:
            return Failure(FailureKind.OTHER_OWNER, _action(operation), message=self._context.target.identity_arn)
        if isinstance(signer, Failure):
            return signer
        answer = await self._ask(signer, operation, region, params)
        if isinstance(answer, Failure):
            return answer
        evidence = read(answer.data)
        if evidence is None:
            return Failure(FailureKind.INCOMPLETE, _action(operation))
        return evidence

    async def _ask(self, signer: Signer, operation: str, region: str, params: Mapping[str, Any]) -> Answer | Failure:
        return await self._gateway.call(self._context, signer, operation, region, params, self._redactor)


def _action(operation: str) -> str:
    return operation.replace("sesv2.", "ses:").replace(".", ":")
