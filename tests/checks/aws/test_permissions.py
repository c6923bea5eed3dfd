from dataclasses import replace

import pytest

from bot.checks.aws._permissions.principal import NotSimulated, Principal
from bot.checks.aws._permissions.simulated_request import context_of
from bot.checks.aws.permissions import Evidence, WayEvidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind, ResourceDecision
from bot.core.model import Finding, Judgement, Outcome, Severity
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    INSPECTOR,
    KEY_ID,
    OTHER_ACCOUNT,
    REGION,
    SMTP_KEY_ID,
    TARGET,
    decision,
    failure,
    found,
    is_blind,
    reason,
    target,
)

RAW, SEND = "ses:SendRawEmail", "ses:SendEmail"
PREFIX = f"arn:aws:ses:{REGION}:{ACCOUNT}"
DOMAIN, ADDRESS = f"{PREFIX}:identity/example.com", f"{PREFIX}:identity/noreply@example.com"
SET = f"{PREFIX}:configuration-set/transactional"
SMTP_USER = Principal(f"arn:aws:iam::{ACCOUNT}:user/mail/myapp-smtp", "smtp", SMTP_KEY_ID)
APP_USER = Principal(f"arn:aws:iam::{ACCOUNT}:user/myapp", "app", KEY_ID)

Rows = tuple[ResourceDecision, ...]


def smtp(*rows: ResourceDecision, arns: tuple[str, ...] = (DOMAIN,), set_arn: str = "") -> WayEvidence:
    return WayEvidence("smtp", SMTP_USER, rows, arns, set_arn)


def app(*rows: ResourceDecision, set_arn: str = "") -> WayEvidence:
    return WayEvidence("app", APP_USER, rows, (DOMAIN,), set_arn)


def judged(*ways: WayEvidence, inspector: Caller | Failure | None = INSPECTOR, **changes: object) -> Judgement:
    return judge(target(**changes), Evidence(ways, inspector))


def test_allowed_is_no_finding() -> None:
    judgement = judged(smtp(decision(RAW, DOMAIN)))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None
    assert judgement.note.values == {"action": RAW, "principal_name": "myapp-smtp"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (decision(RAW, DOMAIN, "implicitDeny"), "iam.access_denied"),
        (decision(RAW, DOMAIN, "explicitDeny", matched=("deny-all",)), "iam.explicit_deny"),
        (decision(RAW, DOMAIN, "implicitDeny", boundary_allows=False), "iam.explicit_deny/boundary"),
        (decision(RAW, DOMAIN, "implicitDeny", organization_allows=False), "iam.explicit_deny/scp"),
        (decision(RAW, DOMAIN, "explicitDeny", organization_allows=False), "iam.explicit_deny/scp"),
        (decision(RAW, DOMAIN, "implicitDeny", boundary_allows=True, organization_allows=True), "iam.access_denied"),
    ],
)
def test_the_layer_that_denies_is_told(row: ResourceDecision, code: str) -> None:
    judgement = judged(smtp(row))
    assert found(judgement) == [code]
    (finding,) = judgement.findings
    assert finding.values["action"] == RAW
    assert finding.values["resource"] == DOMAIN
    assert finding.values["principal_arn"] == SMTP_USER.arn
    assert {"credential:smtp", f"key:{SMTP_KEY_ID}"} <= finding.about


def test_the_policy_that_denies_is_named() -> None:
    (finding,) = judged(smtp(decision(RAW, DOMAIN, "explicitDeny", matched=("deny-all", "x")))).findings
    assert finding.values["policies"] == ("deny-all", "x")


