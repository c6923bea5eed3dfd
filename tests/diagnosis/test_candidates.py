"""What may be behind a generic refusal: which causes the checks excluded, and which are still possible."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.causes import Cause, all_causes
from bot.core.model import Judgement, Note, skipped, unknown
from bot.core.repair import Repair, RepairKind
from bot.diagnosis.diagnose import Diagnosis, diagnose
from tests.core.graph import finding
from tests.core.runs import found, run_of

CAUSES: Mapping[str, Cause] = all_causes()
KEY = "key:AKIAIOSFODNN7EXAMPLE"
SMTP = "credential:smtp"
HOST = "host:relay.example.com"
REFUSED_LOGIN = finding("smtp.credentials_invalid", SMTP, KEY, HOST)
BLIND = unknown("reason.denied", missing_permission="iam:X", repair=Repair(RepairKind.PERMISSION, {"action": "iam:X"}))


def of(judged: dict[str, Judgement] | None = None, **options: object) -> Diagnosis:
    return diagnose(run_of(judged, **options), CAUSES)  # type: ignore[arg-type]


def test_a_535_with_every_look_done_has_no_open_candidate() -> None:
    (root,) = of({"smtp.auth": found(REFUSED_LOGIN)}).roots
    assert root.candidates == ()
    assert set(root.ruled_out) == {
        code for code, c in CAUSES.items() if c.decided_by and "smtp.credentials_invalid" in c.explains
    }


def test_a_535_names_what_could_not_be_ruled_out_and_what_would_decide_it() -> None:
    judged = {
        "smtp.auth": found(REFUSED_LOGIN),
        "smtp.password": skipped("reason.no_secret_of_key"),
        "aws.access_key": BLIND,
        "aws.identity": Judgement(decided=frozenset()),
    }
    (root,) = of(judged).roots
    deciders = {o.code: o.check for o in root.candidates}
    assert deciders == {
        "smtp.password_wrong_region": "smtp.password",
        "smtp.password_other_key": "smtp.password",
        "credentials.key_inactive": "aws.access_key",
        "credentials.invalid_key_id": "aws.access_key",
    }
    assert {"smtp.password_not_smtp", "credentials.malformed", "smtp.temporary_key"} <= set(root.ruled_out)
    assert {o.note.key for o in root.candidates if o.note} == {"reason.no_secret_of_key", "reason.denied"}


def test_candidates_are_ranked_by_what_a_permission_would_decide_then_by_likelihood() -> None:
    judged = {
        "smtp.auth": found(REFUSED_LOGIN),
        "smtp.password": skipped("reason.no_secret_of_key"),
        "aws.access_key": BLIND,
    }
    (root,) = of(judged).roots
    order = [o.code for o in root.candidates]
    assert order[0] == "credentials.key_inactive"
    assert order.index("smtp.password_wrong_region") < order.index("smtp.password_other_key")


def test_a_look_at_another_key_rules_nothing_out() -> None:
    judged = {
        "smtp.auth": found(REFUSED_LOGIN),
        "aws.access_key": Judgement(unknown=True, decided=frozenset({"credential:app"})),
        "aws.identity": Judgement(decided=frozenset({"credential:app"})),
    }
    (root,) = of(judged).roots
    assert {o.code for o in root.candidates} == {"credentials.key_inactive", "credentials.invalid_key_id"}


def test_a_look_at_this_key_rules_out_though_another_key_stayed_unknown() -> None:
    judged = {
        "smtp.auth": found(REFUSED_LOGIN),
        "aws.access_key": Judgement(unknown=True, decided=frozenset({SMTP})),
    }
    (root,) = of(judged).roots
    assert "credentials.key_inactive" in root.ruled_out


def test_an_unknown_key_id_names_what_could_be_behind_it() -> None:
    refused = finding("credentials.invalid_key_id", KEY, "credential:app")
    (root,) = of({"aws.identity": found(refused), "aws.access_key": BLIND}, ways=("app",)).roots
    assert [o.code for o in root.candidates] == ["credentials.key_inactive"]
    assert set(root.ruled_out) == {
        "credentials.malformed", "credentials.session_token_missing", "region.not_enabled",
    }  # fmt: skip


def test_a_cause_whose_check_was_no_part_of_the_run_stays_possible() -> None:
    (root,) = of({"smtp.auth": found(REFUSED_LOGIN)}, only="smtp").roots
    unasked = {o.code for o in root.candidates if o.note == Note("reason.not_run")}
    assert {"credentials.key_inactive", "credentials.malformed"} <= unasked
    assert not {"credentials.key_inactive", "credentials.malformed"} & set(root.ruled_out)


def test_a_decided_cause_has_no_candidates() -> None:
    wrong_region = finding("smtp.password_wrong_region", SMTP)
    (root,) = of({"smtp.auth": found(REFUSED_LOGIN), "smtp.password": found(wrong_region)}).roots
    assert root.candidates == ()


def test_shapes_that_were_not_judged_rule_nothing_out() -> None:
    """User name and password swapped, at a host that is not SES's: config.credentials looked at neither."""
    judged = {
        "smtp.auth": found(REFUSED_LOGIN),
        "config.credentials": Judgement(decided=frozenset({"credential:app", HOST})),
    }
    (root,) = of(judged).roots
    assert "credentials.malformed" not in root.ruled_out
    (left,) = [o for o in root.candidates if o.code == "credentials.malformed"]
    assert (left.check, left.note) == ("config.credentials", Note("reason.other_thing"))


def test_what_is_ruled_out_names_the_look_and_the_thing_that_was_looked_at() -> None:
    judged = {"smtp.auth": found(REFUSED_LOGIN), "aws.access_key": Judgement(decided=frozenset({SMTP, "key:other"}))}
    (root,) = of(judged).roots
    excluded = {each.code: each for each in root.excluded}
    assert excluded["credentials.key_inactive"].check == "aws.access_key"
    assert excluded["credentials.key_inactive"].about == {SMTP}


CODES = sorted(code for code, c in CAUSES.items() if c.decided_by and "smtp.credentials_invalid" in c.explains)
TOKENS = [SMTP, KEY, "credential:app", "key:AKIALABOTHER0EXAMPLE", HOST]


@given(st.data())
def test_nothing_is_ruled_out_that_no_check_looked_at(data: st.DataObject) -> None:
    """Checks answer, fail or look elsewhere at random. Whatever is ruled out was looked at: this login, not another thing."""
    checks = sorted({check for code in CODES for check in CAUSES[code].decided_by} - {"smtp.auth"})
    judged: dict[str, Judgement] = {"smtp.auth": found(REFUSED_LOGIN)}
    for check in checks:
        tokens = data.draw(st.one_of(st.none(), st.frozensets(st.sampled_from(TOKENS))), label=check)
        blind = data.draw(st.booleans(), label=f"{check} is blind")
        judged[check] = replace(BLIND, decided=frozenset()) if blind else Judgement(decided=tokens)
    for root in of(judged).roots:
        for each in root.excluded:
            looked = judged.get(each.check, Judgement())
            assert not looked.unknown
            if each.code.startswith(("credentials.", "smtp.")):
                assert looked.decided is None or looked.decided & {SMTP, KEY}, each
