"""What AWS answered, as typed evidence, or a Failure where it did not. A field that an answer did not hold is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class FailureKind(StrEnum):
    """Why a lookup failed."""

    DENIED = "denied"
    NOT_FOUND = "not_found"
    INVALID_KEY = "invalid_key"
    BAD_SIGNATURE = "bad_signature"
    CLOCK_SKEW = "clock_skew"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105 - a kind of failure
    MALFORMED_KEY = "malformed_key"
    NOT_SUBSCRIBED = "not_subscribed"
    THROTTLED = "throttled"
    PACED = "paced"
    UNAVAILABLE = "unavailable"
    TIMEOUT = "timeout"
    DNS = "dns"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    NOT_AWS = "not_aws"
    INCOMPLETE = "incomplete"
    NO_CREDENTIALS = "no_credentials"
    REFERENCE = "reference"
    OTHER_OWNER = "other_owner"
    OTHER = "other"


# The kinds that say: these credentials do not work.
CREDENTIAL_KINDS = frozenset(
    {
        FailureKind.INVALID_KEY,
        FailureKind.BAD_SIGNATURE,
        FailureKind.CLOCK_SKEW,
        FailureKind.EXPIRED_TOKEN,
        FailureKind.MALFORMED_KEY,
        FailureKind.NO_CREDENTIALS,
        FailureKind.REFERENCE,
    }
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A lookup that failed. action: the IAM action ("ses:GetAccount"). code, message: as the server gave them,
    redacted.

    status: the HTTP status, 0 without one. by: whose credentials were used, "inspect" or "app", "" for none. skew:
    AWS's clock minus this machine's.
    """

    kind: FailureKind
    action: str
    code: str = ""
    message: str = ""
    status: int = 0
    by: str = "inspect"
    skew: timedelta | None = None


@dataclass(frozen=True, slots=True)
class FieldShape:
    """The shape of one configured credential. Holds no secret.

    configured: the target has a reference to it. empty: the reference led to an empty value. kind: access_key,
    temporary_key, secret_key, smtp_password, smtp_password_legacy, placeholder or other. damage: codes such as
    trailing_newline, quotes, wrong_length (by the lengths that AWS's values have). shown: the value without that
    damage, for key ids and user names only; "" where it could be a secret in the wrong place. failure: why it could not
    be read.
    """

    configured: bool = False
    empty: bool = False
    kind: str = "other"
    length: int = 0
    damage: tuple[str, ...] = ()
    shown: str = ""
    source: str = ""
    failure: Failure | None = None

    @property
    def usable(self) -> bool:
        """True where there is a value to try."""
        return self.configured and not self.empty and self.failure is None


@dataclass(frozen=True, slots=True)
class CredentialShapes:
    """The shapes of all credentials under test. *_swapped: id and secret stand in each other's place.

    same_name: the SMTP user name is the application's key id. same_secret: the SMTP password is the application's
    secret key.
    """

    app_key_id: FieldShape = FieldShape()
    app_secret: FieldShape = FieldShape()
    app_token: FieldShape = FieldShape()
    smtp_username: FieldShape = FieldShape()
    smtp_password: FieldShape = FieldShape()
    app_swapped: bool = False
    smtp_swapped: bool = False
    same_name: bool = False
    same_secret: bool = False


@dataclass(frozen=True, slots=True)
class PasswordMatch:
    """What the SMTP password is, by deriving passwords from the secret of the same key.

    known: the secret of the SMTP user's key is at hand. regions: those whose derived password equals the one given.
    """

    known: bool
    regions: tuple[str, ...] = ()
    legacy: bool = False
    raw_secret: bool = False
    derived: int = 0


@dataclass(frozen=True, slots=True)
class Caller:
    """sts:GetCallerIdentity. skew: AWS's clock minus this machine's, from the Date header."""

    account: str | None
    arn: str | None
    user_id: str | None
    skew: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """AWS answered, even if with a refusal. skew: AWS's clock minus this machine's, from the Date header."""

    skew: timedelta | None = None


@dataclass(frozen=True, slots=True)
class KeyUse:
    """iam:GetAccessKeyLastUsed: the owner and the last use. "N/A" becomes None."""

    user_name: str | None
    last_used: datetime | None = None
    service: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class KeyListing:
    """One key of iam:ListAccessKeys."""

    id: str
    status: str | None
    created: datetime | None


@dataclass(frozen=True, slots=True)
class Owner:
    """iam:GetUser or iam:GetRole: the ARN with its path, and the ARN of the permissions boundary."""

    arn: str | None
    boundary: str | None = None


@dataclass(frozen=True, slots=True)
class ResourceDecision:
    """One resource of one action of iam:SimulatePrincipalPolicy. decision: allowed, explicitDeny or implicitDeny."""

    action: str
    resource: str
    decision: str
    matched: tuple[str, ...] = ()
    missing_context: tuple[str, ...] = ()
    boundary_allows: bool | None = None
    organization_allows: bool | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """sesv2:GetAccount of one region. suppressed_reasons: for which the suppression list is in use. vdm: ENABLED or
    DISABLED.
    """

    production: bool | None
    sending: bool | None
    enforcement: str | None
    review: str | None = None
    case_id: str | None = None
    max_24h: float | None = None
    rate: float | None = None
    sent_24h: float | None = None
    suppressed_reasons: tuple[str, ...] | None = None
    vdm: str | None = None


@dataclass(frozen=True, slots=True)
class ConfigurationSet:
    """sesv2:GetConfigurationSet. suppressed_reasons: override the account's; None where the set has none of its own."""

    name: str
    sending: bool | None
    tls_policy: str | None = None
    suppressed_reasons: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The addresses of a host name, or why there are none. problem: "", nxdomain, no_answer, servfail, timeout or
    refused.
    """

    host: str
    addresses: tuple[str, ...] = ()
    problem: str = ""
    detail: str = ""
    servers: str = ""
