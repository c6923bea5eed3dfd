from datetime import UTC, datetime
from typing import Any

import pytest

from bot.lab.aws.models import load_model
from bot.lab.aws.shapes import mismatches

KEY: dict[str, Any] = {"UserName": "a", "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "Status": "Active"}


def wrong(answer: object) -> list[str]:
    return list(mismatches(load_model("iam").output_shape("ListAccessKeys"), answer))


def test_a_true_answer_fits() -> None:
    assert wrong({"AccessKeyMetadata": [KEY | {"CreateDate": datetime.now(UTC)}], "IsTruncated": False}) == []


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({}, "answer.AccessKeyMetadata: missing"),
        ([], "answer: list is no structure"),
        ({"AccessKeyMetadata": [], "Extra": 1}, "answer.Extra: not in the model"),
        ({"AccessKeyMetadata": [], "IsTruncated": "no"}, "answer.IsTruncated: str is no boolean"),
        ({"AccessKeyMetadata": [KEY | {"UserName": 1}]}, "answer.AccessKeyMetadata[0].UserName: int is no string"),
        ({"AccessKeyMetadata": [KEY | {"Status": "Gone"}]}, "'Gone' is none of Active, Inactive, Expired"),
        ({"AccessKeyMetadata": [KEY | {"CreateDate": datetime(2026, 1, 1)}]}, "a time without a zone"),  # noqa: DTZ001
    ],
)
def test_what_does_not_fit_is_named(answer: object, complaint: str) -> None:
    assert [line for line in wrong(answer) if complaint in line]


def test_true_is_no_number() -> None:
    shape = load_model("ses").output_shape("GetSendQuota")
    assert list(mismatches(shape, {"MaxSendRate": True})) == ["answer.MaxSendRate: bool is no double"]
