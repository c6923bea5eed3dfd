import pytest

from bot.checks.ses.names import Found, names_for, other_case
from tests.checks.evidence import DENIED, REGION, identity, target


@pytest.mark.parametrize(
    ("sender", "names"),
    [
        ("noreply@example.com", ("noreply@example.com", "example.com")),
        ("noreply@a.example.com", ("noreply@a.example.com", "a.example.com", "example.com")),
        ("x@a.b.example.co.uk", ("x@a.b.example.co.uk", "a.b.example.co.uk", "b.example.co.uk", "example.co.uk")),
        ("x@example.com.vn", ("x@example.com.vn", "example.com.vn")),
        (
            "NoReply@Mail.Example.COM",
            ("NoReply@Mail.Example.COM", "NoReply@mail.example.com", "mail.example.com", "example.com"),
        ),
        ("x@co.uk", ("x@co.uk", "co.uk")),
        ("x@localhost", ("x@localhost", "localhost")),
        ("x@shop.blogspot.com", ("x@shop.blogspot.com", "shop.blogspot.com")),
    ],
)
def test_the_address_its_domain_and_the_parents_up_to_the_registrable_one(sender: str, names: tuple[str, ...]) -> None:
    assert names_for(target(sender=sender)) == names


def test_verified_is_known_only_where_it_was_seen() -> None:
    good, bad, unclear = identity(), identity(verified=False), identity(verified=None)
    assert Found(REGION, (bad, good), ()).verified is True
    assert Found(REGION, (good,), (DENIED,)).verified is True
    assert Found(REGION, (bad,), ()).verified is False
    assert Found(REGION, (), ()).verified is False
    assert Found(REGION, (bad,), (DENIED,)).verified is None
    assert Found(REGION, (bad, unclear), ()).verified is None


@pytest.mark.parametrize(
    ("sender", "other"),
    [
        ("NoReply@example.com", "noreply@example.com"),
        ("NoReply@Example.com", "noreply@example.com"),
        ("noreply@Example.com", ""),
        ("noreply@example.com", ""),
    ],
)
def test_the_other_spelling_is_asked_for_only_where_it_is_another(sender: str, other: str) -> None:
    assert other_case(target(sender=sender)) == other
