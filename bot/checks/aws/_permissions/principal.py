"""Whose policies decide: the user or role behind a key, with its full ARN (including the path)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.context import Context
from bot.core.evidence.aws import CREDENTIAL_KINDS, Caller, Failure, FailureKind, KeyUse, Owner
from bot.core.model import Finding, Severity
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.shapes import bare, kind_of, looks_like_key_id


@dataclass(frozen=True, slots=True)
class Principal:
    """A user or role whose policies can be simulated. boundary: the ARN of its permissions boundary, "" where none is
    known.
    """

    arn: str
    way: str
    key_id: str
    boundary: str = ""

    @property
    def kind(self) -> str:
        """user or role."""
        return self.arn.rpartition(":")[2].partition("/")[0]

    @property
    def name(self) -> str:
        """The last part of the ARN."""
        return self.arn.rpartition("/")[2]

    @property
    def account(self) -> str:
        """The account id in the ARN."""
        return self.arn.split(":")[4]

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens of findings about this principal."""
        key = {f"key:{self.key_id}"} if self.key_id else set()
        return frozenset({f"principal:{self.arn}", f"credential:{self.way}", *key})


@dataclass(frozen=True, slots=True)
class NotSimulated:
    """A caller whose policies cannot be simulated. reason: a key of the locales."""

    reason: str
    arn: str = ""
    finding: Finding | None = None


async def smtp_principal(context: Context[Probes], key_id: str) -> Principal | NotSimulated | Failure:
    """The owner of the SMTP user's key."""
    if not looks_like_key_id(key_id):
        return NotSimulated("reason.not_aws_user")
    kind = kind_of(bare(key_id))
    if kind == "temporary_key":
        # IAM lists long-lived keys only, and answers AccessDenied for a temporary one.
        return NotSimulated("reason.temporary_key")
    if kind != "access_key":
        # For a misspelled id AWS may answer AccessDenied, which would look like a permission that the bot lacks.
        return NotSimulated("reason.no_key_id")
    aws = context.probes.aws
    use = await aws.key_use(key_id)
    if isinstance(use, Failure):
        # AWS denies a key of another account with the same message as a missing permission. The key's account tells them apart.
        account = await aws.key_account(key_id) if use.kind in (FailureKind.DENIED, FailureKind.NOT_FOUND) else None
        foreign = isinstance(account, str) and await _is_foreign(context, account)
        return NotSimulated("reason.other_account", key_id) if foreign else use
    if not isinstance(use, KeyUse) or not use.user_name:
        return Failure(FailureKind.INCOMPLETE, "iam:GetAccessKeyLastUsed")
    owner = await aws.user(use.user_name)
    if isinstance(owner, Failure):
        return owner
    if not owner.arn:
        return Failure(FailureKind.INCOMPLETE, "iam:GetUser")
    return Principal(owner.arn, "smtp", key_id, owner.boundary or "")


async def _is_foreign(context: Context[Probes], account: str) -> bool:
    """True where the account is not the inspector's, so that its IAM cannot be asked."""
    inspector = await context.probes.aws.caller("inspect")
    return isinstance(inspector, Caller) and inspector.account not in (None, account)


async def app_principal(context: Context[Probes], key_id: str) -> Principal | NotSimulated | Failure:
    """The caller behind the application's keys, or the role that it signs in with. For a session the role itself."""
    if context.target.app_role:
        return await role_principal(context, context.target.app_role)
    caller = await context.probes.aws.caller("app")
    if caller is None:
        return NotSimulated("reason.no_app_keys")
    if isinstance(caller, Failure):
        # aws.identity judges the refusal. Here it only means that there is no principal to simulate.
        return NotSimulated("reason.app_refused") if caller.by == "app" and caller.kind in CREDENTIAL_KINDS else caller
    return await _simulatable(context, caller, key_id)


async def role_principal(context: Context[Probes], arn: str) -> Principal | NotSimulated | Failure:
    """The role that the application signs in with. It is looked up, never assumed."""
    if await _is_foreign(context, arn.split(":")[4]):
        return NotSimulated("reason.other_account", arn)
    owner = await context.probes.aws.role(arn.rpartition("/")[2])
    if isinstance(owner, Owner) and owner.arn:
        return Principal(owner.arn, "app", "", owner.boundary or "")
    if isinstance(owner, Failure) and owner.kind is FailureKind.NOT_FOUND:
        values: dict[str, Value] = {"principal_arn": arn, "principal_name": arn.rpartition("/")[2]}
        about = frozenset({f"principal:{arn}", "credential:app"})
        missing = Finding("iam.assume_role_denied", Severity.FAIL, arn.rpartition("/")[2], about, values, "missing")
        return NotSimulated("", arn, missing)
    if isinstance(owner, Failure) and owner.kind is FailureKind.DENIED:
        # The ARN that the target names has its path, unless it was made of a session's.
        return Principal(arn, "app", "")
    return owner if isinstance(owner, Failure) else Failure(FailureKind.INCOMPLETE, "iam:GetRole")


async def _simulatable(context: Context[Probes], caller: Caller, key_id: str) -> Principal | NotSimulated | Failure:
    arn = caller.arn or ""
    kind = arn.rpartition(":")[2].partition("/")[0]
    if kind in ("user", "assumed-role") and await _is_foreign(context, caller.account or ""):
        return NotSimulated("reason.other_account", arn)
    if kind == "user":
        return Principal(arn, "app", key_id)
    if kind == "assumed-role":
        # The session's ARN lacks the role's path, so the role is asked for.
        owner = await context.probes.aws.role(arn.split("/")[1])
        if isinstance(owner, Owner) and owner.arn:
            return Principal(owner.arn, "app", key_id, owner.boundary or "")
        return owner if isinstance(owner, Failure) else Failure(FailureKind.INCOMPLETE, "iam:GetRole")
    return NotSimulated("reason.root_principal" if kind == "root" else "reason.principal_kind", arn)
