import pytest

from bot.lab.scenarios.logins import legacy_smtp_password, ses_logins, smtp_password
from bot.lab.world import ACCOUNT_ID, REGION, SMTP_KEY_ID, SMTP_SECRET, World, healthy_world
from bot.probes.smtp import password as product

LEGACY = legacy_smtp_password(SMTP_SECRET)


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1", "ap-southeast-2"])
def test_the_lab_and_the_product_derive_the_same_password(region: str) -> None:
    assert smtp_password(SMTP_SECRET, region) == product.derive(SMTP_SECRET, region)
    assert product.derive_legacy(SMTP_SECRET) == LEGACY


def reply(world: World, password: str, username: str = SMTP_KEY_ID) -> tuple[bool, str | None]:
    answer = ses_logins(world, REGION)(username, password)
    return answer.accepted, answer.reply


@pytest.mark.parametrize("password", [smtp_password(SMTP_SECRET, REGION), LEGACY])
def test_ses_lets_the_right_password_in(password: str) -> None:
    assert reply(healthy_world(), password) == (True, None)


@pytest.mark.parametrize("password", [smtp_password(SMTP_SECRET, "us-east-1"), SMTP_SECRET, ""])
def test_ses_lets_no_other_password_in(password: str) -> None:
    assert reply(healthy_world(), password) == (False, None)


def test_ses_lets_in_by_the_state_of_key_and_account() -> None:
    world, right = healthy_world(), smtp_password(SMTP_SECRET, REGION)
    assert reply(world, right, "AKIANOBODY000EXAMPLE") == (False, None)
    region = world.accounts[ACCOUNT_ID].regions[REGION]
    region.subscribed = False
    assert reply(world, right) == (False, "535 Account not subscribed to SES")
    region.enabled = False
    assert reply(world, right) == (False, None)
    region.subscribed = region.enabled = True
    world.accounts[ACCOUNT_ID].users["myapp-smtp"].keys[0].status = "Inactive"
    assert reply(world, right) == (False, None)
