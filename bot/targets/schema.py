"""The tables of the targets file as pydantic models. Their field names are the keys; any other key is a mistake."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bot.core.target import SES_PORTS, TLS_PORTS, Inspect, Keys, Reference, Security, Smtp, Target
from bot.targets.fields import (
    Account,
    Address,
    Channel,
    ConfigurationSet,
    Filled,
    Host,
    IdentityArn,
    Language,
    Nameserver,
    PathText,
    Port,
    PublicText,
    Region,
    RoleArn,
    SecretText,
    SecurityName,
    Sends,
    SignedInRole,
    User,
    WebAddress,
    nameserver,
)
from bot.targets.reference import Malformed, parse, resolve
from bot.targets.regions import smtp_host

SMTP_PORT = 587


class Table(BaseModel):
    """A table with strict types and no unknown keys. Its errors do not contain values."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class DefaultsTable(Table):
    """[defaults]: the language of answers about targets that name none."""

    language: Language | None = None


class InspectTable(Table):
    """[targets.NAME.inspect], or [targets.NAME.owner] for the identity's account: with what the bot reads AWS."""

    profile: Filled | None = None
    role_arn: RoleArn | None = None
    external_id: Filled | None = None
    access_key_id: PublicText | None = None
    secret_access_key: SecretText | None = None
    session_token: SecretText | None = None


class AppTable(Table):
    """[targets.NAME.app]: the application's access key or role, and the API call with which it sends."""

    access_key_id: PublicText | None = None
    secret_access_key: SecretText | None = None
    session_token: SecretText | None = None
    role_arn: SignedInRole | None = None
    sends: Sends | None = None


class SmtpTable(Table):
    """[targets.NAME.smtp]: the SMTP settings with which the application sends."""

    host: Host | None = None
    port: Port = SMTP_PORT
    security: SecurityName | None = None
    username: PublicText | None = None
    password: SecretText | None = None
    ca_file: PathText | None = None
    alternative_ports: list[Port] | None = None


class DnsTable(Table):
    """[targets.NAME.dns]: the only name servers that are asked."""

    nameservers: list[Nameserver] = Field(min_length=1)


class TargetTable(Table):
    """[targets.NAME]: one environment that may be checked."""

    region: Region
    from_: Address = Field(alias="from")
    regions: list[Region] = Field(default_factory=list)
    expected_account: Account | None = None
    configuration_set: ConfigurationSet | None = None
    identity_arn: IdentityArn | None = None
    endpoint_url: WebAddress | None = None
    language: Language | None = None
    aliases: list[str] = Field(default_factory=list)
    # An empty list reads as "nobody" but would mean "everybody", so it is refused.
    channels: list[Channel] | None = Field(default=None, min_length=1)
    users: list[User] | None = Field(default=None, min_length=1)
    allow_region_auth_sweep: bool = False
    allow_simulator_send: bool = False
    inspect: InspectTable = InspectTable()
    owner: InspectTable | None = None
    app: AppTable | None = None
    smtp: SmtpTable | None = None
    dns: DnsTable | None = None
    env_file: PathText | None = None

    def target(self, name: str, folder: Path) -> Target:
        """Returns the target of a valid table. folder: where relative paths start."""
        return Target(
            name=name,
            region=self.region,
            sender=self.from_,
            regions=tuple(dict.fromkeys(self.regions)),
            expected_account=self.expected_account or "",
            configuration_set=self.configuration_set or "",
            endpoint_url=self.endpoint_url or "",
            language=self.language or "",
            aliases=tuple(self.aliases),
            channels=frozenset(self.channels or ()),
            users=frozenset(self.users or ()),
            identity_arn=self.identity_arn or "",
            inspect=_inspect(self.inspect, folder),
            owner=_inspect(self.owner, folder) if self.owner else None,
            app=_keys(self.app, folder),
            app_role=(self.app.role_arn or "") if self.app else "",
            sends=(self.app.sends or "") if self.app else "",
            smtp=_smtp(self.smtp, self.region, folder),
            nameservers=tuple(filter(None, map(nameserver, self.dns.nameservers))) if self.dns else (),
            env_file=resolve(self.env_file, folder) if self.env_file else None,
            allow_region_auth_sweep=self.allow_region_auth_sweep,
            allow_simulator_send=self.allow_simulator_send,
        )


# The tables below [targets.NAME] by path, to find the right table for an unknown key.
TABLES: dict[tuple[str, ...], type[Table]] = {
    (): TargetTable,
    ("inspect",): InspectTable,
    ("owner",): InspectTable,
    ("app",): AppTable,
    ("smtp",): SmtpTable,
    ("dns",): DnsTable,
}


def keys_of(table: type[Table]) -> tuple[str, ...]:
    """Returns the keys of a table as the targets file writes them."""
    return tuple(field.alias or name for name, field in table.model_fields.items())


def _reference(text: str | None, folder: Path, *, may_be_literal: bool = False) -> Reference | None:
    if text is None:
        return None
    parsed = parse(text, folder, may_be_literal=may_be_literal)
    if isinstance(parsed, Malformed):
        raise ValueError("a reference that was not validated")
    return parsed


def _keys(table: AppTable | InspectTable | None, folder: Path) -> Keys | None:
    if table is None or table.access_key_id is None:
        return None
    return Keys(
        access_key_id=_reference(table.access_key_id, folder, may_be_literal=True),
        secret_access_key=_reference(table.secret_access_key, folder),
        session_token=_reference(table.session_token, folder),
    )


def _inspect(table: InspectTable, folder: Path) -> Inspect:
    return Inspect(
        profile=table.profile or "",
        role_arn=table.role_arn or "",
        external_id=table.external_id or "",
        keys=_keys(table, folder),
    )


def _smtp(table: SmtpTable | None, region: str, folder: Path) -> Smtp | None:
    if table is None:
        return None
    implicit = Security.TLS if table.port in TLS_PORTS else Security.STARTTLS
    others = SES_PORTS if table.alternative_ports is None and table.port in SES_PORTS else table.alternative_ports or ()
    return Smtp(
        host=table.host or smtp_host(region),
        port=table.port,
        security=Security(table.security) if table.security else implicit,
        username=_reference(table.username, folder, may_be_literal=True),
        password=_reference(table.password, folder),
        ca_file=resolve(table.ca_file, folder) if table.ca_file else None,
        alternative_ports=tuple(port for port in dict.fromkeys(others) if port != table.port),
    )
