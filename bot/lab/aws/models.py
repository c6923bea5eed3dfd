"""botocore's service models: which operations exist, how a request is read, how an answer is written.

botocore ships no types; what is used of its shapes is `type_name`, `members`, `member`, `value`, `serialization`,
`enum` and `required_members`, all described in `botocore.model`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel

from bot.lab.aws.refusals import Protocol

REST_SERVICE = "sesv2"
QUERY_SERVICES = ("ses", "iam", "sts")
JSON_SERVICES = ("ssm", "secretsmanager")

# Not `Any` in disguise: a botocore Shape, named so that signatures say what they take.
Shape = Any


@dataclass(frozen=True)
class Model:
    """One service as botocore describes it. `target_prefix` is the X-Amz-Target's, for the JSON services."""

    service: str
    protocol: Protocol
    signing_name: str
    xml_namespace: str
    target_prefix: str
    operations: dict[str, Any]

    def input_shape(self, operation: str) -> Shape | None:
        """The input's shape; None for an operation without input."""
        return self.operations[operation].input_shape

    def output_shape(self, operation: str) -> Shape | None:
        """The output's shape; None for an operation that answers nothing."""
        return self.operations[operation].output_shape


@cache
def load_model(service: str) -> Model:
    """The newest model of a service in the installed botocore; kept, since sesv2's takes some 50 ms to read."""
    described = ServiceModel(Loader().load_service_model(service, "service-2"), service)
    metadata = described.metadata
    return Model(
        service=service,
        protocol=metadata["protocol"],
        signing_name=described.signing_name,
        xml_namespace=metadata.get("xmlNamespace", ""),
        target_prefix=metadata.get("targetPrefix", ""),
        operations={name: described.operation_model(name) for name in described.operation_names},
    )


def warm_models() -> None:
    """Read the models that every run needs (some 100 ms), so that the first answer is no later than the others."""
    routes(REST_SERVICE)
    for service in QUERY_SERVICES:
        load_model(service)


@dataclass(frozen=True)
class Route:
    """A rest-json operation's method and path; the path's groups are the input's members."""

    operation: str
    method: str
    path: re.Pattern[str]


@cache
def routes(service: str) -> tuple[Route, ...]:
    """The routes of a rest-json service, those with the fewest placeholders first."""
    found = []
    for name, operation in load_model(service).operations.items():
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(operation.http["requestUri"].rstrip("/")))
        found.append(Route(name, operation.http["method"], re.compile(pattern)))
    return tuple(sorted(found, key=lambda route: route.path.groups))
