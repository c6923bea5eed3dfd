"""Scenarios about identities and accounts in other regions, where the target names no other region."""

from copy import deepcopy

from bot.lab.scenarios.scenario import Scenario, at_risk, broken
from bot.lab.scenarios.scene import SENDER, Scene
from bot.lab.world import API_KEY_ID, SMTP_KEY_ID, RegionState, allow


def _ask_everywhere(scene: Scene) -> None:
    scene.target.pop("regions", None)


def _found_anywhere(scene: Scene) -> None:
    _ask_everywhere(scene)
    regions = scene.account.regions
    regions["ap-southeast-1"] = scene.ses
    regions[scene.region] = RegionState.sandboxed()
    regions[scene.region].configuration_sets.update(regions["ap-southeast-1"].configuration_sets)


def _found_nowhere(scene: Scene) -> None:
    _ask_everywhere(scene)
    scene.ses.identities.clear()


def _production_elsewhere(scene: Scene) -> None:
    _ask_everywhere(scene)
    scene.account.regions["ap-southeast-1"] = deepcopy(scene.ses)
    scene.ses.production = False


def _label(scene: Scene) -> None:
    identity = deepcopy(scene.identity)
    scene.ses.identities.clear()
    scene.ses.identities[SENDER] = identity
    for key_id in (SMTP_KEY_ID, API_KEY_ID):
        scene.user(key_id).policies = [allow("ses:SendEmail", "ses:SendRawEmail", name="send")]
    scene.target["from"] = SENDER.replace("@", "+orders@")


SCENARIOS = (
    broken(
        "verified-anywhere", "region.mismatch", "The domain is verified in a region that the target does not name",
        "Domain đã verify ở một region mà target không khai báo", _found_anywhere,
    ),
    broken(
        "verified-nowhere", "identity.not_verified", "The domain is verified in no region at all",
        "Domain chưa verify ở region nào cả", _found_nowhere,
    ),
    at_risk(
        "sandbox-here-only", "account.sandbox", "In the sandbox here, out of it in another region",
        "Còn trong sandbox ở đây, nhưng đã ra khỏi ở region khác", _production_elsewhere,
    ),
    Scenario(
        "label-address", (), "yes", "Healthy, the sender is a verified address with a label",
        "Bình thường, người gửi là địa chỉ đã verify kèm nhãn +", _label,
    ),
)  # fmt: skip
