"""Which regions and partitions exist, from botocore's own data."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.loaders import Loader

# Enabled in every account from the start; every other region of the `aws` partition must be switched on first.
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

_IAM_REGIONS = {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1", "aws-eusc": "eusc-de-east-1"}


@cache
def loader() -> Any:
    """The one reader of botocore's data: every other one would parse and keep the same files again."""
    return Loader()


@cache
def _session() -> Any:
    session = botocore.session.Session()
    session.register_component("data_loader", loader())
    return session


@cache
def ses_regions() -> tuple[str, ...]:
    """Every region with the SES API, over all partitions, sorted."""
    session = _session()
    return tuple(
        sorted(
            region
            for partition in session.get_available_partitions()
            for region in session.get_available_regions("sesv2", partition_name=partition)
        )
    )


@cache
def partition_of(region: str) -> str:
    """aws, aws-us-gov, aws-cn, aws-eusc …; "aws" where botocore does not know the region."""
    session = _session()
    for partition in session.get_available_partitions():
        for service in ("sts", "sesv2", "ec2"):
            if region in session.get_available_regions(service, partition_name=partition):
                return str(partition)
    return "aws"


def iam_region(region: str) -> str:
    """Where IAM is signed for: it is a global service, with one region in each partition."""
    return _IAM_REGIONS.get(partition_of(region), region)


def is_opt_in(region: str) -> bool:
    """True for regions of the `aws` partition that an account has to enable first."""
    return partition_of(region) == "aws" and region not in DEFAULT_ENABLED
