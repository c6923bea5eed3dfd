"""No expression and no phrase backtracks without bound: four times the text takes about four times the time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType

import pytest

from bot.core import redact
from bot.explain import aws, hosts, normalise, pasted, phrase, replies, tokens
from bot.explain.explain import explain
from bot.explain.match import compile_signs
from bot.explain.normalise import build_views

MODULES = (aws, hosts, normalise, pasted, replies, tokens, redact)
SHORT = 2_500
# A quadratic expression would take sixteen times as long. The clock of a busy machine is not exact.
FACTOR = 8
# In seconds. Shorter times are too inexact to be compared.
QUICK = 0.003

# The hardest texts for these expressions: their own beginnings, repeated, without anything that ends a match.
HOSTILE = [
    "a", "a.", "a-", "A", "1", "1.", "5.7.8 ", "535 ", "535-", " ", "\t", "\\", "\\n", "'", '"', "<", "=", "=\n",
    "@", "a@", "@a.", "://", "s://a:b", "://a@", "arn:aws:ses:a:1:", "ses:Send", ":SendEmail", "region ",
    "region us-", "us-east-1", "us-east-", "request id ", "request-id: 0a1b2c3d-",
    "failed the check in region a: ", "failed the check in region a: b,", "from: ", "to: a", "to: a@", "AKIA",
    "An error occurred (", "<Code> ", "code: '", "api error ", "when calling the ", "operation error a: ",
    'Error executing "', "smtp host: ", "relay=a.", "host a[", "connect to a.", "ENOTFOUND a.", "host: ",
    "dial tcp ", "mail.a.", "smtp-", "port ", "port: ", "password=", "password: a1", "secret_access_key = ",
    "session_token=", "334 UGFzc3dvcmQ6\n", "AUTH PLAIN ", "AUTH PLAIN A", "Bearer ", "Credential=",
    "Credential=a,SignedHeaders=", "Signature=", "xoxb-", "BA", "Zu", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ",
    "InvalidParameterValue", "&lt", "&", "\x1b[", "Ã", "á»", "ế", "\u200f",
]  # fmt: skip


def _expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in MODULES:
        for name, value in vars(module).items():
            if name.isupper():
                for number, found in enumerate(_within(value, module)):
                    yield f"{module.__name__}.{name}[{number}]", found


def _within(value: object, module: ModuleType) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        # A row ends with its expression. The items before it are plain literals.
        for item in value if all(isinstance(each, tuple) for each in value) else value[-1:]:
            yield from _within(item, module)
    elif isinstance(value, str) and re.search(r"[\[({]", value):
        yield re.compile(value)


EXPRESSIONS = dict(_expressions())


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def _assert_linear(work: Callable[[str], object], piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (SHORT, 4 * SHORT))
    # Other processes may disturb one measurement, but hardly three.
    assert any(_is_linear(work, short, long) for _ in range(3)), piece


def _is_linear(work: Callable[[str], object], short: str, long: str) -> bool:
    took = _seconds(partial(work, long))
    return took < QUICK or took < FACTOR * _seconds(partial(work, short))


def test_the_expressions_are_found() -> None:
    assert len(EXPRESSIONS) > 50


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_takes_linear_time(name: str) -> None:
    for piece in HOSTILE:
        _assert_linear(EXPRESSIONS[name].findall, piece)


def test_the_measure_finds_an_expression_that_backtracks() -> None:
    with pytest.raises(AssertionError):
        _assert_linear(re.compile("a+b").findall, "a")


def test_every_phrase_takes_linear_time() -> None:
    for each in compile_signs().index.phrases():
        beginning = " ".join(chunk.strip() for chunk in each.chunks[:-1] or each.chunks)
        _assert_linear(partial(_searched, each), f"{beginning} ")


def _searched(wanted: phrase.Phrase, text: str) -> bool:
    return wanted.within(build_views(text))


@pytest.mark.parametrize("piece", HOSTILE)
def test_an_explanation_takes_linear_time(piece: str) -> None:
    _assert_linear(explain, piece)


def test_a_gap_is_bounded() -> None:
    apart = phrase.phrase("signature .. expired")
    assert apart.within(build_views("signature was long ago expired"))
    assert not apart.within(build_views("signature " + "x " * phrase.GAP + "expired"))
