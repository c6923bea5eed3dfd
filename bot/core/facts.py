"""What a check learned beside its findings, as frozen types that other modules read by attribute.

A check puts what it learned into its judgement: `Judgement(facts=Facts(connection=ConnectionFacts(peer="192.0.2.1")))`.
`RunResult.facts` is what all checks of a run learned together. The default of every field means "not known".

To add a fact, add a field to the type that it belongs to, or a new type and a field of `Facts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """What the configured credentials look like. Holds no secret.

    smtp_username: the SMTP user name, for SES an access key id. app_key_id: the application's access key id.
    shapes: by field (smtp_username, smtp_password, app_key_id, app_secret, app_token) "empty", "unreadable", or its kind,
    its length and the codes of its damage with blanks between them: "secret_key 40", "smtp_password 45 whitespace".
    """

    smtp_username: str = ""
    app_key_id: str = ""
    shapes: Mapping[str, str] = field(default_factory=dict)

    @property
    def same_key(self) -> bool:
        """True where the application signs with the key of the SMTP user."""
        return bool(self.app_key_id) and self.app_key_id == self.smtp_username


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """One access key. user_name: the IAM user that owns it."""

    key_id: str
    user_name: str


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Who AWS says the callers are.

    inspected: id of the account that the inspector's credentials belong to. app: id of the account of the application's
    key. app_arn: the user or role that the key belongs to.
    """

    inspected: str = ""
    app: str = ""
    app_arn: str = ""


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """The TCP connection to the SMTP server. local: the address of this machine's end. peer: the server's address."""

    local: str = ""
    peer: str = ""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The SMTP server's certificate, whether it verified or not. subject: its first name, else its subject proper."""

    issuer: str = ""
    subject: str = ""
    names: tuple[str, ...] = ()
    begins_at: datetime | None = None
    expires_at: datetime | None = None
    tls_version: str = ""
    cipher: str = ""


@dataclass(frozen=True, slots=True)
class PortFacts:
    """How one port of the SMTP endpoint answered: "greets", or why it did not (refused, unreachable, timeout, silent, …).

    ms: how long it took, whole milliseconds.
    """

    port: int
    answer: str
    ms: int = 0


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """How the SMTP server answered over "ipv4" or "ipv6".

    answer: as of a port; no_address where the name has none of this family, no_route where this machine has no such network.
    """

    family: str
    answer: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a check, or a run, learned.

    clock_skew: AWS's clock minus this machine's, whole seconds. addresses: of the SMTP host, as DNS gives them.
    configuration_set: the set in force, known to exist and to send. ses_took_mail: SES accepted a whole mail of this sender.
    """

    credentials: CredentialFacts = CredentialFacts()
    keys: tuple[KeyFacts, ...] = ()
    accounts: AccountFacts = AccountFacts()
    clock_skew: int | None = None
    addresses: tuple[str, ...] = ()
    connection: ConnectionFacts = ConnectionFacts()
    certificate: CertificateFacts = CertificateFacts()
    ports: tuple[PortFacts, ...] = ()
    families: tuple[FamilyFacts, ...] = ()
    configuration_set: str = ""
    ses_took_mail: bool = False

    def owner_of(self, key_id: str) -> str:
        """The IAM user that owns an access key, "" where not known."""
        return next((key.user_name for key in self.keys if key.key_id == key_id), "")


NO_FACTS = Facts()


def merge_facts(parts: Iterable[Facts]) -> Facts:
    """The facts of several checks as one. Tuples are joined, each item once; of other values the last known one stays."""
    together = NO_FACTS
    for part in parts:
        if part != NO_FACTS:
            together = _merge(together, part, NO_FACTS)
    return together


def _merge(first: Any, second: Any, unset: Any) -> Any:
    """unset: the same type with every field at its default."""
    if is_dataclass(unset) and not isinstance(unset, type):
        each = (f.name for f in fields(unset))
        return type(unset)(**{n: _merge(getattr(first, n), getattr(second, n), getattr(unset, n)) for n in each})
    if isinstance(unset, tuple):
        return tuple(dict.fromkeys((*first, *second)))
    return first if second == unset else second
