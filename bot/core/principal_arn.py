"""The ARNs by which AWS names who calls: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html."""

from __future__ import annotations


def plain_role(arn: str) -> str:
    """A role's ARN without its path, of a role or of one of its sessions, so that both compare equal. Others as they are."""
    head, _, resource = arn.rpartition(":")
    kind, *names = resource.split("/")
    if kind == "assumed-role" and names:
        return f"{head.replace(':sts:', ':iam:')}:role/{names[0]}"
    return f"{head}:role/{names[-1]}" if kind == "role" and names else arn
