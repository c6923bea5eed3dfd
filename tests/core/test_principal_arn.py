import pytest

from bot.core.principal_arn import plain_role

ROLE = "arn:aws:iam::111122223333:role/myapp-task"


@pytest.mark.parametrize(
    "arn",
    [
        ROLE,
        "arn:aws:iam::111122223333:role/service/myapp-task",
        "arn:aws:sts::111122223333:assumed-role/myapp-task/0123456789abcdef0",
    ],
)
def test_a_role_and_its_sessions_are_one(arn: str) -> None:
    assert plain_role(arn) == ROLE


@pytest.mark.parametrize(
    "arn", ["", "arn:aws:iam::111122223333:user/path/myapp", "arn:aws:iam::111122223333:root", "odd"]
)
def test_every_other_name_stays(arn: str) -> None:
    assert plain_role(arn) == arn
