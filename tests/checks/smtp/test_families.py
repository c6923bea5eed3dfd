from bot.checks.smtp.families import judge
from bot.core.evidence.smtp import Reach
from bot.core.model import Outcome
from tests.checks.evidence import TARGET, found, reason, target

V4 = Reach("ipv4", "192.0.2.1", 12)
V6 = Reach("ipv6", "2001:db8::1", 15)


def test_two_that_work_and_one_that_is_not_there_are_no_findings() -> None:
    both = judge(TARGET, (V4, V6))
    assert (both.outcome, reason(both)) == (Outcome.PASS, "note.both_families")
    alone = judge(TARGET, (V4, Reach("ipv6")))
    assert (alone.outcome, reason(alone)) == (Outcome.PASS, "note.one_family")


def test_a_machine_without_that_network_is_told_and_no_fault() -> None:
    judgement = judge(TARGET, (V4, Reach("ipv6", "2001:db8::1", 0, "no_route")))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.no_route")
    assert judgement.findings == ()


def test_one_that_fails_while_the_other_works_is_a_warning() -> None:
    broken = judge(TARGET, (V4, Reach("ipv6", "2001:db8::1", 4000, "timeout")))
    assert found(broken) == ["~network.one_family"]
    values = broken.findings[0].values
    assert (values["address"], values["other_address"], values["problem"]) == ("192.0.2.1", "2001:db8::1", "timeout")
    assert broken.tables[0].rows == (("ipv4", "192.0.2.1", "greets", 12), ("ipv6", "2001:db8::1", "timeout", 4000))
    assert found(judge(TARGET, (V6, Reach("ipv4", "192.0.2.1", 3, "refused")))) == ["~network.one_family/ipv4"]


def test_no_smtp_is_skipped() -> None:
    assert judge(target(smtp=None), ()).outcome is Outcome.SKIPPED
