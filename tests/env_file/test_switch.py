import pytest

from bot.env_file.switch import find_switch, way_of
from tests.env_file.frameworks import LOGINS
from tests.env_file.test_mail import settings


@pytest.mark.parametrize("framework", LOGINS)
def test_a_working_set_up_is_not_switched_off(framework: str) -> None:
    assert find_switch(settings(LOGINS[framework][0])) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("MAIL_MAILER=log", "mailer"),
        ("MAIL_MAILER=array", "mailer"),
        ("MAIL_DRIVER=null", "mailer"),
        ("EMAIL_PROVIDER=console", "mailer"),
        ("EMAIL_BACKEND=django.core.mail.backends.console.EmailBackend", "mailer"),
        ("EMAIL_BACKEND=django.core.mail.backends.locmem.EmailBackend", "mailer"),
        ("EMAIL_BACKEND=django.core.mail.backends.filebased.EmailBackend", "mailer"),
        ("ACTION_MAILER_DELIVERY_METHOD=test", "mailer"),
        ("MAILER_DSN=null://null", "mailer"),
        ("EMAIL_URL=consolemail://", "mailer"),
        ("mail__transport=stub", "mailer"),
        ("MAIL_SUPPRESS_SEND=True", "switch"),
        ("SMTP_ENABLED=false", "switch"),
        ("DISABLE_EMAIL=1", "switch"),
        ("GF_SMTP_ENABLED=false", "switch"),
        ("MAIL_HOST=mailpit", "catcher"),
        ("SMTP_HOST=sandbox.smtp.mailtrap.io", "catcher"),
        ("MAIL_MAILER=mailgun", "provider"),
        ("EMAIL_SERVICE=gmail", "provider"),
        ("MAILER_DSN=sendgrid+api://made-up@default", "provider"),
    ],
)
def test_what_keeps_mail_in_the_application(line: str, kind: str) -> None:
    found = find_switch(settings(f"APP_ENV=x\n{line}\n"))
    assert found is not None
    assert (found.kind, found.line) == (kind, 2)


# What is off here is not mail. The machine's own mail server may well send through SES.
OTHER_SWITCHES = (
    "SMTP_TLS_ENABLED=false",
    "SMTP_AUTH_ENABLED=false",
    "MAIL_QUEUE_ENABLED=false",
    "EMAIL_VERIFICATION_ENABLED=false",
    "ENABLE_EMAIL_AUTOCONFIRM=false",
    "EMAIL_TYPE=json",
    "MAIL_DEBUG=false",
    "MAILER_DSN=sendmail://default",
    "MAIL_MAILER=sendmail",
    "MAIL_MAILER=",
)


@pytest.mark.parametrize(
    "line",
    [
        "MAIL_MAILER=smtp",
        "MAIL_MAILER=ses-v2",
        "MAIL_SUPPRESS_SEND=False",
        "SMTP_ENABLED=yes",
        "DISABLE_EMAIL=0",
        *OTHER_SWITCHES,
        "MAIL_MAILER=",
    ],
)
def test_what_does_not(line: str) -> None:
    assert find_switch(settings(line)) is None


def test_a_catcher_that_is_not_in_use_is_no_fault() -> None:
    assert find_switch(settings("MAIL_MAILER=ses\nMAIL_HOST=mailpit\n")) is None


def test_a_url_is_never_shown_whole() -> None:
    found = find_switch(settings("MAILER_DSN=null://user:made-up@null\n"))
    assert found is not None and found.value == "null://"


@pytest.mark.parametrize(
    ("value", "way"),
    [("ses", "api"), ("amazonses", "api"), ("django_ses.SESBackend", "api"), ("mailgun", "other"), ("failover", "")],
)
def test_the_way_that_a_mailer_names(value: str, way: str) -> None:
    assert way_of(settings(f"MAIL_MAILER={value}")) == way
