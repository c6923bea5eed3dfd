import re

import pytest

from bot.lab.aws.models import load_model, routes
from bot.lab.aws.server import OPERATIONS


@pytest.mark.parametrize("service", OPERATIONS)
def test_every_operation_that_we_answer_exists(service: str) -> None:
    assert set(OPERATIONS[service]) <= set(load_model(service).operations)


def test_we_answer_reads_only() -> None:
    names = [name for operations in OPERATIONS.values() for name in operations]
    assert [name for name in names if not re.match("Get|List|Describe|Simulate|AssumeRole", name)] == []


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/v2/email/account", "GetAccount"),
        ("GET", "/v2/email/identities/example.com", "GetEmailIdentity"),
        ("GET", "/v2/email/identities/example.com/policies", "GetEmailIdentityPolicies"),
        ("POST", "/v2/email/list-identities", "ListEmailIdentities"),
        ("DELETE", "/v2/email/identities/example.com", "DeleteEmailIdentity"),
    ],
)
def test_rest_routes(method: str, path: str, operation: str) -> None:
    found = [route.operation for route in routes("sesv2") if route.method == method and route.path.fullmatch(path)]
    assert found[:1] == [operation]
