"""The state of the pretend AWS: accounts, principals, keys, policies and what SES holds in each region.

Plain mutable dataclasses, so that a scenario is a few assignments on `healthy_world()`.
Not here: how requests are answered from this state (`bot.lab.aws`).
"""

from bot.lab.world.accounts import Account, World
from bot.lab.world.healthy import (
    ACCOUNT_ID,
    API_KEY_ID,
    API_SECRET,
    CONFIGURATION_SET,
    DOMAIN,
    READER_KEY_ID,
    READER_SECRET,
    REGION,
    SMTP_KEY_ID,
    SMTP_SECRET,
    healthy_world,
)
from bot.lab.world.insights import InsightEvent, SentMail
from bot.lab.world.mail import (
    ConfigurationSet,
    EventDestination,
    Identity,
    Parameter,
    RegionState,
    SendStatistics,
    Suppressed,
)
from bot.lab.world.policies import Policy, PolicyDocument, allow, deny
from bot.lab.world.principals import AccessKey, KeyUse, Role, TemporaryKey, User
from bot.lab.world.reputation import Recommendation, ReputationEntity

__all__ = [
    "ACCOUNT_ID",
    "API_KEY_ID",
    "API_SECRET",
    "CONFIGURATION_SET",
    "DOMAIN",
    "READER_KEY_ID",
    "READER_SECRET",
    "REGION",
    "SMTP_KEY_ID",
    "SMTP_SECRET",
    "AccessKey",
    "Account",
    "ConfigurationSet",
    "EventDestination",
    "Identity",
    "InsightEvent",
    "KeyUse",
    "Parameter",
    "Policy",
    "PolicyDocument",
    "Recommendation",
    "RegionState",
    "ReputationEntity",
    "Role",
    "SendStatistics",
    "SentMail",
    "Suppressed",
    "TemporaryKey",
    "User",
    "World",
    "allow",
    "deny",
    "healthy_world",
]
