from dataclasses import replace

import pytest

from bot.checks.failed_lookup import combine, judge_failure
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.model import Judgement, Table
from tests.checks.evidence import DENIED, is_blind, reason

BY = "is not authorized to perform: ses:GetAccount on resource: * "


@pytest.mark.parametrize(
    ("words", "layer"),
    [
        ("with an explicit deny in a service control policy", "scp"),
        ("because no permissions boundary allows the ses:GetAccount action", "boundary"),
        ("with an explicit deny in an identity-based policy", "identity"),
    ],
)
def test_a_refusal_that_no_grant_cures_names_its_layer(words: str, layer: str) -> None:
    judgement = judge_failure(replace(DENIED, message=BY + words))
    assert is_blind(judgement)
    assert reason(judgement) == "reason.denied_by_layer"
    assert judgement.repair is not None and judgement.repair.key == "repair.denied_by_layer"
    assert judgement.repair.values["layer"] == layer


@pytest.mark.parametrize("words", ["because no identity-based policy allows the ses:GetAccount action", ""])
def test_a_missing_grant_is_asked_for(words: str) -> None:
    judgement = judge_failure(replace(DENIED, message=BY + words))
    assert reason(judgement) == "reason.denied"
    assert judgement.repair is not None and judgement.repair.key == "repair.permission"


def test_judgements_together_keep_tables_and_transcript() -> None:
    table = Table("keys", ("key_id",), (("x",),))
    together = combine(Judgement(tables=(table,)), Judgement(transcript=("C: EHLO x",)))
    assert together.tables == (table,)
    assert together.transcript == ("C: EHLO x",)


@pytest.mark.parametrize(("code", "told"), [("502", "502"), ("", "502")])
def test_a_stranger_without_a_code_is_told_by_its_http_status(code: str, told: str) -> None:
    judgement = judge_failure(Failure(FailureKind.NOT_AWS, "ses:GetAccount", code, status=502))
    assert judgement.note is not None and (judgement.note.key, judgement.note.values["code"]) == (
        "reason.not_aws",
        told,
    )
