import pytest

from bot.core.model import Outcome
from bot.lab.dns import DnsServer
from bot.lab.smtp.faults import FAULTS
from tests.probes.mail import HOST, PASSWORD, USER, Mail, Serve, findings, leaks, summary

OREGON = "email-smtp.us-west-2.amazonaws.com"
VIRGINIA = "email-smtp.us-east-1.amazonaws.com"
NOBODY: dict[str, str] = {}


@pytest.mark.parametrize("allowed", [True, False])
async def test_regions_are_asked_only_where_it_is_allowed_one_login_each(
    mail: Mail, serve: Serve, names: DnsServer, allowed: bool
) -> None:
    server = await serve(logins={"nobody": "x"}, others={VIRGINIA: NOBODY, OREGON: {USER: PASSWORD}})
    for name in (VIRGINIA, OREGON):
        names.set(name, "A", "127.0.0.1")
    mail.change(port=server.port)
    mail.allow(allow_region_auth_sweep=allowed, regions=("eu-central-1", "eu-west-1"))
    results = await mail.check()
    tried = [d.server_name for d in server.dialogues if d.auth_attempts]
    if not allowed:
        assert tried == [HOST]
        assert results["smtp.regions"].outcome is Outcome.SKIPPED
        return
    assert tried == [HOST, VIRGINIA, OREGON]
    assert summary(results) == "smtp.credentials_invalid smtp.password_wrong_region/accepted"
    assert all(d.tls_at_auth and d.auth_attempts == 1 for d in server.dialogues if d.auth_attempts)
    assert [row[:2] for row in results["smtp.regions"].judgement.tables[0].rows] == [
        ("eu-central-1", "rejected"), ("eu-west-1", "no_name"), ("us-east-1", "rejected"), ("us-west-2", "accepted"),
    ]  # fmt: skip
    assert leaks(results, PASSWORD) == []


async def test_the_password_goes_to_no_certificate_of_another_name(mail: Mail, serve: Serve, names: DnsServer) -> None:
    # One server for all names, with a certificate for the first name only.
    server = await serve(logins={"nobody": "x"})
    for name in (VIRGINIA, OREGON):
        names.set(name, "A", "127.0.0.1")
    mail.change(port=server.port)
    mail.allow(allow_region_auth_sweep=True)
    results = await mail.check()
    assert [d.server_name for d in server.dialogues if d.auth_attempts] == [HOST]
    answers = [row[1] for row in results["smtp.regions"].judgement.tables[0].rows]
    assert answers[1:3] == ["tls", "tls"]


@pytest.mark.parametrize("fault", ["auth-454", "auth-535-not-subscribed", "auth-530", "no-starttls"])
async def test_only_a_refused_password_leads_to_other_regions(
    mail: Mail, serve: Serve, names: DnsServer, fault: str
) -> None:
    server = await serve(FAULTS[fault], others={VIRGINIA: NOBODY})
    names.set(VIRGINIA, "A", "127.0.0.1")
    mail.change(port=server.port)
    mail.allow(allow_region_auth_sweep=True)
    results = await mail.check()
    assert results["smtp.regions"].outcome is Outcome.SKIPPED
    assert VIRGINIA not in {d.server_name for d in server.dialogues}


@pytest.mark.parametrize(
    ("user", "password"),
    [("ASIAIOSFODNN7EXAMPLE", PASSWORD), (USER, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), ("relay", "made up")],
)
async def test_a_login_that_is_wrong_by_its_shape_is_tried_nowhere_else(
    mail: Mail, serve: Serve, names: DnsServer, monkeypatch: pytest.MonkeyPatch, user: str, password: str
) -> None:
    monkeypatch.setenv("TEST_SMTP_USERNAME", user)
    monkeypatch.setenv("TEST_SMTP_PASSWORD", password)
    server = await serve(logins={"nobody": "x"}, others={VIRGINIA: NOBODY})
    names.set(VIRGINIA, "A", "127.0.0.1")
    mail.change(port=server.port)
    mail.allow(allow_region_auth_sweep=True)
    results = await mail.check()
    assert [d.server_name for d in server.dialogues if d.auth_attempts] == [HOST]
    assert [f.code for f in findings(results)] == ["smtp.credentials_invalid"]
