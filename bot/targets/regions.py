"""The regions of AWS in all its partitions, as the installed botocore lists them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any

from bot.probes.regions import loader

_PSEUDO = "-global"
SMTP_HOST = "email-smtp.{region}.{suffix}"
AWS_SUFFIX = "amazonaws.com"


@cache
def suffixes() -> dict[str, str]:
    """Returns every region of every partition with the domain of its endpoints ("amazonaws.com")."""
    partitions: dict[str, Any] = loader().load_data("partitions")
    return {
        region: partition["outputs"]["dnsSuffix"]
        for partition in partitions["partitions"]
        for region in partition["regions"]
        if not region.endswith(_PSEUDO)
    }


def is_known(region: str) -> bool:
    """Returns True where a partition of AWS has this region, also where SES is not offered there."""
    return region in suffixes()


def near_region(region: str) -> str:
    """Returns the known region whose name is most similar, or ""."""
    return next(iter(get_close_matches(region.strip().lower(), sorted(suffixes()), n=1, cutoff=0.6)), "")


def smtp_host(region: str) -> str:
    """Returns SES's SMTP host of a region: https://docs.aws.amazon.com/general/latest/gr/ses.html"""
    return SMTP_HOST.format(region=region, suffix=suffixes().get(region, AWS_SUFFIX))
