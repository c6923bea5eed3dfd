"""The regions and partitions of AWS, from botocore's data."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.exceptions import BotoCoreError
from botocore.loaders import Loader

# These regions are enabled in every account; an account must enable every other region of the `aws` partition first.
# https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
DEFAULT_ENABLED = frozenset(
    [
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ]
)

# https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
_AREAS = ("af", "ap", "ca", "cl", "cn", "eu", "eusc-de", "il", "me", "mx", "nz", "sa", "us", "us-gov")
_SIDES = ("central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west")
_IAM_REGIONS = {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1", "aws-eusc": "eusc-de-east-1"}


@cache
def loader() -> Any:
    """Returns the loader of botocore's data, one for the process: each loader parses and keeps the files for itself."""
    return Loader()


@cache
def _session() -> Any:
    session = botocore.session.Session()
    session.register_component("data_loader", loader())
    return session


def profile_region(profile: str) -> str:
    """Returns the region of a profile of the AWS configuration, "" where it names none or does not exist."""
    session = botocore.session.Session(profile=profile or None)
    try:
        return session.get_config_variable("region") or ""
    except BotoCoreError:
        return ""


@cache
def ses_regions() -> tuple[str, ...]:
    """Returns every region with the SES v2 API, in all partitions, sorted."""
    session = _session()
    return tuple(
        sorted(
            region
            for partition in session.get_available_partitions()
            for region in session.get_available_regions("sesv2", partition_name=partition)
        )
    )


@cache
def conceivable_regions() -> tuple[str, ...]:
    """Returns SES's regions, then every name that a region could have by AWS's pattern: newer regions than botocore knows.

    Deriving an SMTP password for all of them takes some ten milliseconds.
    """
    built = (f"{area}-{side}-{number}" for area in _AREAS for side in _SIDES for number in range(1, 10))
    return tuple(dict.fromkeys((*ses_regions(), *built)))


@cache
def sending_regions(region: str) -> tuple[str, ...]:
    """Returns every region with SES in the partition of this one. An account has not enabled all of them."""
    return tuple(other for other in ses_regions() if partition_of(other) == partition_of(region))


@cache
def partition_of(region: str) -> str:
    """Returns a region's partition: aws, aws-us-gov, aws-cn, aws-eusc …; "aws" for a region that botocore lacks."""
    session = _session()
    for partition in session.get_available_partitions():
        for service in ("sts", "sesv2", "ec2"):
            if region in session.get_available_regions(service, partition_name=partition):
                return str(partition)
    return "aws"


def iam_region(region: str) -> str:
    """Returns the region for which calls to IAM are signed. IAM is global and has one such region in each partition."""
    return _IAM_REGIONS.get(partition_of(region), region)


def is_opt_in(region: str) -> bool:
    """Returns True for a region of the `aws` partition that an account must enable before it can use it."""
    return partition_of(region) == "aws" and region not in DEFAULT_ENABLED
