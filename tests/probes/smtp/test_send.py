from collections.abc import Awaitable, Callable
from email import message_from_bytes
from email.utils import parsedate_to_datetime

import pytest

from bot.core.model import Outcome
from bot.lab.smtp.faults import MESSAGE_FAULTS
from bot.lab.smtp.script import Script
from bot.lab.smtp.server import SmtpServer
from tests.probes.mail import PASSWORD, Mail, leaks, summary

TO = "success+1ab01ab0@simulator.amazonses.com"

OUTCOMES = {
    "message-access-denied": "iam.access_denied",
    "message-access-denied-configuration-set": "iam.configuration_set_not_allowed",
    "message-access-denied-explicit": "iam.explicit_deny/scp",
    "message-not-verified": "identity.not_verified/refused",
    "message-sandbox": "account.sandbox/text",
    "message-mail-from": "mail_from.rejects_on_failure",
    "message-sending-paused": "account.sending_paused/text",
    "message-sending-suspended": "account.sending_paused/text",
    "message-configuration-set-missing": "config_set.missing",
    "message-configuration-set-paused": "config_set.paused",
    "message-too-large": "message.too_large",
    "message-virus": "message.rejected_content",
    "message-header": "message.malformed",
    "message-451": "service.unavailable",
    "message-454": "service.unavailable",
    "message-454-rate": "quota.rate",
    "message-454-daily-quota": "quota.daily/full_by_reply",
    "message-454-sigv2-rate": "smtp.password_legacy quota.rate",
    "message-unknown": "unknown",
    "message-drop": "unknown",
    "message-hang": "unknown",
    "message-garbage": "unknown",
    "mail-501": "address.invalid",
    "mail-530": "smtp.auth_required",
    "mail-530-starttls": "tls.starttls_required",
    "mail-421": "service.unavailable",
    "mail-hang": "network.connection_dropped",
    "rcpt-554-relay": "smtp.client_refused",
    "rcpt-501": "address.invalid",
    "data-451": "service.unavailable",
    "data-drop": "network.connection_dropped",
}


def claim(answers: list[bool]) -> Callable[[], Awaitable[bool]]:
    async def asked() -> bool:
        return answers.pop(0)

    return asked


async def sent(mail: Mail, script: Script | None = None) -> tuple[SmtpServer, str, Outcome]:
    server = await mail.start(script)
    mail.allow(allow_simulator_send=True)
    # AWS cannot be asked who owns the sender here, so the refusal is reported without that.
    results = await mail.check(simulate="success", claim=claim([True]), run_id="1ab01ab0")
    assert leaks(results, PASSWORD) == []
    assert [r.id for r in results.values() if r.incident] == []
    return server, summary(results), results["smtp.send"].outcome


@pytest.mark.usefixtures("no_aws")
@pytest.mark.parametrize("fault", sorted(MESSAGE_FAULTS))
async def test_each_refusal_is_judged_and_sent_once(mail: Mail, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.smtp.session.STAGE_LIMIT", 0.8)
    server, found, outcome = await sent(mail, MESSAGE_FAULTS[fault])
    wanted = OUTCOMES[fault]
    assert (found, outcome) == (("ok", Outcome.UNKNOWN) if wanted == "unknown" else (wanted, Outcome.FAIL))
    (dialogue,) = (d for d in server.dialogues if d.auth_attempts)
    assert dialogue.verbs.count("MAIL") == 1 and dialogue.auth_attempts == 1
    assert len(dialogue.messages) <= 1


def test_no_fault_is_left_out() -> None:
    assert set(OUTCOMES) == set(MESSAGE_FAULTS)


@pytest.mark.parametrize("kind", ["success", "bounce", "complaint", "ooto", "suppressionlist"])
async def test_the_mail_is_a_correct_one_to_the_simulator(mail: Mail, kind: str) -> None:
    server = await mail.start()
    mail.allow(allow_simulator_send=True, configuration_set="transactional")
    results = await mail.check(simulate=kind, claim=claim([True]), run_id="1ab01ab0")
    assert results["smtp.send"].outcome is Outcome.PASS
    (message,) = server.dialogues[0].messages
    assert message.sender == "noreply@example.com"
    assert message.recipients == (f"{kind}+1ab01ab0@simulator.amazonses.com",)
    read = message_from_bytes(message.data)
    assert read["From"] == "noreply@example.com"
    assert read["To"] == message.recipients[0]
    assert read["X-SES-CONFIGURATION-SET"] == "transactional"
    assert parsedate_to_datetime(read["Date"]) and read["Message-ID"].endswith("@example.com>")
    assert read.defects == [] and len(message.data) < 1000
    assert server.dialogues[0].verbs == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]
    note = results["smtp.send"].judgement.note
    assert (
        note is not None and note.values["message_id"] == "0107000000000000-example0-lab0-0000-0000-000000000000-000000"
    )


async def test_without_a_claim_nothing_is_sent(mail: Mail) -> None:
    server = await mail.start()
    mail.allow(allow_simulator_send=True)
    results = await mail.check(simulate="success", claim=claim([False]))
    assert results["smtp.send"].outcome is Outcome.UNKNOWN
    assert "MAIL" not in server.dialogues[0].verbs
    await server.settle()


@pytest.mark.parametrize("allowed", [True, False])
async def test_nothing_is_sent_that_the_target_or_the_run_does_not_ask_for(mail: Mail, allowed: bool) -> None:
    server = await mail.start()
    mail.allow(allow_simulator_send=allowed)
    results = await mail.check(simulate="" if allowed else "success", claim=claim([]))
    assert server.dialogues[0].verbs == ["EHLO", "STARTTLS", "EHLO", "AUTH", "QUIT"]
    if allowed:
        assert "smtp.send" not in results
    else:
        assert results["smtp.send"].outcome is Outcome.SKIPPED


async def test_a_refused_login_sends_nothing_and_claims_nothing(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_SMTP_PASSWORD", "made up, and wrong")
    server = await mail.start()
    mail.allow(allow_simulator_send=True)
    results = await mail.check(simulate="success", claim=claim([]))
    assert results["smtp.send"].outcome is Outcome.SKIPPED
    assert "MAIL" not in server.dialogues[0].verbs
