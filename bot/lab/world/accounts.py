"""Accounts, and the world that holds them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.lab.world.mail import RegionState
from bot.lab.world.policies import Policy
from bot.lab.world.principals import AccessKey, Role, TemporaryKey, User


@dataclass
class Account:
    """An AWS account. `scp` empty: not in an organisation; else its service control policies, all on one level.

    A region that is not in `regions` is unknown to the account, as is one of another partition.
    """

    id: str
    regions: dict[str, RegionState] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    scp: list[Policy] = field(default_factory=list)

    def add(self, *principals: User | Role) -> None:
        """Put users and roles into the account, replacing those of the same name."""
        for principal in principals:
            if isinstance(principal, User):
                self.users[principal.name] = principal
            else:
                self.roles[principal.name] = principal


@dataclass
class World:
    """Everything that the fake AWS knows.

    `page_size`: the most that one page of any list holds. `source_ip`: what conditions see as aws:SourceIp.
    `unknown_key_is_no_such_entity`: iam:GetAccessKeyLastUsed answers NoSuchEntity, not AccessDenied, for a key
    that is not the account's (both are seen in the field).
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    partition: str = "aws"
    temporary_keys: dict[str, TemporaryKey] = field(default_factory=dict)
    page_size: int = 100
    source_ip: str = "127.0.0.1"
    unknown_key_is_no_such_entity: bool = False

    def user_keys(self) -> Iterator[tuple[Account, User, AccessKey]]:
        """Every long-lived key with its owner."""
        for account in self.accounts.values():
            for user in account.users.values():
                for key in user.keys:
                    yield account, user, key

    def find_key(self, key_id: str) -> tuple[Account, User, AccessKey] | None:
        """The long-lived key of this id and its owner; None when there is none."""
        return next((found for found in self.user_keys() if found[2].id == key_id), None)

    def account_of_key(self, key_id: str) -> Account | None:
        """The account that a key id, long-lived or temporary, belongs to."""
        if found := self.find_key(key_id):
            return found[0]
        temporary = self.temporary_keys.get(key_id)
        return self.accounts.get(temporary.account_id) if temporary else None

    def user_arn(self, account: Account, user: User) -> str:
        """`arn:aws:iam::111122223333:user/mail/myapp-smtp`, with the user's path."""
        return f"arn:{self.partition}:iam::{account.id}:user{user.path}{user.name}"

    def role_arn(self, account: Account, role: Role) -> str:
        """The ARN of a role, with its path."""
        return f"arn:{self.partition}:iam::{account.id}:role{role.path}{role.name}"

    def ses_arn(self, account: Account, region: str, kind: str, name: str) -> str:
        """The ARN of an SES resource; `kind` is `identity` or `configuration-set`."""
        return f"arn:{self.partition}:ses:{region}:{account.id}:{kind}/{name}"