def test_the_configuration_set_is_judged_apart_from_the_identity() -> None:
    rows = decision(RAW, DOMAIN), decision(RAW, SET, "implicitDeny")
    judgement = judged(smtp(*rows, set_arn=SET))
    assert found(judgement) == ["iam.configuration_set_not_allowed"]
    assert judgement.findings[0].values["set_name"] == "transactional"
    assert found(judged(smtp(decision(RAW, DOMAIN), decision(RAW, SET, "explicitDeny"), set_arn=SET))) == [
        "iam.explicit_deny"
    ]
    assert found(judged(smtp(decision(RAW, DOMAIN), decision(RAW, SET), set_arn=SET))) == []


def test_the_nearest_identity_decides() -> None:
    rows = decision(RAW, ADDRESS, "implicitDeny"), decision(RAW, DOMAIN)
    assert found(judged(smtp(*rows, arns=(ADDRESS, DOMAIN)))) == ["iam.access_denied"]
    assert found(judged(smtp(*rows, arns=(DOMAIN,)))) == []


def test_where_no_identity_is_known_any_that_could_be_is_enough() -> None:
    rows = decision(RAW, ADDRESS, "implicitDeny"), decision(RAW, DOMAIN)
    assert found(judged(smtp(*rows, arns=()))) == []
    denied = decision(RAW, ADDRESS, "implicitDeny"), decision(RAW, DOMAIN, "implicitDeny")
    assert found(judged(smtp(*denied, arns=()))) == ["iam.access_denied"]


@pytest.mark.parametrize("verdict", ["implicitDeny", "explicitDeny"])
def test_a_condition_on_what_only_a_real_request_has_is_unknown(verdict: str) -> None:
    judgement = judged(smtp(decision(RAW, DOMAIN, verdict, missing_context=("aws:SourceIp",))))
    assert is_blind(judgement)
    assert reason(judgement) == "reason.context_keys"


def test_a_boundary_denies_whatever_the_missing_context_would_say() -> None:
    row = decision(RAW, DOMAIN, "implicitDeny", missing_context=("aws:SourceIp",), boundary_allows=False)
    assert found(judged(smtp(row))) == ["iam.explicit_deny/boundary"]


@pytest.mark.parametrize("rows", [(), (decision(SEND, DOMAIN),), (decision(RAW, DOMAIN, "perhaps"),)])
def test_an_answer_without_the_decision_is_unknown(rows: Rows) -> None:
    assert is_blind(judged(smtp(*rows)))


def test_an_answer_without_resources_counts_for_all() -> None:
    assert found(judged(smtp(decision(RAW, "*")))) == []
    assert found(judged(smtp(decision(RAW, "*", "implicitDeny")))) == ["iam.access_denied"]


@pytest.mark.parametrize(
    ("send", "raw", "codes"),
    [
        ("allowed", "allowed", []),
        ("allowed", "implicitDeny", ["~iam.access_denied/one_of_two"]),
        ("implicitDeny", "allowed", ["~iam.access_denied/one_of_two"]),
        ("explicitDeny", "allowed", ["~iam.explicit_deny"]),
        ("explicitDeny", "explicitDeny", ["iam.explicit_deny"]),
        ("implicitDeny", "implicitDeny", ["iam.access_denied/both"]),
        ("explicitDeny", "implicitDeny", ["iam.explicit_deny", "iam.access_denied"]),
        ("implicitDeny", "explicitDeny", ["iam.access_denied", "iam.explicit_deny"]),
    ],
)
def test_the_api_needs_one_of_two_actions_and_warns_of_the_other(send: str, raw: str, codes: list[str]) -> None:
    judgement = judged(app(decision(SEND, DOMAIN, send), decision(RAW, DOMAIN, raw)))
    assert found(judgement) == codes


def test_a_set_that_neither_action_may_use() -> None:
    identity = decision(SEND, DOMAIN), decision(RAW, DOMAIN)
    on_set = decision(SEND, SET, "implicitDeny"), decision(RAW, SET, "implicitDeny")
    assert found(judged(app(*identity, *on_set, set_arn=SET))) == ["iam.configuration_set_not_allowed/both"]
    assert found(judged(app(*identity, on_set[0], decision(RAW, SET), set_arn=SET))) == [
        "~iam.configuration_set_not_allowed"
    ]


