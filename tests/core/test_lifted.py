"""A warning with a failure for consequence has stopped mail: it leads, and the failure is told below it."""

from __future__ import annotations

from dataclasses import replace

from bot.causes import all_causes
from bot.core.diagnosis import diagnose
from bot.core.model import Finding, Severity, Verdict
from bot.core.record import decode, encode
from tests.core.runs import found, run_of

ABOUT = frozenset({"identity:example.com"})
UNSIGNED = Finding("dkim.failing", Severity.WARN, "example.com", ABOUT)
REJECTED = Finding("dmarc.failing", Severity.FAIL, "example.com", ABOUT, consequence=True)
SANDBOX = Finding("account.sandbox", Severity.WARN, "eu-central-1", frozenset({"account:eu-central-1"}))


def test_the_cause_is_as_severe_as_what_comes_of_it() -> None:
    said = diagnose(
        run_of({"ses.identity": found(UNSIGNED), "dns.dmarc": found(REJECTED), "ses.account": found(SANDBOX)}),
        all_causes(),
    )
    assert said.verdict is Verdict.NO
    assert [root.finding.code for root in said.roots] == ["dkim.failing", "account.sandbox"]
    assert said.roots[0].finding.severity is Severity.FAIL
    assert said.symptoms == (REJECTED,)


def test_a_failure_of_its_own_is_hidden_by_no_warning() -> None:
    own = replace(REJECTED, consequence=False)
    said = diagnose(run_of({"ses.identity": found(UNSIGNED), "dns.dmarc": found(own)}), all_causes())
    assert {(root.finding.code, root.finding.severity) for root in said.roots} == {
        ("dmarc.failing", Severity.FAIL), ("dkim.failing", Severity.WARN),
    }  # fmt: skip


def test_a_warning_that_follows_lifts_nothing() -> None:
    mild = replace(REJECTED, severity=Severity.WARN)
    said = diagnose(run_of({"ses.identity": found(UNSIGNED), "dns.dmarc": found(mild)}), all_causes())
    assert [(root.finding.code, root.finding.severity) for root in said.roots] == [("dkim.failing", Severity.WARN)]


def test_it_is_kept_with_the_run() -> None:
    run = run_of({"dns.dmarc": found(REJECTED)})
    assert decode(encode(run)) == run
