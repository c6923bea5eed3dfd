"""What is checked: one target of the targets file, as frozen values. bot.targets reads and validates it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

# The five ports of SES's SMTP endpoint: https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html
STARTTLS_PORTS = (587, 2587, 25)
TLS_PORTS = (465, 2465)
SES_PORTS = (587, 465, 2587, 2465, 25)
# email-smtp.<region>.amazonaws.com, with FIPS and VPC endpoint kin
_REGION_IN_HOST = re.compile(r"(?:^|\.)email-smtp(?:-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\.")


class Security(StrEnum):
    """How the connection is encrypted: by STARTTLS after a plain greeting, or with TLS from the first byte."""

    STARTTLS = "starttls"
    TLS = "tls"


class RefKind(StrEnum):
    """Where a value is kept. LITERAL only for values that are not secret (key ids, user names)."""

    ENV = "env"
    ENV_FILE = "env-file"
    FILE = "file"
    SSM = "ssm"
    SECRETSMANAGER = "secretsmanager"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a value is read from. name: a variable, absolute path, parameter name or secret ARN.

    key: of a JSON document, or the variable of an env-file (bot.env_file.value); "" for none.
    """

    kind: RefKind
    name: str
    key: str = ""

    @property
    def shown(self) -> str:
        """The reference as the targets file has it; of a literal the literal itself, which is never a secret."""
        if self.kind is RefKind.LITERAL:
            return self.name
        name = Path(self.name).name if self.kind is RefKind.ENV_FILE else self.name
        return f"{self.kind}:{name}" + (f"#{self.key}" if self.key else "")


@dataclass(frozen=True, slots=True)
class Keys:
    """An access key, by reference."""

    access_key_id: Reference | None = None
    secret_access_key: Reference | None = None
    session_token: Reference | None = None


@dataclass(frozen=True, slots=True)
class Inspect:
    """With which credentials the bot asks AWS: one of a profile, a role, keys. All empty: boto3's default chain."""

    profile: str = ""
    role_arn: str = ""
    external_id: str = ""
    keys: Keys | None = None


@dataclass(frozen=True, slots=True)
class Smtp:
    """The SMTP endpoint that the application sends through. alternative_ports: other ports of the endpoint to try."""

    host: str
    port: int
    security: Security
    username: Reference | None = None
    password: Reference | None = None
    ca_file: Path | None = None
    alternative_ports: tuple[int, ...] = ()

    @property
    def is_ses(self) -> bool:
        """True for host names of SES's own SMTP endpoints."""
        return is_ses_smtp_host(self.host)


@dataclass(frozen=True, slots=True)
class Target:
    """One environment that sends mail.

    regions: where else an identity may be. allow_region_auth_sweep: the SMTP login may be tried in other regions too.
    allow_simulator_send: one mail may be sent to SES's mailbox simulator where a person confirms it. sends: the call
    that the application sends with, a name in bot.core.sending.API, "" where not known. app_role: ARN of the role that the
    application signs in with. env_file: the application's own file of variables. identity_arn: of the identity that mail is
    sent as, which may be another account's. owner: with which credentials the bot reads that account, None for none.
    """

    name: str
    region: str
    sender: str
    regions: tuple[str, ...] = ()
    expected_account: str = ""
    configuration_set: str = ""
    endpoint_url: str = ""
    language: str = ""
    aliases: tuple[str, ...] = ()
    channels: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    identity_arn: str = ""
    inspect: Inspect = Inspect()
    owner: Inspect | None = None
    app: Keys | None = None
    app_role: str = ""
    sends: str = ""
    smtp: Smtp | None = None
    env_file: Path | None = None
    nameservers: tuple[tuple[str, int], ...] = ()
    allow_region_auth_sweep: bool = False
    allow_simulator_send: bool = False

    @property
    def domain(self) -> str:
        """The sender's domain, lower case."""
        return self.sender.rpartition("@")[2].lower()

    @property
    def identity_account(self) -> str:
        """The account in identity_arn, "" without one."""
        return self.identity_arn.split(":")[4] if self.identity_arn else ""

    @property
    def identity_name(self) -> str:
        """The identity in identity_arn, "" without one."""
        return self.identity_arn.partition(":identity/")[2]

    @property
    def other_regions(self) -> tuple[str, ...]:
        """The configured regions without the target's own."""
        return tuple(r for r in self.regions if r != self.region)


def is_ses_smtp_host(host: str) -> bool:
    """True for `email-smtp.<region>.amazonaws.com` and its FIPS and VPC forms."""
    name = host.lower().rstrip(".")
    return "email-smtp" in name and name.endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".amazonaws.eu"))


def region_of_host(host: str) -> str:
    """The region in an SES SMTP host name, "" if there is none."""
    match = _REGION_IN_HOST.search(host.lower())
    return match[1] if match else ""
