"""What SES (and the two stores of secrets) holds for one account in one region."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

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
    """A domain or an address. `last_checked` and `last_success` are SES's own looks at the DNS records.

    `tokens` holds the selector where `origin` is EXTERNAL, keys of one's own.
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
    policies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The sending-authorization policies, by name."""

    @property
    def is_address(self) -> bool:
        """Whether this is an e-mail address and not a domain."""
        return "@" in self.name


@dataclass
class EventDestination:
    """Where a configuration set publishes its events (an SNS topic)."""

    name: str
    topic_arn: str
    enabled: bool = True
    event_types: list[str] = field(default_factory=lambda: ["BOUNCE", "COMPLAINT"])


@dataclass
class ConfigurationSet:
    """A configuration set; `sending` is its own switch. `suppressed_reasons` None: the account's hold."""

    name: str
    sending: bool = True
    tls_policy: Literal["REQUIRE", "OPTIONAL"] = "OPTIONAL"
    event_destinations: list[EventDestination] = field(default_factory=list)
    suppressed_reasons: list[str] | None = None


@dataclass
class SendStatistics:
    """One 15-minute point of GetSendStatistics."""

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
    """A value in SSM's parameter store."""

    value: str
    type: Literal["String", "SecureString"] = "SecureString"


@dataclass
class RegionState:
    """One account in one region.

    `enabled=False`: an opt-in region that the account has not enabled, where its keys are unknown.
    `subscribed=False`: the account was never signed up for SES. `max_24h` of -1 means no limit. `vdm`: whether the
    Virtual Deliverability Manager is switched on.
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
    """The mails that VDM can tell of, by id."""
    parameters: dict[str, Parameter] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    """Secrets Manager's secrets: the string of each, by name."""

    @classmethod
    def sandboxed(cls) -> "RegionState":
        """An empty region as SES hands it out: sandbox, 200 messages in 24 hours, one a second."""
        return cls(production=False, max_24h=200, rate=1, sent=0)

    def add(self, *things: Identity | ConfigurationSet) -> None:
        """Put identities and configuration sets into the region, replacing those of the same name."""
        for thing in things:
            if isinstance(thing, Identity):
                self.identities[thing.name] = thing
            else:
                self.configuration_sets[thing.name] = thing
