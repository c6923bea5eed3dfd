"""The principal of a request, and the layers of policies that apply to it."""

from dataclasses import dataclass
from datetime import datetime

from bot.lab.aws.access.conditions import Context
from bot.lab.world import Account, Policy, Role, TemporaryKey, User, World


@dataclass(frozen=True)
class Caller:
    """The principal that signed. Either `user` or `role` is set; `session` is set for a temporary key."""

    account: Account
    arn: str
    id: str
    user: User | None = None
    role: Role | None = None
    session: TemporaryKey | None = None

    @property
    def principal(self) -> User | Role:
        """The user, or the role of the session."""
        found = self.user or self.role
        if found is None:
            raise ValueError("a caller is a user or a role")
        return found


def user_caller(world: World, account: Account, user: User, session: TemporaryKey | None = None) -> Caller:
    """Returns the caller for one of a user's keys."""
    return Caller(account, world.user_arn(account, user), user.id, user=user, session=session)


def role_caller(world: World, account: Account, role: Role, session: TemporaryKey) -> Caller:
    """Returns the caller for an assumed role. As at AWS, its ARN is the session's, without the role's path."""
    arn = f"arn:{world.partition}:sts::{account.id}:assumed-role/{role.name}/{session.session_name}"
    return Caller(account, arn, f"{role.id}:{session.session_name}", role=role, session=session)


def temporary_caller(world: World, key: TemporaryKey) -> Caller | None:
    """Returns the caller for a temporary key; None where its user or role no longer exists."""
    account = world.accounts.get(key.account_id)
    if account and key.user and (user := account.users.get(key.user)):
        return user_caller(world, account, user, key)
    if account and key.role and (role := account.roles.get(key.role)):
        return role_caller(world, account, role, key)
    return None


@dataclass(frozen=True)
class Layers:
    """The policies that decide together. An empty `scp` and a layer that is None restrict nothing."""

    identity: tuple[Policy, ...]
    boundary: Policy | None = None
    session: Policy | None = None
    scp: tuple[Policy, ...] = ()
    resource: Policy | None = None


def layers_of(caller: Caller) -> Layers:
    """Returns the layers that apply to a caller. Resource policies are not included: they depend on the resource."""
    return Layers(
        identity=tuple(caller.principal.policies),
        boundary=caller.principal.boundary,
        session=caller.session.session_policy if caller.session else None,
        scp=tuple(caller.account.scp),
    )


def principal_context(world: World, caller: Caller) -> dict[str, tuple[str, ...]]:
    """Returns the condition keys that follow from the principal alone. The simulator fills these in too."""
    context: dict[str, tuple[str, ...]] = {
        # For a session this is the role's ARN, not the session's.
        "aws:principalarn": (world.role_arn(caller.account, caller.role) if caller.role else caller.arn,),
        "aws:principalaccount": (caller.account.id,),
        "aws:userid": (caller.id,),
    }
    if caller.user:
        context["aws:username"] = (caller.user.name,)
    return context


def request_context(world: World, caller: Caller, *, region: str, now: datetime, user_agent: str, api: str) -> Context:
    """Returns all condition keys of a request. api: SES's API version, "1" or "2"; "" for another service."""
    context: dict[str, tuple[str, ...]] = principal_context(world, caller) | {
        "aws:currenttime": (now.strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:epochtime": (str(int(now.timestamp())),),
        "aws:requestedregion": (region,),
        # Clients reach the real AWS by TLS only. The lab uses plain HTTP, which must not change what a policy decides.
        "aws:securetransport": ("true",),
        "aws:sourceip": (world.source_ip,),
        "aws:useragent": (user_agent,),
    }
    if api:
        context["ses:apiversion"] = (api,)
    return context
