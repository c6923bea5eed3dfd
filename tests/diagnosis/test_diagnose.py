from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.causes import Cause, all_causes
from bot.core.facts import Facts
from bot.core.model import Judgement, Outcome, Severity, Verdict, skipped, unknown
from bot.core.repair import Repair, RepairKind
from bot.diagnosis.diagnose import Diagnosis, diagnose
from bot.diagnosis.explained_by import drop_disproved
from bot.diagnosis.order import rank
from tests.core.graph import finding
from tests.core.runs import found, result, run_of

CAUSES: Mapping[str, Cause] = all_causes()
KEY = "key:AKIAIOSFODNN7EXAMPLE"
SMTP = "credential:smtp"
REFUSED_LOGIN = finding("smtp.credentials_invalid", SMTP, KEY)
WARNING = finding("account.probation", "account:eu-central-1", severity=Severity.WARN)
BLIND = unknown("reason.denied", missing_permission="iam:X", repair=Repair(RepairKind.PERMISSION, {"action": "iam:X"}))


def of(judged: dict[str, Judgement] | None = None, **options: object) -> Diagnosis:
    return diagnose(run_of(judged, **options), CAUSES)  # type: ignore[arg-type]


def codes(diagnosis: Diagnosis) -> list[str]:
    return [root.finding.code for root in diagnosis.roots]


# The verdict.


def test_yes_where_every_look_that_it_needs_passed() -> None:
    assert of().verdict is Verdict.YES


@pytest.mark.parametrize("check", ["ses.account", "ses.identity", "smtp.auth", "aws.permissions"])
@pytest.mark.parametrize("lack", [unknown("reason.denied"), skipped("reason.no_login")])
def test_unknown_where_a_look_that_yes_needs_is_unknown_or_skipped(check: str, lack: Judgement) -> None:
    diagnosis = of({check: lack})
    assert diagnosis.verdict is Verdict.UNKNOWN
    assert [r.id for r in diagnosis.unanswered] == [check]


@pytest.mark.parametrize("check", ["ses.account", "ses.identity", "aws.identity", "aws.permissions"])
def test_the_api_needs_its_caller_instead_of_the_login(check: str) -> None:
    assert of({check: unknown("reason.denied")}, ways=("app",)).verdict is Verdict.UNKNOWN
    assert of({"smtp.auth": skipped("reason.no_smtp")}, ways=("app",)).verdict is Verdict.YES


@pytest.mark.parametrize("check", ["smtp.auth", "aws.identity"])
def test_every_configured_way_counts(check: str) -> None:
    assert of({check: unknown("reason.denied")}, ways=("smtp", "app")).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("check", ["aws.access_key", "ses.region", "smtp.password", "dns.host", "config.credentials"])
def test_looks_that_yes_does_not_need_may_be_unknown(check: str) -> None:
    assert of({check: unknown("reason.denied")}).verdict is Verdict.YES


