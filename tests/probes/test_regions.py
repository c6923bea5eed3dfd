import pytest

from bot.probes.regions import DEFAULT_ENABLED, is_opt_in, partition_of, ses_regions


def test_the_regions_of_all_partitions_and_none_in_china() -> None:
    assert len(ses_regions()) >= 36
    assert {"eu-central-1", "us-gov-west-1", "eusc-de-east-1"} <= set(ses_regions())
    assert not any(region.startswith("cn-") for region in ses_regions())


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("eu-central-1", "aws"),
        ("us-gov-west-1", "aws-us-gov"),
        ("cn-north-1", "aws-cn"),
        ("eusc-de-east-1", "aws-eusc"),
        ("xx-bogus-1", "aws"),
    ],
)
def test_partitions(region: str, partition: str) -> None:
    assert partition_of(region) == partition


def test_opt_in_regions() -> None:
    assert set(ses_regions()) >= DEFAULT_ENABLED
    assert is_opt_in("af-south-1") and is_opt_in("il-central-1")
    assert not any(is_opt_in(region) for region in ("us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1"))
