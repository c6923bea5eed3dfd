import pytest

from bot.checks.dns._records.standing import State, standing
from bot.core.evidence.dns import DnsAnswer


def said(value: str = "", *, problem: str = "", source: str = "resolver", ttl: int = 60) -> DnsAnswer:
    values = (value,) if value else ()
    return DnsAnswer("example.com", "TXT", values, problem or ("" if values else "no_answer"), ttl, source=source)


def by(*answers: DnsAnswer) -> tuple[State, bool, bool]:
    found = standing(answers, lambda answer: answer.values == ("right",))
    return found.state, found.cached, found.alone


@pytest.mark.parametrize("problem", ["servfail", "refused", "timeout"])
def test_what_nobody_tells_is_unknown(problem: str) -> None:
    assert by(said(problem=problem)) == (State.UNKNOWN, False, False)


def test_one_voice_is_enough() -> None:
    assert by(said("right")) == (State.RIGHT, False, False)
    assert by(said("wrong")) == (State.WRONG, False, False)
    assert by(said()) == (State.WRONG, False, False)


def test_the_zone_is_believed_before_the_cache() -> None:
    assert by(said("old"), said("right", source="zone")) == (State.SPREADING, False, False)
    assert by(said("right"), said(source="zone")) == (State.WRONG, True, False)


def test_the_zone_answers_for_a_resolver_that_fails() -> None:
    assert by(said(problem="servfail"), said("right", source="zone")) == (State.RIGHT, False, True)
    assert by(said(problem="timeout"), said(source="zone")) == (State.WRONG, False, False)


def test_the_zones_servers_among_themselves() -> None:
    two = said("right", source="zone"), said("old", source="zone")
    assert by(said("right"), *two) == (State.SPREADING, False, False)
    assert by(said("old"), *two) == (State.SPREADING, False, False)


def test_listed_servers_that_differ_are_no_fault_yet() -> None:
    assert by(said("right"), said("old")) == (State.SPREADING, False, False)
    assert by(said("old"), said(problem="timeout")) == (State.WRONG, False, False)


def test_the_longest_memory_is_told() -> None:
    answers = (said("old", ttl=30), said("old", ttl=3600), said("right", source="zone"))
    assert standing(answers, lambda answer: answer.values == ("right",)).answer.ttl == 3600
