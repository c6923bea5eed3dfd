"""Evidence made by hand, in which everything is healthy. A test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.evidence.aws import Account, Caller, CredentialShapes, Failure, FailureKind, FieldShape, ResourceDecision
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome
from bot.core.target import Keys, Reference, RefKind, Security, Smtp, Target
from bot.probes.shapes import shape_of
from bot.probes.smtp.password import derive

REGION = "eu-central-1"
ACCOUNT = "111122223333"
OTHER_ACCOUNT = "999988887777"
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SMTP_KEY_ID = "AKIAI44QH8DHBEXAMPLE"
TEMPORARY = "ASIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # AWS's own published example
PASSWORD = derive(SECRET, REGION)
HOST = f"email-smtp.{REGION}.amazonaws.com"
WHEN = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)

_REF = Reference(RefKind.ENV, "X")
SMTP = Smtp(HOST, 587, Security.STARTTLS, _REF, _REF, alternative_ports=(2587, 465, 2465, 25))
TARGET = Target("prod", REGION, "noreply@example.com", app=Keys(_REF, _REF), smtp=SMTP)


def target(**changes: object) -> Target:
    """The target prod with changes."""
    return replace(TARGET, **changes)  # type: ignore[arg-type]


def with_smtp(**changes: object) -> Target:
    """The target prod with changes in [smtp]."""
    return target(smtp=replace(SMTP, **changes))  # type: ignore[arg-type]


def field(value: str | None, role: str, source: str = "env:X") -> FieldShape:
    """The shape of a value; None: not configured."""
    return FieldShape() if value is None else shape_of(value, role=role, source=source)


def shapes(
    *,
    key: str | None = KEY_ID,
    secret: str | None = SECRET,
    token: str | None = None,
    user: str | None = SMTP_KEY_ID,
    password: str | None = PASSWORD,
) -> CredentialShapes:
    """The shapes of these credentials."""
    return CredentialShapes(
        field(key, "key_id"),
        field(secret, "secret"),
        field(token, "token"),
        field(user, "username"),
        field(password, "password"),
    )


INSPECTOR = Caller(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/ses-check-reader", "AIDAREADEREXAMPLE")
APP = Caller(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/myapp", "AIDAMYAPPEXAMPLE")
GOOD_ACCOUNT = Account(True, True, "HEALTHY", "GRANTED", "1234567890", 50000.0, 14.0, 1234.0)
DOMAIN = Identity(
    "example.com",
    REGION,
    verified=True,
    status="SUCCESS",
    last_checked=WHEN,
    last_success=WHEN,
    dkim_enabled=True,
    dkim_status="SUCCESS",
    dkim_origin="AWS_SES",
)


def identity(**changes: object) -> Identity:
    """The domain's identity with changes."""
    return replace(DOMAIN, **changes)  # type: ignore[arg-type]


def failure(kind: FailureKind, action: str = "ses:GetAccount", *, by: str = "inspect", code: str = "Code") -> Failure:
    """A lookup that failed."""
    return Failure(kind, action, code, "message", 403, by)


DENIED = failure(FailureKind.DENIED)
# Every kind of failure that says nothing about what was asked, with its reason.
BLIND = [
    kind
    for kind in FailureKind
    if kind not in (FailureKind.NOT_FOUND, FailureKind.NOT_SUBSCRIBED, FailureKind.REFERENCE)
]


def decision(action: str, resource: str, verdict: str = "allowed", **more: object) -> ResourceDecision:
    """One decision of the simulator."""
    return ResourceDecision(action, resource, verdict, **more)  # type: ignore[arg-type]


def found(judgement: Judgement) -> list[str]:
    """What was found: "code" or "code/variant", FAIL without a mark, WARN with "~" before it."""
    return [
        ("~" if f.severity == "warn" else "") + f.code + (f"/{f.variant}" if f.variant else "")
        for f in judgement.findings
    ]


def reason(judgement: Judgement) -> str:
    """The key of the note."""
    return judgement.note.key if judgement.note else ""


def is_blind(judgement: Judgement) -> bool:
    """True for UNKNOWN without any finding."""
    return judgement.outcome is Outcome.UNKNOWN and not judgement.findings
