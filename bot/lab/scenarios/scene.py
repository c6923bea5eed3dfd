"""What a scenario sets: the pretend AWS, how the mail server behaves, which names resolve, and the targets file."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.lab.aws import Faults
from bot.lab.dns import Fault
from bot.lab.scenarios.logins import smtp_password
from bot.lab.scenarios.zone import Zone, published, records
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
    """Where the lab listens just now. other_port, other_dns_port: the second mail and name server's, 0 where there is none."""

    aws_url: str
    dns_port: int
    smtp_port: int
    other_port: int = 0
    other_dns_port: int = 0


@dataclass
class Scene:
    """A set-up in which nothing is wrong; a scenario's `prepare` changes it.

    smtp: the mail server on the configured port. other_smtp: one more, on an alternative port. hosts: the mail servers'
    names that resolve, all to 127.0.0.1. dead_ipv6: to ::1 too, where nothing listens. zone: records that are otherwise
    than the owner of this world would have published them, by `name TYPE`, [] for one that is missing. ttls: of records, in
    seconds. other_zone: what a second name server says otherwise than the first; None: there is none. logins: whom the mail
    server lets in; None: whom SES would. recipient: whom the run is asked about, "" for nobody. simulate: the mail that it
    is asked to send. secrets: the files beside the targets file, by name. The rest are the tables of [targets.prod] as the
    targets file writes them; a port that is not given is the lab's.
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
        self.app(API_KEY_ID, API_SECRET)
        self.smtp_table["host"] = HOST
        self.login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, REGION))

    @property
    def region(self) -> str:
        """The target's region."""
        return str(self.target["region"])

    @property
    def account(self) -> Account:
        """The account that everything belongs to."""
        return self.world.accounts[ACCOUNT_ID]

    @property
    def ses(self) -> RegionState:
        """What SES holds for the account in the target's region."""
        return self.account.regions[self.region]

    @property
    def identity(self) -> Identity:
        """The sender's domain in the target's region."""
        return self.ses.identities["example.com"]

    def names(self) -> tuple[Records, ...]:
        """What each name server serves: what belongs to this world as it is now, and what `zone` says otherwise."""
        home = published(self.account, self.region) | {f"{host} A": ["127.0.0.1"] for host in self.hosts}
        if self.dead_ipv6:
            home |= {f"{host} AAAA": ["::1"] for host in self.hosts}
        first = records(home, self.zone)
        return (first,) if self.other_zone is None else (first, records(home, self.zone, self.other_zone))

    def user(self, key_id: str) -> User:
        """The owner of a long-lived key. Raises KeyError where there is none."""
        found = self.world.find_key(key_id)
        if found is None:
            raise KeyError(key_id)
        return found[1]

    def app(self, key_id: str, secret: str, token: str | None = None) -> None:
        """Give the application this access key."""
        self.app_table = {"access_key_id": key_id, "secret_access_key": "file:app.secret"}
        self.secrets["app.secret"] = secret
        if token is not None:
            self.app_table["session_token"] = "file:app.token"  # noqa: S105 - where it is, not what it is
            self.secrets["app.token"] = token

    def login(self, username: str, password: str) -> None:
        """Give the application this SMTP user name and password."""
        self.smtp_table |= {"username": username, "password": "file:smtp.password"}
        self.secrets["smtp.password"] = password

    def one_key(self) -> None:
        """The application's access key is the SMTP user's own, so that its SMTP password can be derived."""
        self.app(SMTP_KEY_ID, SMTP_SECRET)

    def without_app(self) -> None:
        """Mail goes by SMTP only."""
        self.app_table = {}
        self.secrets.pop("app.secret", None)

    def without_smtp(self) -> None:
        """Mail goes by the API only."""
        self.smtp_table = {}
        self.secrets.pop("smtp.password", None)

    def targets_file(self, addresses: Addresses) -> str:
        """The text of the targets file: TOML, whose strings and lists of ASCII are written as JSON's."""
        target = self.target | {"endpoint_url": addresses.aws_url}
        smtp = dict(self.smtp_table)
        if smtp:
            smtp = {"port": addresses.smtp_port, "security": "tls" if self.implicit_tls else "starttls"} | smtp
            smtp |= {"ca_file": "ca.pem"}
            if addresses.other_port:
                smtp["alternative_ports"] = [addresses.other_port]
        ports = [addresses.dns_port, addresses.other_dns_port]
        dns: Table = {"nameservers": [f"127.0.0.1:{port}" for port in ports if port]}
        tables = {"inspect": self.inspect_table, "app": self.app_table, "smtp": smtp, "dns": dns}
        lines = ["[targets.prod]", *_entries(target)]
        for name, table in tables.items():
            if table:
                lines += ["", f"[targets.prod.{name}]", *_entries(table)]
        return "\n".join(lines) + "\n"


def _entries(table: Table) -> Iterable[str]:
    return (f"{key} = {json.dumps(value)}" for key, value in table.items())
