import re
from datetime import UTC, datetime, timedelta

from bot.lab.world import ACCOUNT_ID, DOMAIN, REGION, SMTP_KEY_ID, healthy_world


def test_everything_is_there() -> None:
    account = healthy_world().accounts[ACCOUNT_ID]
    region = account.regions[REGION]
    assert region.production
    assert region.identities[DOMAIN].mail_from_domain == "mail.example.com"
    assert set(account.users) == {"ses-check-reader", "myapp-smtp", "myapp"}
    assert not account.regions["us-east-1"].production
    assert len(account.regions) >= 33
    assert all(state.enabled for state in account.regions.values())


def test_worlds_share_nothing() -> None:
    healthy_world().accounts[ACCOUNT_ID].regions[REGION].identities.clear()
    assert DOMAIN in healthy_world().accounts[ACCOUNT_ID].regions[REGION].identities


def test_keys_look_real_and_say_that_they_are_not() -> None:
    for _, _, key in healthy_world().user_keys():
        assert re.fullmatch(r"AKIA[A-Z0-9]{9}EXAMPLE", key.id)
        assert re.fullmatch(r"[A-Za-z0-9/+]{40}", key.secret)
        assert "madeUp" in key.secret


def test_times_are_told_back_from_now() -> None:
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    world = healthy_world(now)
    found = world.find_key(SMTP_KEY_ID)
    assert found is not None
    assert found[2].created == now - timedelta(days=60)
    assert found[2].last_used is not None
    assert found[2].last_used.time < now


def test_key_is_found_with_its_owner() -> None:
    world = healthy_world()
    found = world.find_key(SMTP_KEY_ID)
    assert found is not None
    account, user, _ = found
    assert world.user_arn(account, user) == "arn:aws:iam::111122223333:user/mail/myapp-smtp"
    assert world.find_key("AKIANOBODY000EXAMPLE") is None
    assert world.account_of_key("AKIANOBODY000EXAMPLE") is None
