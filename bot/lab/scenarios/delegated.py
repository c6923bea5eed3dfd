"""Scenarios about an identity that belongs to another account than the one that sends."""

from copy import deepcopy
from typing import Any

from bot.lab.scenarios.scenario import Scenario, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.scenarios.zone import standard_records
from bot.lab.world import ACCOUNT_ID, API_KEY_ID, REGION, SMTP_KEY_ID, AccessKey, Account, User, allow

OWNER_ID = "444455556666"
OWNER_KEY_ID = "AKIALABOWNER0EXAMPLE"
OWNER_SECRET = "madeUp/owner/secret/0000000000000EXAMPLE"  # noqa: S105 - shown in the demo, opens nothing
IDENTITY = f"arn:aws:ses:{REGION}:{OWNER_ID}:identity/example.com"


def _delegate(scene: Scene, policy: dict[str, Any] | None, *, readable: bool = True) -> None:
    """The owner has the identity, this account has none. policy: the owner's, None for none."""
    owner = Account(OWNER_ID, regions={REGION: deepcopy(scene.ses)})
    identity = owner.regions[REGION].identities["example.com"]
    identity.policies = {"delegate": policy} if policy else {}
    reader = allow("ses:GetEmailIdentity", "ses:GetEmailIdentityPolicies", name="read")
    owner.add(User("reader", keys=[AccessKey(OWNER_KEY_ID, OWNER_SECRET)], policies=[reader]))
    scene.world.accounts[OWNER_ID] = owner
    scene.ses.identities.clear()
    scene.zone |= standard_records(owner, REGION)
    for key_id in (SMTP_KEY_ID, API_KEY_ID):
        scene.user(key_id).policies = [allow("ses:SendEmail", "ses:SendRawEmail", name="send")]
    scene.target["identity_arn"] = IDENTITY
    if readable:
        scene.owner_table = {"access_key_id": OWNER_KEY_ID, "secret_access_key": "file:owner.secret"}
        scene.secrets["owner.secret"] = OWNER_SECRET


def _statement(account: str) -> dict[str, Any]:
    allowed = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": ["ses:SendEmail", "ses:SendRawEmail"],
        "Resource": IDENTITY,
    }
    return {"Version": "2012-10-17", "Statement": [allowed]}


def _allowed(scene: Scene) -> None:
    _delegate(scene, _statement(ACCOUNT_ID))


def _not_allowed(scene: Scene) -> None:
    _delegate(scene, _statement("777788889999"))


def _no_policy(scene: Scene) -> None:
    _delegate(scene, None)


def _not_verified(scene: Scene) -> None:
    _delegate(scene, _statement(ACCOUNT_ID))
    scene.world.accounts[OWNER_ID].regions[REGION].identities.clear()


def _unreadable(scene: Scene) -> None:
    _delegate(scene, _statement(ACCOUNT_ID), readable=False)


SCENARIOS = (
    Scenario(
        "delegated", (), "yes", "Healthy, the identity is another account's, which allows this sender",
        "Bình thường, identity thuộc account khác và account đó cho phép gửi", _allowed,
    ),
    broken(
        "delegated-to-others", "identity.not_authorized", "The owner's policy allows another sender, not this one",
        "Policy của chủ identity cho bên khác gửi, không phải bên này", _not_allowed,
    ),
    broken(
        "delegated-to-nobody", "identity.not_authorized", "The identity is another account's, without any policy",
        "Identity thuộc account khác và không có policy nào", _no_policy,
    ),
    broken(
        "delegated-not-verified", "identity.not_authorized", "The other account's identity does not exist there",
        "Identity của account khác không tồn tại ở đó", _not_verified,
    ),
    Scenario(
        "delegated-unseen", (), "unknown", "The identity is another account's, which the bot may not read",
        "Identity thuộc account khác mà bot không có quyền xem", _unreadable,
    ),
)  # fmt: skip
