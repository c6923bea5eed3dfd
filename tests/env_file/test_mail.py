from pathlib import Path

import pytest

from bot.core.target import Security
from bot.env_file.mail import MailSettings, find_mail_settings, sender_of
from bot.env_file.read import parse_env
from bot.env_file.security import read_security
from bot.env_file.switch import way_of
from bot.env_file.words_of_names import Part, classify, words_of
from tests.env_file.frameworks import HOST, KEY, LOGINS, PASSWORD, SECRET


def settings(text: str) -> MailSettings:
    return find_mail_settings(parse_env(text, Path("app.env")))


@pytest.mark.parametrize("framework", LOGINS)
def test_the_login_of_each_framework_is_found(framework: str) -> None:
    text, names = LOGINS[framework]
    found = settings(text)
    parts = (Part.HOST, Part.USERNAME, Part.PASSWORD, Part.SENDER)
    assert tuple(found.parts[part].name for part in parts) == names
    assert found.value(Part.HOST).partition(":")[0] == HOST
    assert (found.value(Part.USERNAME), found.value(Part.PASSWORD)) == (KEY, PASSWORD)
    assert sender_of(found.value(Part.SENDER)) == "shop@example.com"
    assert way_of(found) in ("smtp", "")


def test_symfonys_ses_transport_names_neither_host_nor_port() -> None:
    found = settings(f"MAILER_DSN=ses+smtp://{KEY}:ab%2Fcd@default?region=eu-west-3\n")
    assert found.value(Part.HOST) == "email-smtp.eu-west-3.amazonaws.com"
    assert (found.value(Part.PORT), found.value(Part.REGION), found.value(Part.PASSWORD)) == (
        "465",
        "eu-west-3",
        "ab/cd",
    )


def test_symfonys_ses_api_has_an_access_key() -> None:
    found = settings(f"MAILER_DSN=ses+https://{KEY}:{SECRET.replace('/', '%2F')}@default\n")
    assert way_of(found) == "api"
    assert (found.value(Part.KEY_ID), found.value(Part.SECRET)) == (KEY, SECRET)


def test_the_key_of_ses_comes_before_that_of_another_service() -> None:
    text = "AWS_ACCESS_KEY_ID=AKIALABOTHER0EXAMPLE\nAWS_SECRET_ACCESS_KEY=x\n"
    text += f"SES_ACCESS_KEY_ID={KEY}\nSES_SECRET_ACCESS_KEY=y\n"
    assert settings(text).parts[Part.KEY_ID].name == "SES_ACCESS_KEY_ID"


@pytest.mark.parametrize("name", ["AWS_S3_REGION", "S3_ACCESS_KEY_ID", "IMAP_HOST", "COGNITO_USER_POOL_REGION"])
def test_other_services_say_nothing_about_mail(name: str) -> None:
    assert classify(name) is None


@pytest.mark.parametrize("name", ["APP_NAME", "DB_HOST", "REDIS_PASSWORD", "MAIL_FROM_NAME", "LOG_LEVEL", "PORT"])
def test_names_that_set_up_no_mail(name: str) -> None:
    assert classify(name) is None


def test_the_words_of_a_name() -> None:
    assert words_of("mail__options__secureConnection") == words_of("mail.options.secure-connection")


@pytest.mark.parametrize(
    ("line", "port", "security"),
    [
        ("EMAIL_USE_TLS=True", 465, Security.STARTTLS),
        ("EMAIL_USE_SSL=True", 587, Security.TLS),
        ("MAIL_ENCRYPTION=tls", 587, Security.STARTTLS),
        ("MAIL_ENCRYPTION=tls", 465, Security.TLS),
        ("MAIL_ENCRYPTION=ssl", 587, Security.TLS),
        ("SMTP_SECURE=true", 587, Security.TLS),
        ("SMTP_SECURE=false", 465, Security.STARTTLS),
        ("MAIL_ENCRYPTION=null", 2465, Security.TLS),
    ],
)
def test_what_a_client_does_for_encryption(line: str, port: int, security: Security) -> None:
    assert read_security(settings(line).parts[Part.SECURITY], port) is security


def test_of_two_settings_for_encryption_the_one_that_is_on_counts() -> None:
    assert settings("MAIL_USE_TLS=0\nMAIL_USE_SSL=1\n").parts[Part.SECURITY].name == "MAIL_USE_SSL"
    assert settings("MAIL_USE_TLS=1\nMAIL_USE_SSL=0\n").parts[Part.SECURITY].name == "MAIL_USE_TLS"
