"""Values of DKIM and MAIL FROM that are missing or unknown are neither good nor bad news."""

import pytest

from bot.checks.ses._identity import sender_setup
from bot.core.evidence.identity import Identity
from bot.core.model import Outcome

GOOD = {"verified": True, "dkim_enabled": True, "dkim_status": "SUCCESS"}


@pytest.mark.parametrize(
    "spoiled",
    [
        {"dkim_status": "ROTATING"},
        {"dkim_status": None},
        {"dkim_enabled": None},
        {"mail_from_domain": "mail.example.com"},
        {"mail_from_domain": "mail.example.com", "mail_from_status": "MIGRATING"},
    ],
)
def test_a_value_that_is_missing_or_not_known_is_unknown(spoiled: dict[str, object]) -> None:
    judged = sender_setup.judge((Identity("example.com", "eu-central-1", **{**GOOD, **spoiled}),))  # type: ignore[arg-type]
    assert judged.outcome is Outcome.UNKNOWN
    assert judged.findings == ()


def test_known_good_values_pass() -> None:
    identity = Identity(
        "example.com", "eu-central-1", True, dkim_enabled=True, dkim_status="SUCCESS",
        mail_from_domain="mail.example.com", mail_from_status="SUCCESS",
    )  # fmt: skip
    assert sender_setup.judge((identity,)).outcome is Outcome.PASS
