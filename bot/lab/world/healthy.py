"""The healthy world. Every scenario starts from it and breaks one thing."""

from datetime import UTC, datetime, timedelta
from functools import cache

import botocore.session

from bot.lab.world.accounts import Account, World
from bot.lab.world.mail import ConfigurationSet, Identity, RegionState, SendStatistics
from bot.lab.world.policies import Policy, allow
from bot.lab.world.principals import AccessKey, KeyUse, User

ACCOUNT_ID = "111122223333"
REGION = "eu-central-1"
DOMAIN = "example.com"
CONFIGURATION_SET = "transactional"
READER_KEY_ID = "AKIAIOSFODNN7EXAMPLE"
READER_SECRET = "madeUp/reader/secret/000000000000EXAMPLE"  # noqa: S105 - shown in the demo, opens nothing
SMTP_KEY_ID = "AKIAI44QH8DHBEXAMPLE"
SMTP_SECRET = "madeUp/smtp/secret/00000000000000EXAMPLE"  # noqa: S105 - as above
API_KEY_ID = "AKIALABMYAPP0EXAMPLE"
API_SECRET = "madeUp/myapp/secret/0000000000000EXAMPLE"  # noqa: S105 - as above

_READ_OPERATIONS = (
    "ses:GetAccount",
    "ses:GetAccountSendingEnabled",
    "ses:GetConfigurationSet",
    "ses:GetConfigurationSetEventDestinations",
    "ses:GetEmailIdentity",
    "ses:GetEmailIdentityPolicies",
    "ses:GetIdentityNotificationAttributes",
    "ses:GetMessageInsights",
    "ses:GetSendQuota",
    "ses:GetSendStatistics",
    "ses:GetSuppressedDestination",
    "ses:ListEmailIdentities",
    "ses:ListIdentities",
    "ses:ListRecommendations",
    "ses:ListReputationEntities",
    "iam:GetAccessKeyLastUsed",
    "iam:GetContextKeysForPrincipalPolicy",
    "iam:GetRole",
    "iam:GetUser",
    "iam:ListAccessKeys",
    "iam:SimulatePrincipalPolicy",
    "sts:GetAccessKeyInfo",
    "events:DescribeEventBus",
    "firehose:DescribeDeliveryStream",
    "kms:GetKeyPolicy",
    "sns:GetTopicAttributes",
)


def healthy_world(now: datetime | None = None) -> World:
    """Returns a world with one account that can send by SMTP and by API from eu-central-1, and a reader for the bot.

    now: the time from which all other times count back; the present by default. Every other region of the `aws`
    partition is enabled, in the sandbox and empty.
    """
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    account = Account(ACCOUNT_ID)
    account.regions = {region: RegionState.sandboxed() for region in _commercial_regions()}
    account.regions[REGION] = _production(now)
    world = World({ACCOUNT_ID: account})
    resources = [
        world.ses_arn(account, REGION, "identity", DOMAIN),
        world.ses_arn(account, REGION, "configuration-set", CONFIGURATION_SET),
    ]
    account.add(
        _user("ses-check-reader", "/", READER_KEY_ID, READER_SECRET, allow(*_READ_OPERATIONS, name="read"), now),
        _user(
            "myapp-smtp",
            "/mail/",
            SMTP_KEY_ID,
            SMTP_SECRET,
            allow("ses:SendRawEmail", on=resources, name="send-by-smtp"),
            now,
        ),
        _user(
            "myapp",
            "/",
            API_KEY_ID,
            API_SECRET,
            allow("ses:SendEmail", "ses:SendRawEmail", on=resources, name="send-by-api"),
            now,
        ),
    )
    return world


def _user(name: str, path: str, key_id: str, secret: str, policy: Policy, now: datetime) -> User:
    created = now - timedelta(days=60)
    last_used = KeyUse("ses", REGION, now - timedelta(minutes=20))
    key = AccessKey(key_id, secret, created=created, last_used=last_used)
    # As long as real ids (21 characters). A search for key ids looks for 20 characters, so it does not match these.
    user_id = f"AIDA{name.replace('-', '').upper():0<10.10}EXAMPLE"
    return User(name, path, [key], [policy], id=user_id, created=created)


def _production(now: datetime) -> RegionState:
    region = RegionState(review_status="GRANTED", case_id="1234567890")
    region.add(
        Identity(
            DOMAIN,
            last_checked=now - timedelta(hours=3),
            last_success=now - timedelta(hours=3),
            mail_from_domain=f"mail.{DOMAIN}",
        ),
        ConfigurationSet(CONFIGURATION_SET),
    )
    region.statistics = [
        SendStatistics(now - timedelta(minutes=15 * point), delivery_attempts=100, bounces=1) for point in range(1, 13)
    ]
    return region


@cache
def _commercial_regions() -> tuple[str, ...]:
    session = botocore.session.Session()
    return tuple(session.get_available_regions("sesv2", partition_name="aws"))
