"""Scenarios about access keys during a rotation, and about unusual permissions that are nevertheless right."""

from datetime import UTC, datetime, timedelta

from bot.lab.aws import Fault, Refused
from bot.lab.scenarios.scenario import Scenario, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.smtp.faults import FAULTS
from bot.lab.world import (
    ACCOUNT_ID,
    API_KEY_ID,
    API_SECRET,
    CONFIGURATION_SET,
    DOMAIN,
    SMTP_KEY_ID,
    AccessKey,
    Identity,
    KeyUse,
    Role,
    TemporaryKey,
    allow,
    deny,
)
from bot.lab.world.policies import Conditions

NEWER_KEY_ID = "AKIALABNEWER0EXAMPLE"
NEWER_SECRET = "madeUp/newer/secret/0000000000000EXAMPLE"  # noqa: S105 - shown in the demo, opens nothing
SESSION_KEY_ID = "ASIALABTASK00EXAMPLE"
SESSION_SECRET = "madeUp/task/secret/00000000000000EXAMPLE"  # noqa: S105 - as above
SESSION_TOKEN = "made-up-task-token-EXAMPLE"  # noqa: S105 - as above


def _ago(**past: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) - timedelta(**past)


def _new_for_smtp(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).keys[0].created = _ago(seconds=15)
    scene.user(SMTP_KEY_ID).keys[0].last_used = None
    scene.smtp = FAULTS["auth-535"]


def _new_for_the_api(scene: Scene) -> None:
    scene.user(API_KEY_ID).keys[0].created = _ago(seconds=15)
    refused = Refused("InvalidClientTokenId", "The security token included in the request is invalid.", 403)
    scene.faults.rules.append(Fault("sts.GetCallerIdentity", refused, access_key_id=API_KEY_ID))
    scene.remove_smtp()


def _stray_token(scene: Scene) -> None:
    scene.set_app_key(API_KEY_ID, API_SECRET, SESSION_TOKEN)


def _rotated(scene: Scene) -> None:
    user = scene.user(SMTP_KEY_ID)
    user.keys[0].status = "Inactive"
    used = KeyUse("ses", scene.region, _ago(minutes=4))
    user.keys.append(AccessKey(NEWER_KEY_ID, NEWER_SECRET, created=_ago(days=2), last_used=used))


def _other_accounts_smtp_key(scene: Scene) -> None:
    """Moves the key to an account that the bot does not inspect."""
    owner = scene.user(SMTP_KEY_ID)
    del scene.account.users[owner.name]
    other = type(scene.account)("444455556666", regions=dict(scene.account.regions))
    other.add(owner)
    scene.world.accounts[other.id] = other


def _used_elsewhere(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).keys[0].last_used = KeyUse("ses", "us-east-1", _ago(hours=2))
    scene.smtp = FAULTS["auth-535"]


def _on_both(scene: Scene) -> list[str]:
    names = (("identity", DOMAIN), ("configuration-set", CONFIGURATION_SET))
    return [scene.world.ses_arn(scene.account, scene.region, kind, name) for kind, name in names]


def _letter_case(scene: Scene) -> None:
    scene.ses.identities.clear()
    scene.ses.add(Identity("noreply@example.com"))
    scene.target["from"] = "NoReply@example.com"


def _one_call(scene: Scene) -> None:
    when = {"StringEquals": {"ses:ApiVersion": "2", "ses:FromAddress": str(scene.target["from"])}}
    scene.user(API_KEY_ID).policies = [allow("ses:SendEmail", on=_on_both(scene), when=when, name="send")]
    scene.app_table["sends"] = "v2-simple"


def _organization(scene: Scene) -> None:
    """Adds the SCP that most organizations have: only some regions may be used, except by one role."""
    when: Conditions = {
        "StringNotEquals": {"aws:RequestedRegion": [scene.region]},
        "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass"},
    }
    scene.account.scp = [allow("*", name="FullAWSAccess"), deny("ses:*", when=when, name="regions")]
    scene.user(SMTP_KEY_ID).boundary = allow("ses:*", "s3:*", name="team-boundary")


def _role(scene: Scene) -> None:
    """Gives the application a container's role with a path, its session, and a policy with wildcards."""
    role = Role("myapp-task", path="/service/", policies=[allow("ses:Send*", name="send")])
    scene.account.roles[role.name] = role
    expires = datetime.now(UTC) + timedelta(hours=2)
    key = TemporaryKey(SESSION_KEY_ID, SESSION_SECRET, SESSION_TOKEN, expires, ACCOUNT_ID, role=role.name)
    scene.world.temporary_keys[SESSION_KEY_ID] = key
    scene.set_app_key(SESSION_KEY_ID, SESSION_SECRET, SESSION_TOKEN)


SCENARIOS = (
    broken(
        "key-too-new", "smtp.credentials_invalid", "535: the SMTP user's key was made seconds ago",
        "535: access key của SMTP user mới tạo vài giây trước", _new_for_smtp,
    ),
    broken(
        "app-key-too-new", "credentials.invalid_key_id", "InvalidClientTokenId: the key was made seconds ago",
        "InvalidClientTokenId: access key mới tạo vài giây trước", _new_for_the_api,
    ),
    broken(
        "stray-session-token", "credentials.invalid_key_id", "A session token is sent with a key that is not temporary",
        "Gửi kèm session token dù key không phải key tạm", _stray_token,
    ),
    broken(
        "key-rotated", "credentials.key_inactive", "The key was rotated, the application still has the old one",
        "Key đã rotate, ứng dụng vẫn dùng key cũ", _rotated,
    ),
    broken(
        "smtp-key-of-another-account", "credentials.wrong_account", "The SMTP user's key belongs to another AWS account",
        "Access key của SMTP user thuộc AWS account khác", _other_accounts_smtp_key,
    ),
    broken(
        "key-used-elsewhere", "smtp.credentials_invalid", "535, and the key was last used in another region",
        "535, và key được dùng lần cuối ở region khác", _used_elsewhere,
    ),
    broken(
        "letter-case", "identity.not_verified", "The verified address differs in upper and lower case",
        "Địa chỉ đã verify nhưng viết khác chữ hoa, chữ thường", _letter_case,
    ),
    Scenario(
        "one-call-only", (), "yes", "Healthy, the policy allows the one call that the application makes",
        "Ổn, policy chỉ cho phép đúng cách gửi mà ứng dụng dùng", _one_call,
    ),
    Scenario(
        "organization-limits", (), "yes", "Healthy, under an SCP for regions and a permissions boundary",
        "Ổn, có SCP giới hạn region và permissions boundary", _organization,
    ),
    Scenario(
        "role-based-app", (), "yes", "Healthy, the application has a role with a path and a wildcard policy",
        "Ổn, ứng dụng dùng role có path và policy wildcard", _role,
    ),
)  # fmt: skip
