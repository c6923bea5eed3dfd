import pytest

from bot.checks.smtp.send import CHECK, Evidence, judge
from bot.core.evidence.smtp import Phase, Sending, Trouble
from bot.core.model import Judgement, Outcome
from bot.core.options import Options
from tests.checks.evidence import HOST, REGION, TARGET, found, reason, shapes, target, with_smtp
from tests.checks.smtp.phases import STAGES, ended

ALLOWED = target(allow_simulator_send=True, configuration_set="transactional")
TO = "success+1ab01ab0@simulator.amazonses.com"
USER = "arn:aws:iam::111122223333:user/ses-smtp-user"
DENIED = f"Access denied: User `{USER}' is not authorized to perform `ses:SendRawEmail' on resource"
NOT_VERIFIED = "Message rejected: Email address is not verified. The following identities failed the check in region"


def judged(phase: Phase, identity: str = "") -> Judgement:
    return judge(ALLOWED, Evidence(Sending(TO, claimed=True, phase=phase), shapes(), identity))


def refused(code: int, text: str, stage: str = "message") -> Judgement:
    return judged(Phase(STAGES, Trouble(stage, "reply", code, f"{code} {text}")))


def test_250_is_taken_with_its_message_id() -> None:
    judgement = judged(Phase(STAGES, accepted=True, reply="250 Ok 0107-example-000000"))
    assert judgement.outcome is Outcome.PASS
    assert judgement.facts.ses_took_mail
    assert judgement.note is not None
    assert judgement.note.values == {"recipient": TO, "message_id": "0107-example-000000"}
    assert reason(judgement) == "note.sent"


def test_a_relay_that_takes_it_proves_nothing_of_ses() -> None:
    where = with_smtp(host="mail.example.com")
    sending = Sending(TO, claimed=True, phase=Phase(STAGES, accepted=True, reply="250 2.0.0 Ok: queued as 4EXAMPLE"))
    relay = judge(target(smtp=where.smtp, allow_simulator_send=True), Evidence(sending, shapes()))
    assert not relay.facts.ses_took_mail
    assert relay.note is not None and relay.note.values["message_id"] == "4EXAMPLE"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (f"{DENIED} `arn:aws:ses:eu-central-1:111122223333:identity/example.com'", "iam.access_denied"),
        (
            f"{DENIED} `arn:aws:ses:eu-central-1:111122223333:configuration-set/transactional'",
            "iam.configuration_set_not_allowed",
        ),
        (
            f"{DENIED} `arn:aws:ses:eu-central-1:111122223333:identity/example.com' with an explicit deny in a service"
            " control policy",
            "iam.explicit_deny/scp",
        ),
        (f"{DENIED} `arn:x' with an explicit deny in an identity-based policy", "iam.explicit_deny"),
        (f"{NOT_VERIFIED} EU-CENTRAL-1: noreply@example.com", "identity.not_verified/refused"),
        (f"{NOT_VERIFIED} EU-CENTRAL-1: someone@example.net", "account.sandbox/text"),
        ("Message rejected: Email address is not verified.", "identity.not_verified/refused"),
        ("MAIL FROM domain not verified: DNS setup for MAIL FROM domain is invalid.", "mail_from.rejects_on_failure"),
        ("Message rejected: Sending paused for this account.", "account.sending_paused/text"),
        ("Message rejected: Sending suspended for this account. For more information", "account.sending_paused/text"),
        ("Configuration set does not exist", "config_set.missing"),
        ("Message rejected: Sending is paused for this configuration set.", "config_set.paused"),
        ("Message rejected: Message contains a virus.", "message.rejected_content"),
        ("Transaction failed: Duplicate header 'From'.", "message.malformed"),
    ],
)
def test_a_554_after_the_message_is_told_by_its_words(text: str, cause: str) -> None:
    judgement = refused(554, text)
    assert found(judgement) == [cause]
    assert judgement.findings[0].values["reply"] == f"554 {text}"
    assert judgement.stages == STAGES


