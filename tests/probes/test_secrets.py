import json
import time
from pathlib import Path

import pytest

from bot.core.evidence.aws import Failure, FailureKind
from bot.core.redact import GONE, Redactor
from bot.core.secret import Secret
from bot.core.target import Keys, Reference, RefKind, Security, Smtp
from bot.lab.aws.faults import Refused
from bot.lab.world import API_KEY_ID, READER_KEY_ID, READER_SECRET, Parameter, allow
from bot.probes.local_values import read_local
from bot.probes.secrets import Login
from bot.probes.smtp.password import derive, derive_legacy
from tests.probes.cloud import Cloud, env

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # AWS's own published example
PASSWORD = derive(SECRET, "eu-central-1")


def smtp(username: Reference | None = None, password: Reference | None = None) -> Smtp:
    return Smtp(
        "email-smtp.eu-central-1.amazonaws.com",
        587,
        Security.STARTTLS,
        username or env("TEST_SMTP_USERNAME"),
        password or env("TEST_SMTP_PASSWORD"),
    )


def with_login(cloud: Cloud, username: str, password: str) -> None:
    cloud.set_env("TEST_SMTP_USERNAME", username)
    cloud.set_env("TEST_SMTP_PASSWORD", password)
    cloud.change(smtp=smtp())


# Local references.


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"secret", "secret"),
        (b"secret\n", "secret"),
        (b"secret\r\n", "secret"),
        (b"secret\n\n", "secret\n"),
        (b" secret \n", " secret "),
        (b"secret\r", "secret\r"),
        (b"", ""),
        (b"\n", ""),
        (b"\xff\xfe", "\udcff\udcfe"),
    ],
)
def test_a_file_loses_one_final_line_end_and_nothing_else(tmp_path: Path, content: bytes, value: str) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    assert read_local(Reference(RefKind.FILE, str(path))) == Secret(value)


def test_a_variable_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_VALUE", " value \n")
    assert read_local(env("TEST_VALUE")) == Secret(" value \n")
    monkeypatch.setenv("TEST_VALUE", "")
    assert read_local(env("TEST_VALUE")) == Secret("")


def test_what_is_not_there_is_a_failure_of_nobodys_credentials(tmp_path: Path) -> None:
    for reference in (env("TEST_NOT_SET"), Reference(RefKind.FILE, str(tmp_path / "none"))):
        failure = read_local(reference)
        assert isinstance(failure, Failure)
        assert (failure.kind, failure.by, failure.message) == (FailureKind.REFERENCE, "", reference.shown)


# Stores.


async def test_stores_are_read_with_the_inspector(cloud: Cloud) -> None:
    cloud.account.users["ses-check-reader"].policies.append(allow("ssm:GetParameter", "secretsmanager:GetSecretValue"))
    cloud.region.parameters["/prod/user"] = Parameter(API_KEY_ID)
    cloud.region.secrets["prod/smtp"] = json.dumps({"password": PASSWORD})
    cloud.change(
        smtp=smtp(Reference(RefKind.SSM, "/prod/user"), Reference(RefKind.SECRETSMANAGER, "prod/smtp", "password"))
    )
    context = cloud.context()
    assert await context.probes.secrets.login() == Login(API_KEY_ID, Secret(PASSWORD))
    assert {c.access_key_id for c in cloud.server.calls} == {READER_KEY_ID}
    await context.probes.secrets.shapes()
    assert cloud.call_count("GetParameter") == cloud.call_count("GetSecretValue") == 1


async def test_stores_are_read_side_by_side(cloud: Cloud) -> None:
    cloud.account.users["ses-check-reader"].policies.append(allow("ssm:GetParameter"))
    for name, value in {"id": API_KEY_ID, "secret": SECRET, "user": API_KEY_ID, "password": PASSWORD}.items():
        cloud.region.parameters[f"/prod/{name}"] = Parameter(value)
    read = {name: Reference(RefKind.SSM, f"/prod/{name}") for name in ("id", "secret", "user", "password")}
    cloud.change(app=Keys(read["id"], read["secret"]), smtp=smtp(read["user"], read["password"]))
    await cloud.context().probes.secrets.shapes()  # the first call builds a client
    cloud.server.faults.latency_seconds = 0.15
    began = time.monotonic()
    shapes = await cloud.context().probes.secrets.shapes()
    assert time.monotonic() - began < 0.3
    assert shapes.smtp_password.usable


