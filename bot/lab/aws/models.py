"""Reads botocore's service models: which operations exist, how requests are parsed and answers written.

botocore has no type annotations. Of its shapes the lab uses `type_name`, `members`, `member`, `key`, `value`,
`serialization`, `enum` and `required_members`, which botocore.model describes.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel

from bot.lab.aws.refusals import Protocol

REST_SERVICE = "sesv2"
QUERY_SERVICES = ("ses", "iam", "sts", "sns")
JSON_SERVICES = ("ssm", "secretsmanager", "kms", "firehose", "events")

# A botocore Shape. The alias makes signatures readable, because botocore has no types.
Shape = Any


@dataclass(frozen=True)
class Model:
    """One service as botocore describes it. target_prefix: of the X-Amz-Target header, for the JSON services."""

    service: str
    protocol: Protocol
    signing_name: str
    xml_namespace: str
    target_prefix: str
    operations: dict[str, Any]

    def input_shape(self, operation: str) -> Shape | None:
        """Returns the shape of an operation's input; None where it has none."""
        return self.operations[operation].input_shape

    def output_shape(self, operation: str) -> Shape | None:
        """Returns the shape of an operation's output; None where it has none."""
        return self.operations[operation].output_shape


@cache
def load_model(service: str) -> Model:
    """Returns the newest model of a service in the installed botocore.

    It is cached: sesv2's takes some 50 ms to load.
    """
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
    """Loads the models that every run needs (some 100 ms), so that the first answer is as fast as the others."""
    routes(REST_SERVICE)
    for service in ("ses", "iam", "sts"):
        load_model(service)


@dataclass(frozen=True)
class Route:
    """Method and path of a rest-json operation. The path's groups are members of the input."""

    operation: str
    method: str
    path: re.Pattern[str]


@cache
def routes(service: str) -> tuple[Route, ...]:
    """Returns the routes of a rest-json service, those with the fewest placeholders first."""
    found = []
    for name, operation in load_model(service).operations.items():
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(operation.http["requestUri"].rstrip("/")))
        found.append(Route(name, operation.http["method"], re.compile(pattern)))
    return tuple(sorted(found, key=lambda route: route.path.groups))
