"""Finds the setting by which an application sends no mail, or not through SES."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.redact import Redactor
from bot.env_file.mail import MailSettings, Setting
from bot.env_file.url import parse_mail_url
from bot.env_file.words_of_names import Part, words_of

# Values that name a mailer which writes mail elsewhere, or nowhere. The last word of Django's classes counts too.
_OFF = re.compile(
    r"(?i)(?:.*[.:\\/])?(?:log|logger|array|null|nil|none|noop|no-op|fake|dummy|console|consolemail|stdout|print|file|"
    r"files?based|locmem|memory|in-?memory|test|testing|mock|stub|stream|json|jsontransport|letter_opener(?:_web)?|preview|"
    r"off|disabled?|debug|dev|void|blackhole)(?:\.?(?:EmailBackend|MailBackend|Backend|Transport|Mailer))?"
)
# Servers that catch mail on a developer's machine.
_CATCHER = re.compile(
    r"(?i)(?:.*[.-])?(?:mailhog|mailpit|mailcatcher|maildev|mailcrab|smtp4dev|inbucket|greenmail|mailslurper)(?:[.:-].*)?|"
    r"(?:.*\.)?mailtrap\.io"
)
_YES = ("1", "true", "yes", "on", "y", "t", "enabled")
_NO = ("0", "false", "no", "off", "n", "f", "disabled", "none", "null")
_AGAINST = ("DISABLE", "DISABLED", "SUPPRESS", "SUPPRESS_SEND", "PRETEND", "DRY_RUN", "SKIP")
_OTHERS = re.compile(
    r"(?i)mailgun|sendgrid|postmark|resend|mandrill|brevo|sendinblue|mailjet|sparkpost|mailersend|gmail|zoho|plunk|loops"
)
_SES = re.compile(r"(?i)\bses|amazon.?ses|_ses\b|ses[-_+v]|awsses|aws$")
_SMTP = re.compile(r"(?i)smtp")


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting that keeps mail from SES. kind: "mailer" (nothing is sent), "switch", "catcher" or "provider" (another one).

    value: as written, at most 60 characters; "" where it looks like a secret.
    """

    kind: str
    name: str
    line: int
    value: str


def find_switch(settings: MailSettings) -> Switch | None:
    """The first setting that keeps all mail from SES, None where there is none."""
    for setting in settings.switches:
        if kind := _kind(setting):
            return Switch(kind, setting.name, setting.line, _shown(setting))
    host = settings.parts.get(Part.HOST)
    if host is not None and way_of(settings) in ("smtp", "") and _CATCHER.fullmatch(host.value.strip()):
        return Switch("catcher", host.name, host.line, host.value.strip()[:60])
    return None


def looks_secret(value: str) -> bool:
    """True where a value has the shape of a secret, whatever its name."""
    return Redactor().clean(value) != value


def way_of(settings: MailSettings) -> str:
    """The way that the mailer names: "smtp", "api" (SES's own), "other" (another provider), "" where it names none."""
    if settings.url is not None:
        return {"off": ""}.get(settings.url.kind, settings.url.kind)
    mailer = settings.parts.get(Part.MAILER)
    text = mailer.value.strip() if mailer else ""
    if _SMTP.search(text):
        return "smtp"
    if _OTHERS.search(text):
        return "other"
    return "api" if _SES.search(text) else ""


def _kind(setting: Setting) -> str:
    text = setting.value.strip().lower()
    if setting.part is Part.MAILER:
        return "mailer" if _OFF.fullmatch(text) else "provider" if _OTHERS.search(text) else ""
    if setting.part is Part.URL:
        url = parse_mail_url(setting.value)
        return {"off": "mailer", "other": "provider"}.get(url.kind, "") if url is not None else ""
    words = words_of(setting.name)
    against = any(words.endswith(f"_{word}") or words.startswith(f"{word}_") for word in _AGAINST)
    return "switch" if text in (_YES if against else _NO) else ""


def _shown(setting: Setting) -> str:
    """A URL may hold a password: only its scheme is shown."""
    text = setting.value.strip()
    if setting.part is Part.URL:
        return f"{text.partition('://')[0]}://"
    return "" if looks_secret(text) else text[:60]
