import pytest

from bot.core.sending import API, actions_of, api_version_of


@pytest.mark.parametrize(
    ("way", "sends", "actions", "version"),
    [
        ("smtp", "", ("ses:SendRawEmail",), "2"),
        ("smtp", "v1-simple", ("ses:SendRawEmail",), "2"),
        ("app", "v2-simple", ("ses:SendEmail",), "2"),
        ("app", "v2-raw", ("ses:SendRawEmail",), "2"),
        ("app", "v1-simple", ("ses:SendEmail",), "1"),
        ("app", "v1-raw", ("ses:SendRawEmail",), "1"),
        ("app", "", ("ses:SendEmail", "ses:SendRawEmail"), ""),
    ],
)
def test_what_a_way_of_sending_needs(way: str, sends: str, actions: tuple[str, ...], version: str) -> None:
    assert actions_of(way, sends) == actions
    assert api_version_of(way, sends) == version


def test_every_name_of_the_targets_file_has_its_own_call() -> None:
    assert len(set(API.values())) == len(API) == 4
