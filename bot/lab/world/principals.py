"""The principals that can sign a request: users and roles, their long-lived and their temporary keys."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from bot.lab.world.policies import Policy


@dataclass
class KeyUse:
    """The last use of a key, as IAM stores it."""

    service: str
    region: str
    time: datetime


@dataclass
class AccessKey:
    """A user's long-lived key pair."""

    id: str
    secret: str
    status: Literal["Active", "Inactive"] = "Active"
    created: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    last_used: KeyUse | None = None


@dataclass
class User:
    """An IAM user. boundary: its permissions boundary, None where it has none."""

    name: str
    path: str = "/"
    keys: list[AccessKey] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    boundary: Policy | None = None
    id: str = "AIDAUSEREXAMPLE"
    created: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class Role:
    """An IAM role. trusted: account ids (all principals of the account) and ARNs of single principals.

    A principal of a trusted account also needs a policy that allows `sts:AssumeRole`, as at AWS. A principal of the
    role's own account that is trusted by its ARN does not need one.
    """

    name: str
    path: str = "/"
    trusted: list[str] = field(default_factory=list)
    external_id: str | None = None
    policies: list[Policy] = field(default_factory=list)
    boundary: Policy | None = None
    max_session_seconds: int = 3600
    id: str = "AROAROLEEXAMPLE"
    created: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class TemporaryKey:
    """A key pair with a session token, of the user `user`, else of the assumed role `role`."""

    id: str
    secret: str
    token: str
    expires: datetime
    account_id: str
    user: str | None = None
    role: str | None = None
    session_name: str = "session"
    session_policy: Policy | None = None
