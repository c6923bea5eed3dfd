"""The state of the simulated AWS: accounts, principals, keys, policies, and what SES has in each region.

The types are plain mutable dataclasses, so that a scenario only assigns to the fields of `healthy_world()`.
`bot.lab.aws` answers requests from this state.
"""

from bot.lab.world.accounts import Account, World
from bot.lab.world.events import Topic
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
    "Topic",
    "User",
    "World",
    "allow",
    "deny",
    "healthy_world",
]
