"""Classifies the name of a variable by its words: SMTP_HOST, GF_SMTP_USER, spring.mail.password, mail__options__auth__pass.

Names are compared as words in capitals, because frameworks differ in what stands between the words.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Part(StrEnum):
    """What a variable sets up. URL: several parts in one text. MAILER: by which way mail is sent. SWITCH: whether it is."""

    HOST = "host"
    PORT = "port"
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - the name of a part
    SECURITY = "security"
    SENDER = "sender"
    REGION = "region"
    KEY_ID = "access_key_id"
    SECRET = "secret_access_key"  # noqa: S105 - the name of a part
    TOKEN = "session_token"  # noqa: S105 - the name of a part
    CONFIGURATION_SET = "configuration_set"
    URL = "url"
    MAILER = "mailer"
    SWITCH = "switch"


_MAIL = "SMTP|MAIL|EMAIL|MAILER|EMAILS|WPMS|NODEMAILER"
_AWS = "AWS|SES|SESV2|AMAZON|AMAZONSES|WPOSES|WPMS|FLUENTMAIL"
_SENDERS = "SES|DEFAULT|NOTIFICATIONS?|SERVER|SYSTEM|APP|SITE|GITLAB|DISCOURSE|OUTGOING|WPMS"
# Other services, whose keys, regions and logins say nothing about sending mail.
_ELSEWHERE = re.compile(
    r"(?:^|_)(?:S3|SQS|SNS|COGNITO|DYNAMODB|DYNAMO|BUCKET|STORAGE|CLOUDFRONT|BEDROCK|LAMBDA|RDS|BACKUP|KMS|"
    r"IMAPS?|POP3?|INBOUND|INCOMING)(?:_|$)"
)


def _rule(part: Part, context: str, *words: str, apart: bool = True) -> tuple[Part, re.Pattern[str]]:
    """A name of this part: anything, a word of the context, anything, and at the end one of the words.

    apart: False where nothing may stand between: SMTP_ENABLED switches mail, SMTP_TLS_ENABLED does not.
    """
    between = r"(?:_\w+?)??" if apart else ""
    before = rf"(?P<prefix>(?:\w+_)?(?:{context}){between})_" if context else r"(?P<prefix>)"
    return part, re.compile(f"{before}(?:{'|'.join(words)})")


# The first that matches decides.
_RULES = (
    _rule(Part.TOKEN, _AWS, "SESSION_TOKEN"),
    _rule(Part.SECRET, _AWS, "SECRET(?:_ACCESS)?_KEY", "SECRET_ACCESS", "ACCESS_(?:KEY_)?SECRET", "CLIENT_SECRET", "SECRET"),
    _rule(Part.KEY_ID, _AWS, "ACCESS_KEY(?:_ID)?", "ACCESS_ID", "KEY_ID", "CLIENT_ID", "KEY"),
    _rule(Part.REGION, _AWS, "(?:DEFAULT_)?REGION(?:_STATIC|_NAME)?"),
    _rule(Part.CONFIGURATION_SET, _AWS, "(?:CONFIGURATION|CONFIG)_SET(?:_NAME)?"),
    _rule(Part.CONFIGURATION_SET, "", "CONFIGURATION_SET(?:_NAME)?"),
    _rule(
        Part.SWITCH, _MAIL, "ENABLED?", "ACTIVE", "DISABLED?", "SUPPRESS(?:_SEND)?", "PRETEND", "DRY_RUN",
        "PERFORM_DELIVERIES", "SEND(?:ING)?_ENABLED", "DELIVERY_ENABLED", apart=False,
    ),
    _rule(Part.SWITCH, "DISABLE|ENABLE|SUPPRESS|SEND|SKIP", rf"(?:{_MAIL})S?(?:_SENDING|_DELIVERY)?", apart=False),
    _rule(
        Part.SENDER, _MAIL, "(?:DEFAULT_|EMAIL_|REPLY_)?FROM(?:_ADDRESS|_EMAIL|_ADDR|_MAIL)?",
        "(?:DEFAULT_)?SENDER(?:_EMAIL|_ADDRESS)?", "ADMIN_EMAIL",
    ),
    _rule(Part.SENDER, _SENDERS, "(?:FROM|SENDER|SOURCE)(?:_ADDRESS|_EMAIL|_MAIL)?", "E?MAIL_FROM"),
    _rule(Part.SENDER, "DEFAULT|SERVER|NOTIFICATION|MAILER|ADMIN|NOREPLY", "(?:FROM_)?(?:EMAIL|SENDER|ADDRESS)"),
    _rule(Part.SENDER, "", "(?:FROM|SENDER)(?:_EMAIL|_ADDRESS)?"),
    _rule(
        Part.MAILER, _MAIL, "MAILER", "DRIVER", "TRANSPORT(?:ER)?", "BACKEND", "PROVIDER", "MODE", "SERVICE",
        "DELIVERY_METHOD", "ADAPTER",
    ),
    _rule(Part.MAILER, "", "MAILER"),
    _rule(Part.URL, _MAIL, "DSN", "UR[LI]", "SERVER_URL", "CONNECTION_(?:URL|STRING)"),
    _rule(Part.USERNAME, _MAIL, "(?:HOST_|AUTH_|SERVER_|SMTP_)?(?:USER(?:_?NAME)?|LOGIN)", "AUTH_ID"),
    _rule(Part.PASSWORD, _MAIL, "(?:HOST_|AUTH_|SERVER_|USER_|SMTP_)?(?:PASS(?:WORD)?|PWD|PASSWD)"),
    _rule(Part.PORT, _MAIL, "(?:SERVER_|SMTP_|HOST_)?PORT"),
    _rule(
        Part.SECURITY, _MAIL, "ENCRYPTION", "SECUR(?:E|ITY)", "SCHEME", "(?:USE_|FORCE_|SMTP_)?(?:TLS|SSL|START_?TLS)",
        "(?:ENABLE_)?STARTTLS(?:_AUTO|_ENABLED?)?", "SECURE_CONNECTION", "SSL_TYPE", "SMTP_SECURE", "TLS_ENABLED?",
        "PROTOCOL", "(?:SSL|STARTTLS)_(?:ENABLE|REQUIRED)",
    ),
    _rule(
        Part.HOST, _MAIL, "(?:SMTP_|SERVER_|RELAY_)?(?:HOST(?:NAME)?|SERVER|ADDRESS|ADDR|RELAYHOST|ENDPOINT)", "HOST_ADDR"
    ),
)  # fmt: skip


def words_of(name: str) -> str:
    """The name in capitals with one "_" between its words: "mail.smtp.auth", "secureConnection" and "GF__A" alike."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[^A-Z0-9]+", "_", apart.upper()).strip("_")


def classify(name: str) -> tuple[Part, str] | None:
    """What a variable sets up, by its name, and the words before that; None where the name says nothing about mail."""
    words = words_of(name)
    if _ELSEWHERE.search(words):
        return None
    for part, pattern in _RULES:
        if found := pattern.fullmatch(words):
            return part, found["prefix"]
    return None
