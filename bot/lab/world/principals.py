"""Who can sign a request: users, roles, their long-lived keys and the temporary ones."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from bot.lab.world.policies import Policy


@dataclass
class KeyUse:
    """The last use that IAM remembers of a key."""

    service: str
    region: str
    time: datetime


@dataclass
class AccessKey:
    """A long-lived key pair of a user."""

    id: str
    secret: str
    status: Literal["Active", "Inactive"] = "Active"
    created: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    last_used: KeyUse | None = None


@dataclass
class User:
    """An IAM user. `boundary` is its permissions boundary: None means that it has none."""

    name: str
    path: str = "/"
    keys: list[AccessKey] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    boundary: Policy | None = None
    id: str = "AIDAUSEREXAMPLE"
    created: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class Role:
    """An IAM role. `trusted` holds account ids (the whole account) and ARNs of single principals.

    A trusted account still has to allow its principal `sts:AssumeRole`, as at AWS; a principal of the same
    account that is trusted by its ARN needs no more.
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
    """A key pair with a session token. Of a user when `user` is set, else of the assumed role `role`."""

    id: str
    secret: str
    token: str
    expires: datetime
    account_id: str
    user: str | None = None
    role: str | None = None
    session_name: str = "session"
    session_policy: Policy | None = None
