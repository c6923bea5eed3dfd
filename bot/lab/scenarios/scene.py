"""What a scenario sets: the simulated AWS, the mail server's behaviour, DNS records, and the targets file."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.lab.aws import Faults
from bot.lab.dns import Fault
from bot.lab.scenarios.logins import smtp_password
from bot.lab.scenarios.zone import Zone, merge_records, standard_records
from bot.lab.smtp.script import Script
from bot.lab.world import (
    ACCOUNT_ID,
    API_KEY_ID,
    API_SECRET,
    CONFIGURATION_SET,
    READER_KEY_ID,
    READER_SECRET,
    REGION,
    SMTP_KEY_ID,
    SMTP_SECRET,
    Account,
    Identity,
    RegionState,
    User,
    World,
    healthy_world,
)
from bot.lab.zones import Records

HOST = f"email-smtp.{REGION}.amazonaws.com"
SENDER = "noreply@example.com"

Entry = str | int | list[str] | list[int]
Table = dict[str, Entry]


@dataclass(frozen=True)
class Addresses:
    """Where the lab listens. other_port, other_dns_port: of the second mail and name server, 0 where there is none."""

    aws_url: str
    dns_port: int
    smtp_port: int
    other_port: int = 0
    other_dns_port: int = 0


@dataclass
class Scene:
    """A healthy environment. A scenario's `prepare` changes it.

    world, faults: the simulated AWS. smtp: the behaviour of the mail server on the configured port. implicit_tls: TLS
    from the first byte. other_smtp: a second mail server on an alternative port. hosts: names that resolve to
    127.0.0.1. dead_ipv6: they also resolve to ::1, where nothing listens. zone: changes to the records that the owner
    should have published, by `name TYPE`; [] removes one. ttls: of records, in seconds. other_zone: further changes
    on a second name server; None where there is none. dns_faults: see DnsServer. logins: passwords by user name; None
    for those that SES would accept. recipient: whom the check asks about, "" for nobody. simulate: the message that
    it is asked to send ("success"). secrets: the files beside the targets file, by name.

    The other fields are the tables of [targets.prod] as the targets file has them. A port that is missing is the lab's.
    """

    world: World = field(default_factory=healthy_world)
    faults: Faults = field(default_factory=Faults)
    smtp: Script = field(default_factory=Script)
    implicit_tls: bool = False
    other_smtp: Script | None = None
    dead_ipv6: bool = False
    simulate: str = ""
    hosts: list[str] = field(default_factory=lambda: [HOST])
    zone: Zone = field(default_factory=dict)
    ttls: dict[str, int] = field(default_factory=dict)
    other_zone: Zone | None = None
    dns_faults: dict[str, Fault] = field(default_factory=dict)
    logins: dict[str, str] | None = None
    secrets: dict[str, str] = field(default_factory=dict)
    recipient: str = ""
    target: Table = field(default_factory=dict)
    inspect_table: Table = field(default_factory=dict)
    owner_table: Table = field(default_factory=dict)
    app_table: Table = field(default_factory=dict)
    smtp_table: Table = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.target |= {
            "region": REGION,
            "from": SENDER,
            "regions": [REGION, "us-east-1"],
            "expected_account": ACCOUNT_ID,
            "configuration_set": CONFIGURATION_SET,
            "aliases": ["production"],
        }
        self.secrets["inspect.secret"] = READER_SECRET
        self.inspect_table |= {"access_key_id": READER_KEY_ID, "secret_access_key": "file:inspect.secret"}
        self.set_app_key(API_KEY_ID, API_SECRET)
        self.smtp_table["host"] = HOST
        self.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, REGION))

    @property
    def region(self) -> str:
        """The target's region."""
        return str(self.target["region"])

    @property
    def account(self) -> Account:
        """The account that owns everything."""
        return self.world.accounts[ACCOUNT_ID]

    @property
    def ses(self) -> RegionState:
        """The state of SES in the target's region."""
        return self.account.regions[self.region]

    @property
    def identity(self) -> Identity:
        """The identity of the sender's domain in the target's region."""
        return self.ses.identities["example.com"]

    def dns_records(self) -> tuple[Records, ...]:
        """Returns the records of each name server: those that belong to the world, and the changes to them."""
        home = standard_records(self.account, self.region) | {f"{host} A": ["127.0.0.1"] for host in self.hosts}
        if self.dead_ipv6:
            home |= {f"{host} AAAA": ["::1"] for host in self.hosts}
        first = merge_records(home, self.zone)
        return (first,) if self.other_zone is None else (first, merge_records(home, self.zone, self.other_zone))

    def user(self, key_id: str) -> User:
        """Returns the owner of a long-lived key. Raises KeyError where no user has it."""
        found = self.world.find_key(key_id)
        if found is None:
            raise KeyError(key_id)
        return found[1]

    def set_app_key(self, key_id: str, secret: str, token: str | None = None) -> None:
        """Gives the application this access key."""
        self.app_table = {"access_key_id": key_id, "secret_access_key": "file:app.secret"}
        self.secrets["app.secret"] = secret
        if token is not None:
            self.app_table["session_token"] = "file:app.token"  # noqa: S105 - where it is, not what it is
            self.secrets["app.token"] = token

    def set_smtp_login(self, username: str, password: str) -> None:
        """Gives the application this SMTP user name and password."""
        self.smtp_table |= {"username": username, "password": "file:smtp.password"}
        self.secrets["smtp.password"] = password

    def share_key(self) -> None:
        """Gives the application the SMTP user's key as its access key, so that the SMTP password can be derived."""
        self.set_app_key(SMTP_KEY_ID, SMTP_SECRET)

    def remove_app(self) -> None:
        """Removes the application's access key, so that it sends by SMTP only."""
        self.app_table = {}
        self.secrets.pop("app.secret", None)

    def remove_smtp(self) -> None:
        """Removes the SMTP settings, so that the application sends by the API only."""
        self.smtp_table = {}
        self.secrets.pop("smtp.password", None)

    def targets_file(self, addresses: Addresses) -> str:
        """Returns the text of the targets file. JSON writes its values, which is valid TOML for these types."""
        target = self.target | {"endpoint_url": addresses.aws_url}
        smtp = dict(self.smtp_table)
        if smtp:
            smtp = {"port": addresses.smtp_port, "security": "tls" if self.implicit_tls else "starttls"} | smtp
            smtp |= {"ca_file": "ca.pem"}
            if addresses.other_port:
                smtp["alternative_ports"] = [addresses.other_port]
        ports = [addresses.dns_port, addresses.other_dns_port]
        dns: Table = {"nameservers": [f"127.0.0.1:{port}" for port in ports if port]}
        tables = {
            "inspect": self.inspect_table,
            "owner": self.owner_table,
            "app": self.app_table,
            "smtp": smtp,
            "dns": dns,
        }
        lines = ["[targets.prod]", *_entries(target)]
        for name, table in tables.items():
            if table:
                lines += ["", f"[targets.prod.{name}]", *_entries(table)]
        return "\n".join(lines) + "\n"


def _entries(table: Table) -> Iterable[str]:
    return (f"{key} = {json.dumps(value)}" for key, value in table.items())
