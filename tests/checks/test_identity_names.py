import pytest

from bot.checks.identity_names import Found, completed, covering, names_for, near_names, other_case
from bot.core.evidence.ses import ListedIdentity
from tests.checks.evidence import DENIED, REGION, identity, target

NAMES = ("noreply@example.com", "example.com")


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


def listed(*names: str) -> tuple[ListedIdentity, ...]:
    return tuple(ListedIdentity(name, True, "SUCCESS") for name in names)


def test_the_list_completes_what_could_not_be_asked_for() -> None:
    both = completed(Found(REGION, (), (DENIED, DENIED)), NAMES, listed("Example.com", "shop.example"))
    assert [(i.name, i.verified, i.dkim_status) for i in both.identities] == [("Example.com", True, None)]
    assert (both.failures, both.unseen, both.verified) == ((), DENIED, True)


def test_what_the_list_does_not_show_does_not_exist() -> None:
    none = completed(Found(REGION, (), (DENIED,)), NAMES, listed("shop.example"))
    assert (none.identities, none.failures, none.unseen, none.verified) == ((), (), None, False)


def test_what_was_seen_itself_is_kept() -> None:
    half = completed(Found(REGION, (identity(),), (DENIED,)), NAMES, listed("example.com"))
    assert half.identities == (identity(),)
    assert half.unseen is None
    whole = completed(Found(REGION, (identity(),), (DENIED,)), NAMES, listed("example.com", "noreply@example.com"))
    assert [i.name for i in whole.identities] == list(NAMES)
    assert whole.unseen == DENIED


def test_the_nearest_identity_brings_its_default_set() -> None:
    default = identity(name="noreply@example.com", configuration_set="fast")
    assert Found(REGION, (default, identity()), ()).default_set == "fast"
    assert Found(REGION, (identity(), default), ()).default_set == ""
    assert Found(REGION, (), ()).default_set == ""


@pytest.mark.parametrize(
    ("sender", "others", "near"),
    [
        ("x@exmaple.com", ("example.com", "shop.example"), ("example.com",)),
        ("x@example.co", ("example.com",), ("example.com",)),
        ("x@mail.exmaple.com", ("example.com",), ("example.com",)),
        ("norepl@example.com", ("noreply@example.com",), ("noreply@example.com",)),
        ("x@example.com", ("other.org", "zoo.example"), ()),
        ("x@example.com", ("x@example.org.invalid",), ()),
        (
            "x@eaxmple.com",
            ("unlike.org", "examples.com", "example.com", "example.org"),
            ("example.com", "examples.com"),
        ),
    ],
)
def test_names_that_are_spelled_alike(sender: str, others: tuple[str, ...], near: tuple[str, ...]) -> None:
    assert near_names(names_for(target(sender=sender)), listed(*others)) == near


def test_an_unverified_name_is_no_hint() -> None:
    assert near_names(("exmaple.com",), (ListedIdentity("example.com", False),)) == ()


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


def test_a_label_is_covered_by_its_address() -> None:
    assert names_for(target(sender="noreply+orders@example.com"))[:2] == (
        "noreply+orders@example.com",
        "noreply@example.com",
    )
    assert "name@example.com" in covering("name+list@example.com")
    assert names_for(target(sender="+@example.com"))[0] == "+@example.com"