def test_a_mail_that_ses_took_proves_permission_and_identity_but_not_the_sandbox() -> None:
    sent = {"smtp.send": Judgement(facts=Facts(ses_took_mail=True))}
    denied = unknown("reason.denied")
    assert of({"aws.permissions": denied, "ses.identity": denied}).verdict is Verdict.UNKNOWN
    assert of({"aws.permissions": denied, "ses.identity": denied, **sent}, ways=("smtp",)).verdict is Verdict.YES
    assert of({"ses.account": denied, **sent}, ways=("smtp",)).verdict is Verdict.UNKNOWN
    assert of({"aws.permissions": denied, **sent}, ways=("smtp", "app")).verdict is Verdict.UNKNOWN
    relay = {"smtp.send": Judgement()}
    assert of({"aws.permissions": denied, **relay}, ways=("smtp",)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("check", ["ses.reputation", "ses.recommendations", "ses.entities"])
def test_what_only_informs_may_be_unknown_or_skipped(check: str) -> None:
    for lack in (unknown("reason.denied"), skipped("reason.vdm_off")):
        assert of({check: lack}).verdict is Verdict.YES


@pytest.mark.parametrize("check", ["ses.recipient", "ses.authorization"])
def test_what_was_asked_must_be_answered_and_what_was_not_asked_is_no_gap(check: str) -> None:
    diagnosis = of({check: unknown("reason.denied")})
    assert diagnosis.verdict is Verdict.UNKNOWN
    assert [r.id for r in diagnosis.unanswered] == [check]
    assert of({check: skipped("reason.not_run")}).verdict is Verdict.YES


def test_a_configuration_set_that_could_not_be_seen_is_a_gap() -> None:
    assert of({"ses.configuration_set": unknown("reason.denied")}).verdict is Verdict.UNKNOWN


def test_of_two_findings_that_are_one_the_severer_has_the_word() -> None:
    general = finding("account.sandbox", "account:eu-central-1", severity=Severity.WARN)
    precise = replace(general, severity=Severity.FAIL, variant="recipient", values={"recipient": "a@example.net"})
    for first, second in ((general, precise), (precise, general)):
        (root,) = of({"ses.account": found(first), "ses.recipient": found(second)}).roots
        assert (root.finding.severity, root.finding.variant) == (Severity.FAIL, "recipient")
        assert root.finding.values["recipient"] == "a@example.net"


def test_a_fail_outweighs_what_could_not_be_looked_at() -> None:
    assert of({"ses.account": BLIND, "smtp.auth": found(REFUSED_LOGIN)}).verdict is Verdict.NO


def test_what_could_not_be_looked_at_outweighs_a_warning() -> None:
    assert of({"ses.identity": BLIND, "ses.account": found(WARNING)}).verdict is Verdict.UNKNOWN


def test_a_warning_alone_is_at_risk() -> None:
    diagnosis = of({"ses.account": found(WARNING)})
    assert diagnosis.verdict is Verdict.AT_RISK
    assert codes(diagnosis) == ["account.probation"]


def test_a_look_that_found_a_warning_and_could_not_see_the_rest_is_open() -> None:
    assert of({"ses.account": Judgement(findings=(WARNING,), unknown=True)}).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("only", ["config", "aws", "ses", "dns", "smtp"])
def test_a_part_of_the_checks_never_says_yes(only: str) -> None:
    assert of(only=only).verdict is Verdict.UNKNOWN
    assert of({"ses.account": found(WARNING)}, only="ses").verdict is Verdict.UNKNOWN
    assert of({"smtp.auth": found(REFUSED_LOGIN)}, only="smtp").verdict is Verdict.NO


def test_without_a_way_of_sending_nothing_says_yes() -> None:
    assert of(ways=()).verdict is Verdict.UNKNOWN


# Faults of the bot itself.


def test_a_fault_of_the_bot_is_told_once_and_is_neither_a_root_nor_a_no() -> None:
    diagnosis = of(dict.fromkeys(("ses.account", "ses.identity", "aws.permissions"), BLIND))
    assert diagnosis.verdict is Verdict.UNKNOWN
    assert diagnosis.roots == () and diagnosis.symptoms == ()
    assert diagnosis.repairs == (Repair(RepairKind.PERMISSION, {"action": "iam:X"}),)


def test_a_fault_of_the_bot_does_not_hide_the_rest() -> None:
    diagnosis = of({"ses.account": BLIND, "smtp.auth": found(REFUSED_LOGIN)})
    assert codes(diagnosis) == ["smtp.credentials_invalid"]
    assert len(diagnosis.repairs) == 1


# Roots and their symptoms.


def test_a_cause_folds_the_symptoms_that_are_about_the_same_thing() -> None:
    wrong_region = finding("smtp.password_wrong_region", SMTP)
    diagnosis = of({"smtp.auth": found(REFUSED_LOGIN), "smtp.password": found(wrong_region)})
    assert codes(diagnosis) == ["smtp.password_wrong_region"]
    assert [s.code for s in diagnosis.symptoms] == ["smtp.credentials_invalid"]


def test_a_chain_has_one_root() -> None:
    region = finding("region.mismatch", "identity:example.com", "region:us-east-1")
    password = finding("smtp.password_wrong_region", SMTP, "region:us-east-1")
    missing = finding("identity.not_verified", "identity:example.com")
    judged = {
        "ses.region": found(region),
        "ses.identity": found(missing),
        "smtp.password": found(password),
        "smtp.auth": found(REFUSED_LOGIN),
    }
    diagnosis = of(judged)
    assert codes(diagnosis) == ["region.mismatch"]
    assert {s.code for s in diagnosis.symptoms} == {
        "identity.not_verified", "smtp.password_wrong_region", "smtp.credentials_invalid",
    }  # fmt: skip


def test_a_password_of_a_third_region_is_a_root_beside_the_mismatch() -> None:
    region = finding("region.mismatch", "identity:example.com", "region:us-east-1")
    password = finding("smtp.password_wrong_region", SMTP, "region:ap-south-1")
    assert codes(of({"ses.region": found(region), "smtp.password": found(password)})) == [
        "region.mismatch", "smtp.password_wrong_region",
    ]  # fmt: skip


def test_two_faults_with_different_subjects_are_two_roots() -> None:
    damaged = finding("credentials.malformed", "credential:app", subject="app.access_key_id")
    diagnosis = of({"config.credentials": found(damaged), "smtp.auth": found(REFUSED_LOGIN)})
    assert codes(diagnosis) == ["credentials.malformed", "smtp.credentials_invalid"]
    assert diagnosis.symptoms == ()


def test_the_same_cause_about_two_subjects_stays_two() -> None:
    keys = [finding("credentials.key_inactive", f"key:{k}", subject=k) for k in ("AKIAIOSFODNN7EXAMPLE", "other")]
    assert codes(of({"aws.access_key": found(*keys)})) == ["credentials.key_inactive"] * 2


def test_one_cause_found_by_two_checks_is_one_root_that_knows_what_both_know() -> None:
    here = finding("credentials.invalid_key_id", KEY, presumed=True, severity=Severity.WARN, variant="deleted")
    there = finding("credentials.invalid_key_id", "credential:app")
    diagnosis = of({"aws.access_key": found(here), "aws.identity": found(there)})
    (root,) = diagnosis.roots
    assert root.finding.about == {KEY, "credential:app"}
    assert root.finding.severity is Severity.FAIL
    assert root.finding.variant == ""
    assert not root.finding.presumed


def test_every_cause_folds_each_of_its_symptoms() -> None:
    for code, cause in CAUSES.items():
        for symptom in cause.explains:
            run = {"aws.identity": found(finding(code, "x"), finding(symptom, "x"))}
            assert codes(of(run)) == [code], (code, symptom)
            apart = {"aws.identity": found(finding(code, "x"), finding(symptom, "y"))}
            assert set(codes(of(apart))) == {code, symptom}


# Findings presumed from shape.


def test_what_shape_suggests_falls_where_a_server_accepted_the_credential() -> None:
    shape = finding("credentials.malformed", SMTP, presumed=True)
    judged = {"config.credentials": found(shape), "smtp.auth": Judgement(accepted=frozenset({SMTP, KEY}))}
    diagnosis = of(judged)
    assert diagnosis.verdict is Verdict.YES
    assert diagnosis.roots == ()
    (config, *_rest) = drop_disproved(run_of(judged).results)
    assert config.id == "config.credentials" and config.outcome is Outcome.PASS


def test_what_shape_suggests_stands_where_another_credential_was_accepted() -> None:
    shape = finding("credentials.malformed", SMTP, presumed=True)
    judged = {"config.credentials": found(shape), "aws.identity": Judgement(accepted=frozenset({"credential:app"}))}
    assert codes(of(judged)) == ["credentials.malformed"]


def test_what_is_certain_does_not_fall() -> None:
    certain = finding("smtp.temporary_key", SMTP)
    judged = {"config.credentials": found(certain), "smtp.auth": Judgement(accepted=frozenset({SMTP}))}
    assert codes(of(judged)) == ["smtp.temporary_key"]


# The order of roots.


def test_failures_come_before_warnings_and_foundations_before_what_stands_on_them() -> None:
    mixed = [
        finding("mail_from.not_verified", severity=Severity.WARN),
        finding("tls.certificate"),
        finding("account.sandbox", severity=Severity.WARN),
        finding("credentials.key_inactive"),
        finding("smtp.auth_mechanism"),
        finding("account.sending_paused"),
    ]
    assert [f.code for f in sorted(mixed, key=rank)] == [
        "credentials.key_inactive", "account.sending_paused", "smtp.auth_mechanism", "tls.certificate",
        "account.sandbox", "mail_from.not_verified",
    ]  # fmt: skip


def test_every_area_that_checks_decide_has_its_place_in_the_order() -> None:
    last = rank(finding("zzz.zzz"))[1]
    assert {code for code, c in CAUSES.items() if c.decided_by and rank(finding(code))[1] == last} == set()


def test_the_order_does_not_depend_on_which_check_came_first() -> None:
    first = {"smtp.auth": found(REFUSED_LOGIN), "ses.account": found(WARNING)}
    results = run_of(first).results
    assert [r.id for r in results] != [r.id for r in reversed(results)]
    assert codes(of(first)) == codes(of(dict(reversed(first.items()))))


def test_a_skipped_check_is_no_result_of_its_own() -> None:
    blocked = result("smtp.auth", skipped("reason.blocked"), blocked_by="smtp.connect")
    assert blocked.outcome is Outcome.SKIPPED


def test_a_mail_of_which_nobody_knows_what_became_is_no_health() -> None:
    run = run_of()
    sent = replace(run, results=(*run.results, result("smtp.send", unknown("reason.send_refused"))))
    assert diagnose(sent, CAUSES).verdict is Verdict.UNKNOWN
    not_allowed = replace(run, results=(*run.results, result("smtp.send", skipped("reason.send_not_allowed"))))
    assert diagnose(not_allowed, CAUSES).verdict is Verdict.YES
