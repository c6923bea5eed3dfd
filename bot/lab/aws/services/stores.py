"""SSM's parameter store and Secrets Manager: one read operation each."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.lab.aws.operation import Answer, Asked, Operation, Resource
from bot.lab.aws.refusals import Refusal

_STORED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
# AWS ends a secret's ARN with six characters of its own choice.
_SUFFIX = "-LaB1cD"


def _get_parameter(asked: Asked) -> Answer:
    name = asked.params["Name"]
    found = asked.state.parameters.get(name)
    if found is None:
        return Refusal("ParameterNotFound", f"Parameter {name} not found.")
    clear = found.type == "String" or asked.params.get("WithDecryption", False)
    return {
        "Parameter": {
            "Name": name,
            "Type": found.type,
            "Value": found.value if clear else "ZW5jcnlwdGVk",
            "Version": 1,
            "LastModifiedDate": _STORED,
            "ARN": _parameter(asked).arn,
            "DataType": "text",
        }
    }


def _get_secret_value(asked: Asked) -> Answer:
    name = _secret_name(asked)
    if name not in asked.state.secrets:
        return Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return {
        "ARN": _secret(asked).arn,
        "Name": name,
        "VersionId": "00000000-0000-4000-8000-00000example",
        "SecretString": asked.state.secrets[name],
        "VersionStages": ["AWSCURRENT"],
        "CreatedDate": _STORED,
    }


def _secret_name(asked: Asked) -> str:
    """The name behind SecretId, which may be an ARN with or without AWS's suffix."""
    given: str = asked.params["SecretId"]
    name = given.split(":", 6)[6] if given.startswith("arn:") and given.count(":") >= 6 else given
    return name.removesuffix(_SUFFIX)


def _parameter(asked: Asked) -> Resource:
    name = asked.params["Name"].lstrip("/")
    arn = f"arn:{asked.world.partition}:ssm:{asked.region}:{asked.account.id}:parameter/{name}"
    return Resource(arn, arn)


def _secret(asked: Asked) -> Resource:
    name = _secret_name(asked) + _SUFFIX
    arn = f"arn:{asked.world.partition}:secretsmanager:{asked.region}:{asked.account.id}:secret:{name}"
    return Resource(arn, arn)


SSM: Mapping[str, Operation] = {"GetParameter": Operation(_get_parameter, _parameter)}
SECRETS_MANAGER: Mapping[str, Operation] = {"GetSecretValue": Operation(_get_secret_value, _secret)}