def test_a_refused_action_is_the_one_that_is_named() -> None:
    (finding,) = judged(app(decision(SEND, DOMAIN), decision(RAW, DOMAIN, "implicitDeny"))).findings
    assert finding.values["action"] == RAW
    (both,) = judged(app(decision(SEND, DOMAIN, "implicitDeny"), decision(RAW, DOMAIN, "implicitDeny"))).findings
    assert both.values["action"] == f"{SEND}, {RAW}"


def test_two_ways_are_judged_each_by_itself() -> None:
    ways = smtp(decision(RAW, DOMAIN, "implicitDeny")), app(decision(SEND, DOMAIN), decision(RAW, DOMAIN))
    judgement = judged(*ways)
    assert found(judgement) == ["iam.access_denied"]
    assert judgement.findings[0].subject == "myapp-smtp"


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown(kind: FailureKind) -> None:
    lost = failure(kind, "iam:SimulatePrincipalPolicy")
    assert is_blind(judged(WayEvidence("smtp", SMTP_USER, lost, (DOMAIN,))))
    assert is_blind(judged(WayEvidence("smtp", lost)))


def test_the_missing_permission_is_named() -> None:
    lost = failure(FailureKind.DENIED, "iam:SimulatePrincipalPolicy")
    judgement = judged(WayEvidence("smtp", SMTP_USER, lost, (DOMAIN,)))
    assert judgement.missing_permission == "iam:SimulatePrincipalPolicy"


@pytest.mark.parametrize("why", ["reason.app_refused", "reason.root_principal", "reason.not_aws_user"])
def test_a_principal_that_cannot_be_simulated_is_unknown(why: str) -> None:
    judgement = judged(WayEvidence("app", NotSimulated(why, "arn")))
    assert is_blind(judgement)
    assert reason(judgement) == why


def test_no_way_is_skipped_and_another_accounts_inspector_cannot_say() -> None:
    assert judge(TARGET, Evidence((), None)).outcome is Outcome.SKIPPED
    other = Caller(OTHER_ACCOUNT, None, None)
    denied = smtp(decision(RAW, DOMAIN, "implicitDeny"))
    assert is_blind(judged(denied, inspector=other, expected_account=ACCOUNT))


def test_a_principal_is_named_by_its_last_part_and_keeps_its_path() -> None:
    assert (SMTP_USER.name, SMTP_USER.account) == ("myapp-smtp", ACCOUNT)
    assert "/mail/" in SMTP_USER.arn


def test_what_a_users_own_key_never_carries_is_not_waited_for() -> None:
    row = decision(RAW, DOMAIN, "implicitDeny", missing_context=("aws:MultiFactorAuthPresent",))
    assert found(judged(smtp(row))) == ["iam.access_denied"]
    role = Principal(f"arn:aws:iam::{ACCOUNT}:role/service/myapp-task", "app", KEY_ID)
    assert is_blind(judged(WayEvidence("app", role, (row, replace(row, action=SEND)), (DOMAIN,))))


def test_a_policy_for_one_api_version_asks_which_one_the_application_uses() -> None:
    rows = [decision(action, DOMAIN, "implicitDeny", missing_context=("ses:ApiVersion",)) for action in (SEND, RAW)]
    judgement = judged(app(*rows))
    assert is_blind(judgement)
    assert reason(judgement) == "reason.api_version"


@pytest.mark.parametrize(
    ("sends", "codes"),
    [("v2-simple", []), ("v1-simple", []), ("v2-raw", ["iam.access_denied"]), ("v1-raw", ["iam.access_denied"])],
)
def test_only_the_call_that_the_application_makes_is_judged(sends: str, codes: list[str]) -> None:
    rows = decision(SEND, DOMAIN), decision(RAW, DOMAIN, "implicitDeny")
    assert found(judged(app(*rows), sends=sends)) == codes


