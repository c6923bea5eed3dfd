"""Stored secrets that do not exist: the failure names the reference. An empty answer is a different failure."""

import pytest

from bot.core.evidence.aws import Failure, FailureKind
from bot.core.target import Reference, RefKind, Security, Smtp
from bot.lab.aws.faults import EmptyBody, Refused
from tests.probes.cloud import Cloud

ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nowhere"
PARAMETER = Reference(RefKind.SSM, "/nowhere")
SECRET = Reference(RefKind.SECRETSMANAGER, ARN, "password")


async def password(cloud: Cloud, reference: Reference) -> Failure:
    cloud.change(smtp=Smtp("mail.example.com", 587, Security.STARTTLS, reference, reference))
    failure = (await cloud.context().probes.secrets.shapes()).smtp_password.failure
    assert failure is not None
    return failure


@pytest.mark.parametrize(
    ("reference", "code"), [(PARAMETER, "ParameterNotFound"), (SECRET, "ResourceNotFoundException")]
)
async def test_what_is_not_there_is_named(cloud: Cloud, reference: Reference, code: str) -> None:
    cloud.add_fault("s*.Get*", Refused(code, ""))
    failure = await password(cloud, reference)
    assert (failure.kind, failure.message) == (FailureKind.NOT_FOUND, reference.shown)


@pytest.mark.parametrize(("reference", "operation"), [(PARAMETER, "ssm.*"), (SECRET, "secretsmanager.*")])
async def test_an_empty_answer_is_no_missing_secret(cloud: Cloud, reference: Reference, operation: str) -> None:
    cloud.add_fault(operation, EmptyBody())
    assert (await password(cloud, reference)).kind is FailureKind.INCOMPLETE


async def test_an_error_without_words_still_has_something_to_say(cloud: Cloud) -> None:
    cloud.add_fault("ssm.GetParameter", Refused("InternalThing", ""))
    assert (await password(cloud, PARAMETER)).message == "HTTP 400"
