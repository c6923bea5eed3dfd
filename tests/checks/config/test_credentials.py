from dataclasses import replace

import pytest

from bot.checks.config.credentials import Evidence, judge
from bot.core.evidence.aws import CredentialShapes, Failure, FailureKind, FieldShape
from bot.core.model import Judgement, Outcome
from bot.core.target import Target
from bot.probes.regions import ses_regions
from bot.probes.smtp.password import derive_legacy
from tests.checks.evidence import (
    KEY_ID,
    PASSWORD,
    SECRET,
    SMTP_KEY_ID,
    TARGET,
    TEMPORARY,
    found,
    reason,
    shapes,
    target,
    with_smtp,
)


def judged(given: CredentialShapes | None = None, of: Target = TARGET) -> Judgement:
    return judge(of, Evidence(shapes() if given is None else given, ses_regions()))


def test_good_shapes_are_no_finding() -> None:
    judgement = judged()
    assert judgement.outcome is Outcome.PASS
    assert reason(judgement) == "note.shapes_fit"


def test_a_temporary_key_with_its_token_is_good_for_the_api() -> None:
    assert judged(shapes(key=TEMPORARY, token="made-up/token==")).outcome is Outcome.PASS


def test_nothing_configured_is_skipped_with_what_to_add() -> None:
    nothing = shapes(key=None, secret=None, user=None, password=None)
    judgement = judged(nothing, target(app=None, smtp=None))
    assert judgement.outcome is Outcome.SKIPPED
    assert reason(judgement) == "reason.no_credentials"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (shapes(key=""), ["credentials.missing/app"]),
        (shapes(secret=""), ["credentials.missing/app"]),
        (shapes(user=""), ["credentials.missing/smtp"]),
        (shapes(password=""), ["credentials.missing/smtp"]),
        (shapes(key="", secret=""), ["credentials.missing/app"]),
        (shapes(key=KEY_ID + "\n"), ["credentials.malformed"]),
        (shapes(key=f'"{KEY_ID}"', secret=SECRET + " "), ["credentials.malformed"]),
        (shapes(key="AIDAIOSFODNN7EXAMPLE"), ["credentials.malformed"]),
        (shapes(secret=SECRET[:-3]), ["credentials.malformed"]),
        (shapes(secret=KEY_ID), ["credentials.malformed"]),
        (shapes(secret=PASSWORD), ["credentials.smtp_used_as_api"]),
        (shapes(secret=derive_legacy(SECRET)), ["credentials.smtp_used_as_api"]),
        (shapes(key=TEMPORARY), ["credentials.session_token_missing"]),
        (shapes(user=SMTP_KEY_ID.lower()), ["credentials.malformed"]),
        (shapes(user="ses-smtp-user.20200101-120000"), ["credentials.malformed"]),
        (shapes(password=PASSWORD[:-1]), ["credentials.malformed"]),
        (shapes(password="Q" + PASSWORD[1:]), ["credentials.malformed"]),
        (shapes(password=PASSWORD[:5] + "%2F" + PASSWORD[6:]), ["credentials.malformed"]),
        (shapes(password=SECRET), ["smtp.password_not_smtp/shape"]),
        (shapes(password="hunter2"), ["smtp.password_not_smtp/shape"]),
        (shapes(password="${SMTP_PASSWORD}"), ["credentials.malformed"]),
        (shapes(password=derive_legacy(SECRET)), ["~smtp.password_legacy"]),
        (shapes(user=TEMPORARY), ["smtp.temporary_key"]),
        (replace(shapes(), app_swapped=True), ["credentials.malformed/swapped"]),
        (replace(shapes(), smtp_swapped=True), ["credentials.malformed/swapped"]),
    ],
)
def test_shapes_that_cannot_be_right(given: CredentialShapes, codes: list[str]) -> None:
    assert found(judged(given)) == codes


def test_where_a_raw_secret_explains_the_length_it_is_not_called_damage() -> None:
    assert found(judged(shapes(password=f" {SECRET}\n"))) == ["smtp.password_not_smtp/shape"]
    assert found(judged(shapes(secret=f'"{PASSWORD}"'))) == ["credentials.smtp_used_as_api"]


def test_damage_is_named_with_its_place_and_lengths() -> None:
    (finding,) = judged(shapes(key=KEY_ID + "\n", secret=SECRET + " ")).findings
    assert finding.values["names"] == ("app.access_key_id", "app.secret_access_key")
    assert finding.values["damage"] == ("trailing_newline", "trailing_space")
    assert (finding.values["length"], finding.values["expected_length"]) == (21, 20)
    assert finding.presumed


def test_an_empty_value_is_named_with_where_it_was_read() -> None:
    (finding,) = judged(shapes(password="")).findings
    assert finding.values["names"] == ("smtp.password",)
    assert finding.values["sources"] == ("env:X",)


def test_both_ways_can_be_damaged_each_by_itself() -> None:
    damaged = judged(shapes(key=KEY_ID + " ", password=PASSWORD + " "))
    assert [f.about for f in damaged.findings] == [{"credential:app"}, {"credential:smtp"}]


