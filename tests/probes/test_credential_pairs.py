import pytest

from bot.core.secret import Secret
from bot.probes.credential_pairs import match
from bot.probes.regions import conceivable_regions, ses_regions
from bot.probes.smtp.password import derive

SECRET = "madeUp/secret/0000000000000000000EXAMPLE"


@pytest.mark.parametrize("region", ["eu-central-1", "us-gov-west-1", "ap-southeast-9", "eusc-de-east-1", "sa-west-1"])
def test_the_region_of_a_password_is_found_also_where_botocore_does_not_know_it(region: str) -> None:
    assert match(Secret(derive(SECRET, region)), Secret(SECRET)).regions == (region,)


def test_the_regions_that_exist_come_first() -> None:
    assert conceivable_regions()[: len(ses_regions())] == ses_regions()
