"""The topics of SNS that SES publishes events to."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Topic:
    """A topic. policy: None stands for the one that SNS gives a new topic. key: the KMS key that encrypts it, "" for none."""

    policy: dict[str, Any] | None = None
    key: str = ""


def default_policy(arn: str) -> dict[str, Any]:
    """Returns the policy that SNS gives a new topic: everybody whose request comes from the topic's own account."""
    actions = ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:Subscribe", "SNS:Publish"]
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": actions,
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": arn.split(":")[4]}},
    }
    return {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
