"""Scenarios about suppression, bounce rates, pauses, recommendations, and policies of the identity."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.lab.scenarios.scenario import Scenario, Verdict, at_risk, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.world import CONFIGURATION_SET, DOMAIN, Recommendation, ReputationEntity, SendStatistics, Suppressed

_YES: Verdict = "yes"
_RECIPIENT = "an.nguyen@example.net"


def _suppressed(scene: Scene) -> None:
    scene.recipient = _RECIPIENT
    scene.ses.suppressed[_RECIPIENT] = Suppressed("BOUNCE")


def _suppressed_not_in_use(scene: Scene) -> None:
    _suppressed(scene)
    scene.ses.configuration_sets[CONFIGURATION_SET].suppressed_reasons = ["COMPLAINT"]


def _not_suppressed(scene: Scene) -> None:
    scene.recipient = _RECIPIENT


def _sandbox_recipient(scene: Scene) -> None:
    scene.recipient = _RECIPIENT
    scene.ses.production = False
    scene.ses.review_status = None
    scene.ses.max_24h, scene.ses.rate, scene.ses.sent = 200, 1, 12


def _sandbox_simulator(scene: Scene) -> None:
    _sandbox_recipient(scene)
    scene.recipient = "success@simulator.amazonses.com"


def _sent(scene: Scene, bounces: int = 0, complaints: int = 0) -> None:
    """Sends 250 messages an hour for two weeks. bounces, complaints: how many of each 1000 in the last 24 hours."""
    now = datetime.now(UTC).replace(microsecond=0)
    scene.ses.statistics = [
        SendStatistics(
            now - timedelta(hours=hour),
            delivery_attempts=250,
            bounces=bounces // 4 if hour <= 24 else 1,
            complaints=complaints // 4 if hour <= 24 else 0,
        )
        for hour in range(1, 14 * 24)
    ]


def _bounces(scene: Scene) -> None:
    _sent(scene, bounces=72)


def _bounces_very_high(scene: Scene) -> None:
    _sent(scene, bounces=160)


def _complaints(scene: Scene) -> None:
    _sent(scene, complaints=4)


def _paused(scene: Scene) -> None:
    arn = scene.world.ses_arn(scene.account, scene.region, "identity", DOMAIN)
    scene.ses.entities = [ReputationEntity(arn, ses="DISABLED", cause="Bounce rate above 10 %", impact="HIGH")]


def _paused_by_you(scene: Scene) -> None:
    arn = scene.world.ses_arn(scene.account, scene.region, "configuration-set", CONFIGURATION_SET)
    scene.ses.entities = [ReputationEntity(arn, customer="DISABLED")]


def _recommended(scene: Scene) -> None:
    arn = scene.world.ses_arn(scene.account, scene.region, "identity", DOMAIN)
    scene.ses.vdm = True
    scene.ses.recommendations = [
        Recommendation("DMARC", arn),
        Recommendation("BIMI", arn, impact="LOW"),
        Recommendation("SPF", arn, status="FIXED"),
        Recommendation("DKIM", arn.replace(DOMAIN, "shop.example")),
    ]


def _policy(scene: Scene, **statement: Any) -> None:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "ses:Send*", "Resource": "*"} | statement
    scene.identity.policies["freeze"] = {"Version": "2012-10-17", "Statement": [deny]}


def _denied(scene: Scene) -> None:
    _policy(scene)


def _denied_elsewhere(scene: Scene) -> None:
    """Denies every sender but the target's own address. This is a safeguard and no fault."""
    _policy(scene, Condition={"StringNotEquals": {"ses:FromAddress": scene.target["from"]}})


def _denied_by_address(scene: Scene) -> None:
    _policy(scene, Condition={"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}})


def _default_set_missing(scene: Scene) -> None:
    scene.identity.configuration_set = "retired"


SCENARIOS = (
    broken(
        "recipient-suppressed", "recipient.suppressed", "The recipient is on the suppression list",
        "Người nhận nằm trong suppression list", _suppressed,
    ),
    at_risk(
        "suppression-not-in-use", "recipient.suppressed", "The recipient is on a suppression list that is not in use",
        "Người nhận nằm trong suppression list không được áp dụng", _suppressed_not_in_use,
    ),
    Scenario(
        "recipient-fine", (), _YES, "Healthy, asked about one recipient", "Ổn, hỏi về một người nhận", _not_suppressed
    ),
    broken(
        "sandbox-recipient", "account.sandbox", "In the sandbox, and the recipient is not verified",
        "Còn ở sandbox, mà người nhận chưa verify", _sandbox_recipient,
    ),
    at_risk(
        "sandbox-simulator", "account.sandbox", "In the sandbox, where the mailbox simulator takes mail all the same",
        "Còn ở sandbox, nhưng mailbox simulator vẫn nhận mail", _sandbox_simulator,
    ),
    at_risk(
        "bounces-high", "reputation.bounce_high", "The bounce rate is rising", "Mail bounce ngày càng nhiều", _bounces
    ),
    at_risk(
        "bounces-very-high", "reputation.bounce_high", "So much mail bounces that AWS may pause the account",
        "Bounce nhiều tới mức AWS có thể tạm dừng account", _bounces_very_high,
    ),
    at_risk(
        "complaints-high", "reputation.complaint_high", "People complain about the mail", "Nhiều người báo spam",
        _complaints,
    ),
    broken(
        "identity-paused", "reputation.sending_paused", "SES has paused the identity for its bounces",
        "SES đã tạm dừng identity vì bounce", _paused,
    ),
    broken(
        "set-paused-by-reputation", "reputation.sending_paused", "Your own account has paused the configuration set",
        "Chính account của bạn đã dừng configuration set", _paused_by_you,
    ),
    Scenario(
        "recommendations", (), _YES, "Healthy, and AWS recommends something", "Ổn, và AWS có khuyến nghị", _recommended
    ),
    broken(
        "sending-policy-denies", "iam.explicit_deny", "A policy of the identity forbids sending",
        "Policy của identity chặn gửi", _denied,
    ),
    Scenario(
        "sending-policy-guards", (), _YES, "Healthy, a policy of the identity guards its addresses",
        "Ổn, policy của identity chỉ cho vài địa chỉ gửi", _denied_elsewhere,
    ),
    Scenario(
        "sending-policy-depends", (), "unknown", "A policy of the identity forbids sending from other networks",
        "Policy của identity chặn gửi từ mạng khác", _denied_by_address,
    ),
    at_risk(
        "default-set-missing", "config_set.missing", "The identity's default configuration set does not exist",
        "Không có configuration set mặc định của identity", _default_set_missing,
    ),
)  # fmt: skip
