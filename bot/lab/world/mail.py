"""What SES, SSM and Secrets Manager have for one account in one region."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from bot.lab.world.events import Topic
from bot.lab.world.insights import SentMail
from bot.lab.world.reputation import Recommendation, ReputationEntity

VerificationStatus = Literal["PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE", "NOT_STARTED"]

_THREE_TOKENS = (
    "lab1exampletokenxxxxxxxxxxxxxxxx",
    "lab2exampletokenxxxxxxxxxxxxxxxx",
    "lab3exampletokenxxxxxxxxxxxxxxxx",
)


@dataclass
class Identity:
    """A domain or an address. last_checked, last_success: when SES looked up the DNS records.

    tokens: for an `origin` of EXTERNAL (the customer's own DKIM key) the selector.
    """

    name: str
    verified: bool = True
    status: VerificationStatus = "SUCCESS"
    error_type: str | None = None
    last_checked: datetime | None = None
    last_success: datetime | None = None
    dkim_enabled: bool = True
    dkim_status: VerificationStatus = "SUCCESS"
    tokens: list[str] = field(default_factory=lambda: list(_THREE_TOKENS))
    signing_hosted_zone: str | None = "dkim.amazonses.com"
    origin: str = "AWS_SES"
    key_length: str = "RSA_2048_BIT"
    mail_from_domain: str | None = None
    mail_from_status: Literal["PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE"] = "SUCCESS"
    on_mx_failure: Literal["USE_DEFAULT_VALUE", "REJECT_MESSAGE"] = "USE_DEFAULT_VALUE"
    configuration_set: str | None = None
    forwarding: bool = True
    """Whether bounces and complaints are sent by mail."""
    topics: dict[str, str] = field(default_factory=dict)
    """The ARNs of the topics for "Bounce", "Complaint" and "Delivery"."""
    policies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The sending-authorization policies, by name."""

    @property
    def is_address(self) -> bool:
        """True for an e-mail address, False for a domain."""
        return "@" in self.name


@dataclass
class EventDestination:
    """Where a configuration set publishes its events.

    arn: of an SNS topic, a Firehose stream or an event bus; its service says which. "" for CloudWatch.
    """

    name: str
    arn: str = ""
    enabled: bool = True
    event_types: list[str] = field(default_factory=lambda: ["BOUNCE", "COMPLAINT"])


@dataclass
class ConfigurationSet:
    """A configuration set. sending: its own switch. suppressed_reasons: None where the account's apply."""

    name: str
    sending: bool = True
    tls_policy: Literal["REQUIRE", "OPTIONAL"] = "OPTIONAL"
    event_destinations: list[EventDestination] = field(default_factory=list)
    suppressed_reasons: list[str] | None = None


@dataclass
class SendStatistics:
    """One point of GetSendStatistics, for 15 minutes."""

    time: datetime
    delivery_attempts: int
    bounces: int = 0
    complaints: int = 0
    rejects: int = 0


@dataclass
class Suppressed:
    """A recipient on the account's suppression list."""

    reason: Literal["BOUNCE", "COMPLAINT"] = "BOUNCE"
    updated: datetime = datetime(2026, 10, 5, 12, 30, tzinfo=UTC)


@dataclass
class Parameter:
    """A value in SSM's Parameter Store."""

    value: str
    type: Literal["String", "SecureString"] = "SecureString"


@dataclass
class RegionState:
    """One account in one region.

    enabled: False for an opt-in region that the account has not enabled; its keys are unknown there. subscribed:
    False where the account never signed up for SES. max_24h: -1 means no limit. vdm: whether the Virtual
    Deliverability Manager is on.
    """

    enabled: bool = True
    subscribed: bool = True
    production: bool = True
    sending: bool = True
    enforcement: str = "HEALTHY"
    review_status: Literal["PENDING", "FAILED", "GRANTED", "DENIED"] | None = None
    case_id: str | None = None
    max_24h: float = 50000
    rate: float = 14
    sent: float = 1234
    identities: dict[str, Identity] = field(default_factory=dict)
    configuration_sets: dict[str, ConfigurationSet] = field(default_factory=dict)
    suppressed: dict[str, Suppressed] = field(default_factory=dict)
    suppressed_reasons: list[str] = field(default_factory=lambda: ["BOUNCE", "COMPLAINT"])
    statistics: list[SendStatistics] = field(default_factory=list)
    vdm: bool = False
    recommendations: list[Recommendation] = field(default_factory=list)
    entities: list[ReputationEntity] = field(default_factory=list)
    mails: dict[str, SentMail] = field(default_factory=dict)
    """The messages that VDM has events of, by id."""
    topics: dict[str, Topic] = field(default_factory=dict)
    """SNS's topics, by ARN."""
    key_policies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The policies of KMS's keys, by the key's ARN."""
    streams: dict[str, str] = field(default_factory=dict)
    """The status of each of Firehose's streams, by name."""
    buses: list[str] = field(default_factory=lambda: ["default"])
    """The names of EventBridge's buses."""
    parameters: dict[str, Parameter] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    """Secrets Manager's secret strings, by name."""

    @classmethod
    def sandboxed(cls) -> "RegionState":
        """Returns a new, empty region: sandbox, 200 messages in 24 hours, one a second."""
        return cls(production=False, max_24h=200, rate=1, sent=0)

    def add(self, *things: Identity | ConfigurationSet) -> None:
        """Adds identities and configuration sets, replacing those of the same name."""
        for thing in things:
            if isinstance(thing, Identity):
                self.identities[thing.name] = thing
            else:
                self.configuration_sets[thing.name] = thing