def test_the_decisions_are_shown_side_by_side_where_one_is_no() -> None:
    rows = decision(RAW, DOMAIN), decision(RAW, SET, "implicitDeny", boundary_allows=False)
    (table,) = judged(smtp(*rows, set_arn=SET)).tables
    assert table.rows == (
        ("myapp-smtp", RAW, "identity/example.com", "allowed"),
        ("myapp-smtp", RAW, "configuration-set/transactional", "boundary"),
    )
    assert judged(smtp(decision(RAW, DOMAIN))).tables == ()


def test_two_ways_that_are_allowed_are_both_named() -> None:
    ways = smtp(decision(RAW, DOMAIN)), app(decision(SEND, DOMAIN), decision(RAW, DOMAIN))
    judgement = judged(*ways)
    assert reason(judgement) == "note.allowed_both"


def test_a_role_is_told_from_a_user_and_the_boundary_is_named() -> None:
    boundary = f"arn:aws:iam::{ACCOUNT}:policy/team-boundary"
    role = Principal(f"arn:aws:iam::{ACCOUNT}:role/service/myapp-task", "app", KEY_ID, boundary)
    row = decision(SEND, DOMAIN, "implicitDeny", boundary_allows=False)
    (finding,) = judged(WayEvidence("app", role, (row,), (DOMAIN,)), sends="v2-simple").findings
    assert finding.values["principal_kind"] == "role"
    assert finding.values["boundary_arn"] == boundary


@pytest.mark.parametrize(
    ("principal", "kind"),
    [(SMTP_USER, "User"), (Principal(f"arn:aws:iam::{ACCOUNT}:role/x/task", "app", KEY_ID), "AssumedRole")],
)
def test_the_simulated_request_carries_what_is_known_of_the_real_one(principal: Principal, kind: str) -> None:
    context = context_of(TARGET, principal, "2")
    assert context["aws:RequestedRegion"] == REGION
    assert context["aws:PrincipalType"] == kind
    assert context["ses:FromAddress"] == TARGET.sender
    assert context["ses:ApiVersion"] == "2"
    assert ("aws:username" in context) is (kind == "User")
    assert "ses:ApiVersion" not in context_of(TARGET, principal, "")


def test_a_role_that_does_not_exist_is_the_cause() -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:role/myapp-tsk"
    finding = Finding(
        "iam.assume_role_denied", Severity.FAIL, "myapp-tsk", frozenset({"credential:app"}), {}, "missing"
    )
    assert found(judged(WayEvidence("app", NotSimulated("", arn, finding)))) == ["iam.assume_role_denied/missing"]


def test_two_actions_refused_for_different_reasons_do_not_explain_each_other() -> None:
    denied, missing = judged(
        app(decision(SEND, DOMAIN, "explicitDeny"), decision(RAW, DOMAIN, "implicitDeny"))
    ).findings
    assert (denied.values["action"], missing.values["action"]) == (SEND, RAW)
    assert not denied.about & missing.about


def test_in_the_sandbox_the_recipients_identity_must_be_allowed_too() -> None:
    recipient = f"{PREFIX}:identity/name@example.net"
    rows = (decision(RAW, DOMAIN), decision(RAW, recipient, "implicitDeny"))
    (finding,) = judged(replace(smtp(*rows), recipient_arn=recipient)).findings
    assert (finding.code, finding.values["resource"]) == ("iam.access_denied", recipient)
    assert found(judged(replace(smtp(decision(RAW, DOMAIN), decision(RAW, recipient)), recipient_arn=recipient))) == []


def test_what_a_simulation_of_a_role_does_not_see_is_said() -> None:
    role = Principal(f"arn:aws:iam::{ACCOUNT}:role/myapp", "app", "")
    rows = (decision(SEND, DOMAIN), decision(RAW, DOMAIN))
    assert reason(judged(WayEvidence("app", role, rows, (DOMAIN,)))) == "note.allowed_role"