@pytest.mark.parametrize(
    ("stored", "key"),
    [("{}", "password"), ("not json", "password"), ('["list"]', "password"), ('{"password": 5}', "password")],
)
async def test_a_stored_secret_without_the_key_is_absent(cloud: Cloud, stored: str, key: str) -> None:
    cloud.account.users["ses-check-reader"].policies.append(allow("secretsmanager:GetSecretValue"))
    cloud.region.secrets["prod/smtp"] = stored
    cloud.set_env("TEST_SMTP_USERNAME", API_KEY_ID)
    cloud.change(smtp=smtp(password=Reference(RefKind.SECRETSMANAGER, "prod/smtp", key)))
    failure = await cloud.context().probes.secrets.login()
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NOT_FOUND
    assert stored not in repr(failure)


async def test_a_store_that_may_not_be_read_names_the_permission(cloud: Cloud) -> None:
    cloud.change(smtp=smtp(Reference(RefKind.SSM, "/prod/user")))
    failure = await cloud.context().probes.secrets.login()
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.action, failure.by) == (FailureKind.DENIED, "ssm:GetParameter", "inspect")


async def test_a_parameter_that_does_not_exist(cloud: Cloud) -> None:
    cloud.account.users["ses-check-reader"].policies.append(allow("ssm:GetParameter"))
    cloud.change(smtp=smtp(Reference(RefKind.SSM, "/prod/none")))
    failure = await cloud.context().probes.secrets.login()
    assert isinstance(failure, Failure) and failure.kind is FailureKind.NOT_FOUND


# Shapes of what is configured.


async def test_nothing_configured_has_no_shape(cloud: Cloud) -> None:
    cloud.change(app=None)
    shapes = await cloud.context().probes.secrets.shapes()
    assert not any(s.configured for s in (shapes.app_key_id, shapes.app_secret, shapes.smtp_username))


async def test_shapes_hold_no_secret(cloud: Cloud) -> None:
    with_login(cloud, API_KEY_ID, PASSWORD)
    cloud.set_env("TEST_APP_SECRET", SECRET)
    shapes = await cloud.context().probes.secrets.shapes()
    assert shapes.smtp_username.shown == shapes.app_key_id.shown == API_KEY_ID
    assert shapes.smtp_username.source == "env:TEST_SMTP_USERNAME"
    assert SECRET not in repr(shapes) and PASSWORD not in repr(shapes)


@pytest.mark.parametrize(
    ("name", "secret", "same"),
    [
        (API_KEY_ID, PASSWORD, (True, False)),
        ("someone", SECRET, (False, True)),
        (API_KEY_ID, SECRET, (True, True)),
        ("", "", (False, False)),
    ],
)
async def test_one_value_in_two_places_is_told(cloud: Cloud, name: str, secret: str, same: tuple[bool, bool]) -> None:
    with_login(cloud, name, secret)
    cloud.set_env("TEST_APP_SECRET", SECRET if secret else "")
    shapes = await cloud.context().probes.secrets.shapes()
    assert (shapes.same_name, shapes.same_secret) == same


@pytest.mark.parametrize("secret", [SECRET, PASSWORD, SECRET[:-1], "a console password"])
async def test_id_and_secret_in_each_others_place_are_swapped_and_not_shown(cloud: Cloud, secret: str) -> None:
    with_login(cloud, secret, API_KEY_ID)
    cloud.set_env("TEST_APP_ID", secret)
    cloud.set_env("TEST_APP_SECRET", API_KEY_ID)
    shapes = await cloud.context().probes.secrets.shapes()
    assert shapes.app_swapped and shapes.smtp_swapped
    assert secret not in repr(shapes)


