"""`ses-check policy`: the IAM policy that a target's checks need, made from the gateway's list of allowed operations.

How IAM scopes each action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservice.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.checks.identity_names import names_for, other_case
from bot.cli.leaving import put, tell
from bot.cli.options import ConfigOption, LanguageOption
from bot.cli.without_file import (
    EnvFileOption,
    FromOption,
    OptionalTarget,
    ProfileOption,
    RegionOption,
    RoleOption,
    choose_or_make,
)
from bot.core.target import Keys, Reference, RefKind, Target
from bot.probes.aws.operations import OPERATIONS, Operation
from bot.probes.regions import partition_of
from bot.render.json.document import dump
from bot.settings import load_settings
from bot.targets.from_env_file import Given
from bot.words.catalogue import catalogue


def policy(
    target: OptionalTarget = None,
    language: LanguageOption = None,
    config: ConfigOption = None,
    env_file: EnvFileOption = None,
    profile: ProfileOption = "",
    region: RegionOption = "",
    sender: FromOption = "",
    role_arn: RoleOption = "",
) -> int:
    """Print the policy as JSON and return 0; remarks go to standard error. No secret of the target need be set."""
    given = Given(env_file, profile, region, sender, role_arn)
    choice, _ = choose_or_make(target, given, config, language, load_settings(), as_written=True)
    put(dump(build_policy(choice.target)))
    say = catalogue(choice.language)
    if not choice.target.expected_account:
        tell(say("cli.policy.account", target=choice.target.name))
    if choice.target.inspect.role_arn:
        tell(say("cli.policy.role", role=choice.target.inspect.role_arn))
    return 0


def build_policy(target: Target) -> dict[str, Any]:
    """The policy as JSON-safe values: a statement for each set of resources, without what the target never needs."""
    actions: dict[tuple[str, ...], list[str]] = {}
    for operation in OPERATIONS.values():
        resources = tuple(_resources(operation, target))
        if operation.needs_permission and resources:
            actions.setdefault(resources, []).append(operation.iam_action)
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": sorted(names), "Resource": list(resources)}
            for resources, names in actions.items()
        ],
    }


def _resources(operation: Operation, target: Target) -> Iterator[str]:
    """The ARNs of what the operation is asked about; none where this target never needs it."""
    account = target.expected_account or "*"
    partition = partition_of(target.region)
    asks_iam = (
        target.app is not None
        or bool(target.app_role)
        or (target.smtp is not None and target.smtp.username is not None)
    )
    if operation.service in ("iam", "sts") and not asks_iam:
        return
    match operation.resource:
        case "*":
            yield "*"
        case "identity":
            # Where no regions are configured, /ses-regions asks every region that an account has from the start.
            for region in (target.region, *target.other_regions) if target.regions else ("*",):
                for name in (*names_for(target), *filter(None, (other_case(target),))):
                    yield f"arn:{partition}:ses:{region}:{account}:identity/{name}"
        case "configuration_set":
            # An identity may have a default configuration set, whose name is not known here.
            yield f"arn:{partition}:ses:{target.region}:{account}:configuration-set/*"
        case "user":
            yield f"arn:{partition}:iam::{account}:user/*"
        case "principal":
            yield f"arn:{partition}:iam::{account}:user/*"
            yield f"arn:{partition}:iam::{account}:role/*"
        case "role":
            # sts:AssumeRole is needed by the credentials that assume the role, not by the role: a remark says so.
            if operation.service == "iam":
                yield f"arn:{partition}:iam::{account}:role/*"
        case "parameter":
            for name in dict.fromkeys(r.name for r in _references(target) if r.kind is RefKind.SSM):
                yield f"arn:{partition}:ssm:{target.region}:{account}:parameter/{name.removeprefix('/')}"
        case "secret":
            yield from dict.fromkeys(r.name for r in _references(target) if r.kind is RefKind.SECRETSMANAGER)
        case unknown:
            raise ValueError(f"{operation.name} is scoped by {unknown}, for which no ARN is known")


def _references(target: Target) -> Iterator[Reference]:
    for keys in (target.app, target.inspect.keys):
        if isinstance(keys, Keys):
            yield from (r for r in (keys.access_key_id, keys.secret_access_key, keys.session_token) if r)
    if target.smtp is not None:
        yield from (r for r in (target.smtp.username, target.smtp.password) if r)
