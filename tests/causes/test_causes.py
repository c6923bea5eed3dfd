from pathlib import Path

import pytest

from bot import causes
from bot.causes import FOLDER as SHIPPED
from bot.causes import all_causes
from bot.causes.signs import aws_names
from bot.core.values import Value

GOOD = """
[state]
reviewed_on = 2026-12-01
severity = "fail"
who = "app_owner"
explains = ["area.other"]
decided_by = ["smtp.auth"]
fields = ["key_id"]
variants = ["odd"]

[[state.steps]]
id = "look"
risk = "none"
cli = '''
aws x {{ key_id }}
'''
console = "https://example.com"

[[state.steps]]
id = "only-odd"
risk = "brief"
when = ["odd"]

[[state.links]]
title = "A page"
url = "https://example.com/{{ region }}"
"""


@pytest.fixture(autouse=True)
def _forget() -> None:
    all_causes.cache_clear()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(causes, "FOLDER", tmp_path)
    return tmp_path / "area.toml"


def test_a_cause_is_read(write: Path) -> None:
    write.write_text(GOOD)
    cause = all_causes()["area.state"]
    assert (cause.area, cause.state, cause.severity, cause.who) == ("area", "state", "fail", "app_owner")
    assert cause.explains == {"area.other"} and cause.decided_by == ("smtp.auth",)
    look, odd = cause.steps
    assert look.commands == (("console", "https://example.com"), ("cli", "aws x {{ key_id }}"))
    assert [look.applies(v, {}) for v in ("", "odd")] == [True, True]
    assert [odd.applies(v, {}) for v in ("", "odd")] == [False, True]
    assert cause.links[0].title == "A page"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('severity = "fail"', 'severity = "fatal"', "fatal"),
        ('who = "app_owner"', 'who = "somebody"', "somebody"),
        ('risk = "brief"', 'risk = "some"', "some"),
        ('when = ["odd"]', 'when = ["even"]', "only-odd"),
        ("fields =", "feilds =", "feilds"),
        ("cli =", "bash =", "bash"),
    ],
)
def test_a_mistake_in_the_data_is_told_with_its_place(write: Path, old: str, new: str, says: str) -> None:
    write.write_text(GOOD.replace(old, new))
    with pytest.raises(ValueError, match=says):
        all_causes()


@pytest.mark.parametrize(
    ("values", "applies"),
    [
        ({}, True),
        ({"way": ""}, True),
        ({"way": "smtp"}, True),
        ({"way": ("app", "smtp")}, True),
        ({"way": "app"}, False),
        ({"way": "smtp", "keys": 2}, False),
    ],
)
def test_a_step_is_offered_unless_a_known_value_rules_it_out(
    write: Path, values: dict[str, Value], applies: bool
) -> None:
    write.write_text(GOOD.replace('risk = "none"', 'risk = "none"\ngiven = { way = ["smtp"], keys = [1] }', 1))
    assert all_causes()["area.state"].steps[0].applies("", values) is applies


def test_a_command_can_be_a_shared_file_and_a_list(write: Path, tmp_path: Path) -> None:
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "login.sh").write_text("login {{ host }} as {{ key_id }}\n")
    shared = 'cli = [\n  \'first\',\n  { use = "login.sh", host = "{{ region }}" },\n]'
    write.write_text(GOOD.replace("cli = '''\naws x {{ key_id }}\n'''", shared))
    commands = dict(all_causes()["area.state"].steps[0].commands)
    assert commands["cli"] == "first\nlogin {{ region }} as {{ key_id }}"


def test_a_missing_key_is_a_mistake(write: Path) -> None:
    write.write_text(GOOD.replace('severity = "fail"\n', ""))
    with pytest.raises(KeyError, match="severity"):
        all_causes()


def test_the_shipped_causes_are_read_once() -> None:
    assert SHIPPED == causes.FOLDER
    assert all_causes() is all_causes()
    assert all(code == f"{cause.area}.{cause.state}" for code, cause in all_causes().items())


def test_the_right_things_fold() -> None:
    """A specific cause explains the generic one, never the reverse."""
    refines = {
        "credentials.malformed": {
            "credentials.invalid_key_id",
            "credentials.signature_mismatch",
            "smtp.credentials_invalid",
        },
        "credentials.invalid_key_id": {"smtp.credentials_invalid"},
        "credentials.key_inactive": {"credentials.invalid_key_id", "smtp.credentials_invalid"},
        "credentials.smtp_used_as_api": {"credentials.signature_mismatch"},
        "credentials.session_token_missing": {"credentials.invalid_key_id"},
        "credentials.clock_skew": {"credentials.signature_mismatch"},
        "credentials.wrong_account": {"identity.not_verified", "iam.access_denied"},
        "iam.explicit_deny": {"iam.access_denied"},
        "iam.configuration_set_not_allowed": {"iam.access_denied"},
        "smtp.password_not_smtp": {"smtp.credentials_invalid"},
        "smtp.password_wrong_region": {"smtp.credentials_invalid"},
        "smtp.password_other_key": {"smtp.credentials_invalid"},
        "smtp.password_legacy": {"quota.rate"},
        "smtp.temporary_key": {"smtp.credentials_invalid"},
        "region.mismatch": {"identity.not_verified", "account.sandbox", "smtp.password_wrong_region"},
        "region.unsupported": {"network.dns"},
        "region.not_enabled": {"credentials.invalid_key_id"},
        "endpoint.wrong_kind": {"network.dns", "network.unreachable"},
        "identity.verification_failed": {"identity.not_verified"},
        "identity.shadows_domain": {"dkim.failing"},
        "account.sandbox": {"identity.not_verified"},
        "network.port_blocked": {"network.unreachable"},
        "tls.mode_mismatch": {"network.unreachable", "network.connection_dropped", "tls.protocol_version"},
        "mail_from.rejects_on_failure": {"mail_from.not_verified"},
    }
    lacking = {code: symptoms - all_causes()[code].explains for code, symptoms in refines.items()}
    assert {code: symptoms for code, symptoms in lacking.items() if symptoms} == {}


def test_names_of_aws_errors_come_from_the_signs() -> None:
    assert "ThrottlingException" in aws_names("quota.rate")
    assert "InvalidParameterValue" in aws_names("address.invalid")
    assert aws_names("network.dns") == ()
