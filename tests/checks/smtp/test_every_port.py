"""A probe's table of ports: the configured one, as the dialogue found it, and the others. It is shown once."""

from __future__ import annotations

import pytest

from bot.checks.smtp.every_port import CHECK, Evidence
from bot.core.evidence.smtp import Phase, Trouble
from bot.core.model import Judgement, Outcome
from bot.core.options import Options
from tests.checks.evidence import TARGET, target
from tests.checks.smtp.phases import STAGES, closed, ended, greeting

OTHERS = (greeting(465), closed(25))


def judged(connect: Phase, tls: Phase) -> Judgement:
    return CHECK.judge(TARGET, Evidence((connect, tls), OTHERS))


@pytest.mark.parametrize(
    ("connect", "tls", "state"),
    [
        (Phase(STAGES), Phase(()), "greets"),
        (Phase(STAGES), ended("tls", "certificate"), "greets"),
        (Phase(STAGES), ended("auth", "reply", 535), "greets"),
        (ended("ehlo", "reply", 502), Phase((), Trouble("ehlo", "reply")), "greets"),
        (ended("connect", "timeout"), Phase((), Trouble("connect", "timeout")), "timeout"),
        (ended("banner", "timeout"), Phase((), Trouble("banner", "timeout")), "silent"),
        (ended("banner", "reply", 554), Phase((), Trouble("banner", "reply")), "no_smtp"),
    ],
)
def test_every_port_in_one_table(connect: Phase, tls: Phase, state: str) -> None:
    judgement = judged(connect, tls)
    assert judgement.outcome is Outcome.PASS
    (table,) = judgement.tables
    assert [(row[0], row[2]) for row in table.rows] == [(587, state), (465, "greets"), (25, "refused")]


def test_a_table_that_stands_elsewhere_is_not_repeated() -> None:
    assert judged(ended("connect", "timeout", alternatives=OTHERS), Phase(())).tables == ()


def test_a_host_without_other_ports_is_skipped() -> None:
    assert CHECK.judge(TARGET, None).outcome is Outcome.SKIPPED
    assert CHECK.judge(target(smtp=None), None).outcome is Outcome.SKIPPED


def test_only_a_probe_asks() -> None:
    assert CHECK.asked(Options(probing=True)) and not CHECK.asked(Options())
