"""SSM's Parameter Store and Secrets Manager: one read operation each."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.lab.aws.operation import Answer, ApiRequest, Operation, Resource
from bot.lab.aws.refusals import Refusal

_STORED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
# AWS appends six characters of its own choice to a secret's ARN.
_SUFFIX = "-LaB1cD"


def _get_parameter(request: ApiRequest) -> Answer:
    name = request.params["Name"]
    found = request.state.parameters.get(name)
    if found is None:
        return Refusal("ParameterNotFound", f"Parameter {name} not found.")
    clear = found.type == "String" or request.params.get("WithDecryption", False)
    return {
        "Parameter": {
            "Name": name,
            "Type": found.type,
            "Value": found.value if clear else "ZW5jcnlwdGVk",
            "Version": 1,
            "LastModifiedDate": _STORED,
            "ARN": _parameter(request).arn,
            "DataType": "text",
        }
    }


def _get_secret_value(request: ApiRequest) -> Answer:
    name = _secret_name(request)
    if name not in request.state.secrets:
        return Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return {
        "ARN": _secret(request).arn,
        "Name": name,
        "VersionId": "00000000-0000-4000-8000-00000example",
        "SecretString": request.state.secrets[name],
        "VersionStages": ["AWSCURRENT"],
        "CreatedDate": _STORED,
    }


def _secret_name(request: ApiRequest) -> str:
    """Returns the name of a secret. SecretId may also be its ARN, with or without AWS's suffix."""
    given: str = request.params["SecretId"]
    name = given.split(":", 6)[6] if given.startswith("arn:") and given.count(":") >= 6 else given
    return name.removesuffix(_SUFFIX)


def _parameter(request: ApiRequest) -> Resource:
    name = request.params["Name"].lstrip("/")
    arn = f"arn:{request.world.partition}:ssm:{request.region}:{request.account.id}:parameter/{name}"
    return Resource(arn, arn)


def _secret(request: ApiRequest) -> Resource:
    name = _secret_name(request) + _SUFFIX
    arn = f"arn:{request.world.partition}:secretsmanager:{request.region}:{request.account.id}:secret:{name}"
    return Resource(arn, arn)


SSM: Mapping[str, Operation] = {"GetParameter": Operation(_get_parameter, _parameter)}
SECRETS_MANAGER: Mapping[str, Operation] = {"GetSecretValue": Operation(_get_secret_value, _secret)}
