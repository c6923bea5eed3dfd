import copy
import dataclasses
import json
import logging
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.secret import Secret

VALUE = "made-up/secret/value/0000000000000EXAMPLE"


def test_a_secret_shows_nothing_however_it_is_printed(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(VALUE)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").info("value %s %r", secret, secret)
        logging.getLogger("test").info("in %s", {"key": [secret]})
    shown = [str(secret), repr(secret), f"{secret}", f"{secret:>80}", f"{secret!r}", f"{secret!s}"]
    shown += [repr([secret]), str({"a": (secret,)}), caplog.text]
    assert all(VALUE not in text for text in shown)
    assert caplog.text.count("Secret(…)") == 3


def test_a_secret_does_not_leave_the_process() -> None:
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="Secret") as caught:
            leave(Secret(VALUE))
        assert VALUE not in str(caught.value)
    with pytest.raises(TypeError) as caught:
        json.dumps({"password": Secret(VALUE)})
    assert VALUE not in str(caught.value)
    assert VALUE not in json.dumps({"password": Secret(VALUE)}, default=str)
    assert not hasattr(Secret(VALUE), "__dict__")


def test_a_dataclass_that_holds_one_shows_nothing() -> None:
    @dataclasses.dataclass
    class Login:
        password: Secret

    assert VALUE not in repr(Login(Secret(VALUE)))


def test_a_traceback_shows_nothing() -> None:
    try:
        int(Secret(VALUE))  # type: ignore[call-overload]
    except TypeError as error:
        assert VALUE not in "".join(traceback.format_exception(error))


@given(st.text(), st.text())
def test_equality_is_that_of_the_values_and_the_fingerprint_says_nothing(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert (hash(Secret(one)) == hash(Secret(other))) == (one == other)
    assert Secret(one) != one
    assert len(one) < 4 or one not in Secret(one).fingerprint
    assert bool(Secret(one)) == bool(one)
    assert Secret(one).reveal() == one


def test_surrogates_from_undecodable_bytes_are_no_trouble() -> None:
    assert Secret("a\udcff") == Secret("a\udcff")