@pytest.mark.parametrize(
    ("stage", "code", "text", "causes"),
    [
        ("message", 454, "Throttling failure: Maximum sending rate exceeded", ["quota.rate"]),
        ("message", 454, "Throttling failure: Daily message quota exceeded", ["quota.daily/full_by_reply"]),
        (
            "message", 454, "Throttling failure: Maximum SigV2 SMTP sending rate exceeded",
            ["smtp.password_legacy", "quota.rate"],
        ),
        ("message", 454, "Temporary service failure", ["service.unavailable"]),
        ("data", 451, "Temporary service failure", ["service.unavailable"]),
        ("message", 552, "Message is too long.", ["message.too_large"]),
        ("message", 552, "5.3.4 Error: message file too big", ["message.too_large"]),
        ("mail", 501, "Invalid MAIL FROM address provided", ["address.invalid"]),
        ("rcpt", 553, "address unknown", ["address.invalid"]),
        ("mail", 550, "5.1.8 Sender address rejected", ["address.invalid"]),
        ("mail", 530, "Authentication required", ["smtp.auth_required"]),
        ("mail", 530, "Must issue a STARTTLS command first", ["tls.starttls_required"]),
        ("rcpt", 554, "5.7.1 <x@example.com>: Relay access denied", ["smtp.client_refused"]),
        ("mail", 550, "no", ["smtp.client_refused"]),
    ],
)  # fmt: skip
def test_a_refusal_is_told_by_stage_and_code(stage: str, code: int, text: str, causes: list[str]) -> None:
    assert found(refused(code, text, stage)) == causes


def test_both_arns_and_the_action_are_read() -> None:
    judgement = refused(554, f"{DENIED} `arn:aws:ses:eu-central-1:111122223333:configuration-set/transactional'")
    values = judgement.findings[0].values
    assert (values["principal_arn"], values["principal_kind"]) == (USER, "user")
    assert values["principal_name"] == "ses-smtp-user"
    assert (values["action"], values["set_name"]) == ("ses:SendRawEmail", "transactional")
    assert str(values["resource"]).endswith(":configuration-set/transactional")
    assert judgement.findings[0].subject == "ses-smtp-user"


def test_the_identities_and_the_region_are_read() -> None:
    trouble = Trouble("message", "reply", 554, f"554 {NOT_VERIFIED} EU-CENTRAL-1: noreply@example.com, example.com")
    (finding,) = judged(Phase(STAGES, trouble), "example.com").findings
    assert finding.subject == "example.com"
    assert finding.values["identities"] == ("noreply@example.com", "example.com")
    assert finding.values["region"] == REGION
    assert finding.about >= {"identity:example.com", f"region:{REGION}"}


@pytest.mark.parametrize("text", ["Transaction failed: nobody knows", "x" * 300, "5.7.1 <!channel>"])
def test_words_that_nobody_knows_are_unknown_and_shown(text: str) -> None:
    judgement = refused(554, text)
    assert judgement.outcome is Outcome.UNKNOWN
    assert reason(judgement) == "reason.send_refused"


@pytest.mark.parametrize("kind", ["timeout", "dropped", "malformed"])
def test_an_end_after_the_message_leaves_open_whether_it_was_taken(kind: str) -> None:
    judgement = judged(ended("message", kind))
    assert judgement.outcome is Outcome.UNKNOWN
    assert reason(judgement) == "reason.send_unsure"


def test_an_end_before_the_message_is_a_dropped_connection() -> None:
    judgement = judged(ended("data", "dropped"))
    assert found(judgement) == ["network.connection_dropped"]
    assert judgement.findings[0].values["stage"] == "data"


def test_what_another_attempt_may_have_sent_is_not_sent_again() -> None:
    judgement = judge(ALLOWED, Evidence(Sending(TO, claimed=False), shapes()))
    assert (judgement.outcome, reason(judgement)) == (Outcome.UNKNOWN, "reason.send_claimed")


def test_what_may_not_or_cannot_be_sent_is_skipped() -> None:
    nothing = Evidence(None, shapes())
    assert reason(judge(TARGET, nothing)) == "reason.send_not_allowed"
    assert reason(judge(target(smtp=None), nothing)) == "reason.no_smtp"
    assert judge(ALLOWED, nothing).outcome is Outcome.SKIPPED
    assert f"host:{HOST}" in refused(451, "x").findings[0].about


def test_a_run_that_sends_nothing_does_not_show_it() -> None:
    assert not CHECK.asked(Options())
    assert CHECK.asked(Options(simulate="success"))
