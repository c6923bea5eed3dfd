"""Which target is meant, for every way of asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.intake.origin import Origin
from bot.intake.target_choice import (
    Broken,
    Chosen,
    Forbidden,
    NoTarget,
    Readable,
    Several,
    Unknown,
    choose_target,
    find_readable,
    split_target_and_identity,
)
from bot.targets import Targets
from tests.intake.conftest import ALERTS, ON_CALL, read

AN = Origin("", "T", "incidents", "U0000000001")
ONE = '[targets.only]\nregion = "eu-central-1"\nfrom = "noreply@example.com"\n'


@pytest.mark.parametrize("typed", ["prod", "PROD", "production"])
def test_the_named_one(targets: Targets, typed: str) -> None:
    chosen = choose_target(targets, AN, typed, last="mail")
    assert isinstance(chosen, Chosen) and chosen.target.name == "prod"


def test_the_channels_last_one(targets: Targets) -> None:
    chosen = choose_target(targets, AN, None, last="mail")
    assert isinstance(chosen, Chosen) and chosen.target.name == "mail"


@pytest.mark.parametrize("last", [None, "guarded", "broken", "of another age"])
def test_one_of_several_where_the_last_one_may_not_be_checked(targets: Targets, last: str | None) -> None:
    assert choose_target(targets, AN, None, last) == Several(("prod", "mail", "nologin"))


def test_the_only_one(tmp_path: Path) -> None:
    chosen = choose_target(read(tmp_path, ONE), AN, None)
    assert isinstance(chosen, Chosen) and chosen.target.name == "only"


def test_none(tmp_path: Path) -> None:
    assert choose_target(read(tmp_path, f'{ONE}channels = ["C0000000002"]\n'), AN, None) == NoTarget()


def test_an_unknown_name_gets_what_looks_like_it_and_only_what_may_be_checked_here(targets: Targets) -> None:
    assert choose_target(targets, AN, "prodd") == Unknown("prodd", ("prod",), ("prod", "mail", "nologin"))
    unknown = choose_target(targets, AN, "guard")
    assert isinstance(unknown, Unknown) and unknown.near == ()


def test_a_forbidden_one_says_why_and_where_it_may(targets: Targets) -> None:
    assert choose_target(targets, AN, "guarded") == Forbidden("guarded", "access.channel", (ALERTS, ON_CALL))
    here = Origin("", "T", ALERTS, "U0000000001")
    assert choose_target(targets, here, "mine") == Forbidden("mine", "access.user", ())


def test_a_broken_one_names_its_mistakes(targets: Targets) -> None:
    broken = choose_target(targets, AN, "broken")
    assert isinstance(broken, Broken) and len(broken.mistakes) == 1


def test_old_answers_of_a_broken_target_are_read_those_of_a_forbidden_one_are_not(targets: Targets) -> None:
    assert find_readable(targets, AN, "broken") == Readable("broken")
    assert find_readable(targets, AN, "Production") == Readable("prod")
    assert isinstance(find_readable(targets, AN, "guarded"), Forbidden)
    assert isinstance(find_readable(targets, AN, "gone"), Unknown)


@pytest.mark.parametrize(
    ("words", "split"),
    [
        ((), (None, "")),
        (("prod",), ("prod", "")),
        (("example.com",), (None, "example.com")),
        (("nonsense",), ("nonsense", "")),
        (("prod", "example.com"), ("prod", "example.com")),
        (("example.com", "prod"), ("prod", "example.com")),
        (("gone", "example.com"), ("gone", "example.com")),
    ],
)
def test_a_name_and_a_domain_in_any_order(
    targets: Targets, words: tuple[str, ...], split: tuple[str | None, str]
) -> None:
    assert split_target_and_identity(targets, words) == split