def test_one_damaged_value_that_both_ways_use_is_one_finding() -> None:
    name = replace(shapes(key=SMTP_KEY_ID.lower(), user=SMTP_KEY_ID.lower()), same_name=True)
    (finding,) = judged(name).findings
    assert finding.values["names"] == ("app.access_key_id", "smtp.username")
    assert finding.about == {"credential:app", "credential:smtp"}
    cut = SECRET[:-3]
    value = replace(shapes(secret=cut, password=cut), same_secret=True)
    assert found(judged(value)) == ["credentials.malformed"]


@pytest.mark.parametrize(
    "given",
    [
        # The same damage in both, but different values.
        shapes(secret=SECRET[:-3], password=SECRET[:-4]),
        # Both use one value, and another one is damaged as well.
        replace(shapes(key=SMTP_KEY_ID.lower(), user=SMTP_KEY_ID.lower(), password=PASSWORD + " "), same_name=True),
        replace(shapes(key=KEY_ID + " ", secret=SECRET[:-3], password=SECRET[:-3]), same_secret=True),
    ],
)
def test_two_damaged_values_stay_two_findings(given: CredentialShapes) -> None:
    assert [f.about for f in judged(given).findings] == [{"credential:app"}, {"credential:smtp"}]


def test_a_raw_secret_used_for_smtp_stays_a_fault_beside_its_damage() -> None:
    given = replace(shapes(secret=SECRET + " ", password=SECRET + " "), same_secret=True)
    assert found(judged(given)) == ["credentials.malformed", "smtp.password_not_smtp/shape"]


@pytest.mark.parametrize("password", ["hunter2", SECRET, "anything at all", PASSWORD[:-1]])
def test_a_relay_of_ones_own_may_have_any_login(password: str) -> None:
    relay = with_smtp(host="mail.example.com", port=587)
    assert judged(shapes(user="mailuser", password=password), relay).outcome is Outcome.PASS


def test_ses_credentials_behind_another_name_are_still_judged() -> None:
    behind = with_smtp(host="smtp-proxy.example.com")
    assert found(judged(shapes(password=SECRET), behind)) == ["smtp.password_not_smtp/shape"]


@pytest.mark.parametrize(
    "region", ["cn-north-1", "mx-central-1" if "mx-central-1" not in ses_regions() else "cn-northwest-1"]
)
def test_a_region_without_ses(region: str) -> None:
    judgement = judged(of=target(region=region, smtp=None))
    assert found(judgement) == ["region.unsupported"]
    assert judgement.findings[0].values["host"] == f"email.{region}.amazonaws.com"


def test_a_store_that_may_not_be_read_is_unknown_and_names_the_permission() -> None:
    denied = Failure(FailureKind.DENIED, "ssm:GetParameter")
    given = replace(shapes(), smtp_password=FieldShape(configured=True, failure=denied))
    judgement = judged(given)
    assert judgement.outcome is Outcome.UNKNOWN
    assert judgement.missing_permission == "ssm:GetParameter"
    assert judgement.repair is not None


def test_what_cannot_be_read_does_not_hide_what_can() -> None:
    denied = Failure(FailureKind.DENIED, "ssm:GetParameter")
    given = replace(shapes(key=KEY_ID + "\n"), smtp_password=FieldShape(configured=True, failure=denied))
    assert found(judged(given)) == ["credentials.malformed"]


def test_an_unreadable_reference_of_the_application_is_no_fault_of_the_inspector() -> None:
    gone = Failure(FailureKind.REFERENCE, "", "FileNotFoundError", "file:/x", by="")
    given = replace(shapes(), app_secret=FieldShape(configured=True, failure=gone))
    judgement = judged(given)
    assert reason(judgement) == "reason.reference"
    assert judgement.repair is None


@pytest.mark.parametrize(
    ("given", "same"),
    [
        (shapes(), False),
        (shapes(key=SMTP_KEY_ID), True),
        (shapes(key=SMTP_KEY_ID + "\n", user=SMTP_KEY_ID), True),
        (shapes(key=None, secret=None, user=None), False),
        (shapes(key=SECRET, user=PASSWORD), False),
    ],
)
def test_one_key_for_both_ways_is_told(given: CredentialShapes, same: bool) -> None:
    assert judged(given).facts.credentials.same_key is same


def test_a_swapped_login_is_told_whatever_the_host_is_called() -> None:
    relay = with_smtp(host="relay.example.com")
    swapped = replace(shapes(), smtp_swapped=True, smtp_username=FieldShape(True, kind="smtp_password", length=44))
    assert found(judged(swapped, relay)) == ["credentials.malformed/swapped"]


def test_the_login_of_a_relay_is_not_decided_about() -> None:
    own = replace(shapes(), smtp_username=FieldShape(True, kind="other", length=6, shown="mailer"))
    assert "credential:smtp" not in (judged(own, with_smtp(host="relay.example.com")).decided or ())
    assert "credential:smtp" in (judged().decided or ())
