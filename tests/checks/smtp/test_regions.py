import pytest

from bot.checks.smtp.regions import MOST, Evidence, judge, regions_to_try
from bot.core.evidence.smtp import RegionLogin
from bot.core.model import Outcome
from tests.checks.evidence import REGION, SMTP_KEY_ID, TARGET, found, reason, shapes, target, with_smtp

REFUSED = RegionLogin("us-west-2", "rejected", 90, "535 Authentication Credentials Invalid")
ACCEPTED = RegionLogin("us-east-1", "accepted", 95, "235 Authentication successful.")


def test_accepted_elsewhere_is_that_regions_password() -> None:
    judgement = judge(TARGET, Evidence(shapes(), logins=(REFUSED, ACCEPTED)))
    assert found(judgement) == ["smtp.password_wrong_region/accepted"]
    (finding,) = judgement.findings
    assert finding.subject == SMTP_KEY_ID
    assert (finding.values["refused_region"], finding.values["password_region"]) == (REGION, "us-east-1")
    assert finding.about >= {"credential:smtp", "region:us-east-1"}
    rows = ((REGION, "rejected", ""), ("us-west-2", "rejected", 90), ("us-east-1", "accepted", 95))
    assert judgement.tables[0].rows == rows


def test_accepted_nowhere_rules_nothing_out() -> None:
    judgement = judge(TARGET, Evidence(shapes(), logins=(REFUSED,)))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.no_region")
    assert judgement.decided == frozenset()


def test_only_a_region_that_answered_535_is_said_to_reject() -> None:
    nowhere = RegionLogin("ap-southeast-1", "no_name", 3, "")
    some = judge(TARGET, Evidence(shapes(), logins=(REFUSED, nowhere)))
    assert some.note and (some.note.key, some.note.values["regions"]) == ("note.no_region_some", ("us-west-2",))
    assert some.note.values["silent_regions"] == ("ap-southeast-1",)
    assert reason(judge(TARGET, Evidence(shapes(), logins=(nowhere,)))) == "note.no_region_reached"


@pytest.mark.parametrize("why", ["reason.sweep_not_allowed", "reason.sweep_not_needed", "reason.sweep_decided"])
def test_what_was_not_tried_is_skipped_with_its_reason(why: str) -> None:
    judgement = judge(TARGET, Evidence(shapes(), why))
    assert (judgement.outcome, reason(judgement)) == (Outcome.SKIPPED, why)


def test_at_most_six_regions_the_targets_own_first_and_never_the_refused_one() -> None:
    names = regions_to_try(target(regions=(REGION, "ap-south-1")))
    assert len(names) == MOST == 6
    assert names[:2] == ("ap-south-1", "us-east-1")
    assert REGION not in names


def test_the_region_of_the_target_is_tried_where_the_host_is_another_regions() -> None:
    elsewhere = with_smtp(host="email-smtp.us-east-1.amazonaws.com")
    names = regions_to_try(elsewhere)
    assert names[0] == REGION
    assert "us-east-1" not in names


def test_a_key_of_another_partition_is_tried_in_that_partition_only() -> None:
    names = regions_to_try(target(region="us-gov-west-1", regions=("us-gov-west-1", "us-gov-east-1", "us-east-1")))
    assert set(names) <= {"us-gov-west-1", "us-gov-east-1"}


def test_what_is_no_region_of_ses_is_not_made_into_a_host_name() -> None:
    assert "evil.example" not in regions_to_try(target(regions=("evil.example", "us-east-1")))