async def test_a_password_given_as_the_user_name_too_is_not_shown(cloud: Cloud) -> None:
    with_login(cloud, "made up password", "made up password")
    shapes = await cloud.context().probes.secrets.shapes()
    assert "made up" not in repr(shapes)


async def test_a_user_name_is_no_secret_and_does_not_blacken_replies(cloud: Cloud) -> None:
    with_login(cloud, "mail", "made up password")
    redactor = Redactor()
    await cloud.context(redactor).probes.secrets.login()
    assert redactor.clean("220 mail.example.com ESMTP") == "220 mail.example.com ESMTP"
    assert redactor.clean("535 made up password") == f"535 {GONE}"


async def test_every_secret_that_was_read_is_known_to_the_redactor(cloud: Cloud) -> None:
    with_login(cloud, API_KEY_ID, "made up smtp password")
    cloud.set_env("TEST_APP_TOKEN", "made up token")
    cloud.change(app=Keys(env("TEST_APP_ID"), env("TEST_APP_SECRET"), env("TEST_APP_TOKEN")))
    redactor = Redactor()
    context = cloud.context(redactor)
    await context.probes.secrets.shapes()
    await context.probes.secrets.inspector()
    for secret in ("made up smtp password", "made up token", READER_SECRET):
        assert redactor.clean(f"<{secret}>") == f"<{GONE}>"
    assert redactor.clean(API_KEY_ID) == API_KEY_ID


# The SMTP password against its key.


@pytest.mark.parametrize(
    ("password", "regions", "legacy", "raw"),
    [
        (PASSWORD, ("eu-central-1",), False, False),
        (derive(SECRET, "us-east-1"), ("us-east-1",), False, False),
        (derive_legacy(SECRET), (), True, False),
        (SECRET, (), False, True),
        (derive("another+secret+key", "eu-central-1"), (), False, False),
    ],
)
async def test_a_password_is_measured_against_the_secret_of_its_key(
    cloud: Cloud, password: str, regions: tuple[str, ...], legacy: bool, raw: bool
) -> None:
    with_login(cloud, API_KEY_ID, password)
    cloud.set_env("TEST_APP_SECRET", SECRET)
    found = await cloud.context().probes.secrets.password_match()
    assert not isinstance(found, Failure)
    assert (found.known, found.regions, found.legacy, found.raw_secret) == (True, regions, legacy, raw)
    assert cloud.server.calls == []


async def test_the_inspectors_secret_serves_where_the_key_is_the_inspectors(cloud: Cloud) -> None:
    with_login(cloud, READER_KEY_ID, derive(SECRET, "eu-central-1"))
    cloud.set_env("TEST_READER_SECRET", SECRET)
    found = await cloud.context().probes.secrets.password_match()
    assert not isinstance(found, Failure) and found.regions == ("eu-central-1",)


@pytest.mark.parametrize("secret", ["short", PASSWORD, SECRET + "x"])
async def test_a_damaged_secret_proves_nothing_by_not_matching(cloud: Cloud, secret: str) -> None:
    with_login(cloud, API_KEY_ID, PASSWORD)
    cloud.set_env("TEST_APP_SECRET", secret)
    found = await cloud.context().probes.secrets.password_match()
    assert not isinstance(found, Failure) and not found.known


async def test_the_secret_of_another_key_proves_nothing(cloud: Cloud) -> None:
    with_login(cloud, "AKIAOTHERKEY0EXAMPLE", PASSWORD)
    cloud.set_env("TEST_APP_SECRET", SECRET)
    found = await cloud.context().probes.secrets.password_match()
    assert not isinstance(found, Failure) and not found.known


async def test_a_refused_inspector_is_told_as_such(cloud: Cloud) -> None:
    cloud.add_fault("ssm.GetParameter", Refused("UnrecognizedClientException", status=403))
    cloud.change(smtp=smtp(Reference(RefKind.SSM, "/prod/user")))
    failure = await cloud.context().probes.secrets.login()
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.by) == (FailureKind.INVALID_KEY, "inspect")
