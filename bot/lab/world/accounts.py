"""AWS accounts, and the world that contains them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.lab.world.mail import RegionState
from bot.lab.world.policies import Policy
from bot.lab.world.principals import AccessKey, Role, TemporaryKey, User


@dataclass
class Account:
    """An AWS account. scp: the service control policies, all on one level; empty without an organisation.

    The account cannot use a region that is missing in `regions`.
    """

    id: str
    regions: dict[str, RegionState] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    scp: list[Policy] = field(default_factory=list)

    def add(self, *principals: User | Role) -> None:
        """Adds users and roles, replacing those of the same name."""
        for principal in principals:
            if isinstance(principal, User):
                self.users[principal.name] = principal
            else:
                self.roles[principal.name] = principal


@dataclass
class World:
    """The whole state of the simulated AWS.

    page_size: the most items on one page of any list. source_ip: the value of aws:SourceIp in conditions.
    unknown_key_is_no_such_entity: for a key of another account, iam:GetAccessKeyLastUsed answers NoSuchEntity instead
    of AccessDenied; AWS was seen to answer either.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    partition: str = "aws"
    temporary_keys: dict[str, TemporaryKey] = field(default_factory=dict)
    page_size: int = 100
    source_ip: str = "127.0.0.1"
    unknown_key_is_no_such_entity: bool = False

    def user_keys(self) -> Iterator[tuple[Account, User, AccessKey]]:
        """Yields every long-lived key with its account and user."""
        for account in self.accounts.values():
            for user in account.users.values():
                for key in user.keys:
                    yield account, user, key

    def find_key(self, key_id: str) -> tuple[Account, User, AccessKey] | None:
        """Returns the long-lived key with this id, with its account and user, or None."""
        return next((found for found in self.user_keys() if found[2].id == key_id), None)

    def account_of_key(self, key_id: str) -> Account | None:
        """Returns the account of a long-lived or temporary key id, or None."""
        if found := self.find_key(key_id):
            return found[0]
        temporary = self.temporary_keys.get(key_id)
        return self.accounts.get(temporary.account_id) if temporary else None

    def user_arn(self, account: Account, user: User) -> str:
        """Returns `arn:aws:iam::111122223333:user/mail/myapp-smtp`, with the user's path."""
        return f"arn:{self.partition}:iam::{account.id}:user{user.path}{user.name}"

    def role_arn(self, account: Account, role: Role) -> str:
        """Returns the ARN of a role, with its path."""
        return f"arn:{self.partition}:iam::{account.id}:role{role.path}{role.name}"

    def ses_arn(self, account: Account, region: str, kind: str, name: str) -> str:
        """Returns the ARN of an SES resource. kind: `identity` or `configuration-set`."""
        return f"arn:{self.partition}:ses:{region}:{account.id}:{kind}/{name}"
