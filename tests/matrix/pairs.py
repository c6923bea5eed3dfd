"""Two faults at once. Both root causes are shown, the more fundamental first; a symptom is shown under its cause."""

from __future__ import annotations

from collections.abc import Iterator

from bot.lab.aws import Fault, Refused
from bot.lab.scenarios import SCENARIOS, Scene
from bot.lab.scenarios.credentials import OTHER_SECRET
from bot.lab.scenarios.logins import smtp_password
from bot.lab.scenarios.smtp import WRONG_REGION
from bot.lab.smtp.faults import FAULTS
from bot.lab.smtp.script import Script
from bot.lab.world import API_KEY_ID, REGION, SMTP_KEY_ID, SMTP_SECRET
from tests.matrix.row import Expect, Prepare, Row, at_risk, no

_OF_SCENARIOS: tuple[tuple[str, str, Expect], ...] = (
    ("key-inactive", "sending-paused", no("credentials.key_inactive", "account.sending_paused")),
    ("key-inactive", "app-key-inactive", no("credentials.key_inactive", "credentials.key_inactive")),
    ("app-key-inactive", "smtp-password-damaged", no("credentials.key_inactive", "credentials.malformed")),
    ("credentials-malformed", "smtp-password-damaged", no("credentials.malformed", "credentials.malformed")),
    ("signature-mismatch", "not-verified", no("credentials.signature_mismatch", "identity.not_verified")),
    ("invalid-key-id", "no-permission", no("credentials.invalid_key_id", "iam.access_denied")),
    ("clock-skew", "configuration-set-paused", no("credentials.clock_skew", "config_set.paused")),
    ("wrong-account", "not-verified", no("credentials.wrong_account", "identity.not_verified")),
    ("expired-token", "quota-used-up", no("credentials.expired_token", "quota.daily")),
    ("smtp-wrong-region", "not-verified", no("identity.not_verified", "smtp.password_wrong_region")),
    ("smtp-wrong-region", "key-inactive", no("credentials.key_inactive", "smtp.password_wrong_region")),
    ("smtp-raw-secret", "explicit-deny", no("smtp.password_not_smtp", "iam.explicit_deny")),
    ("smtp-other-key", "sending-switched-off", no("account.sending_paused", "smtp.password_other_key")),
    ("smtp-credentials-invalid", "sandbox", no("smtp.credentials_invalid", "account.sandbox")),
    ("smtp-temporary-key", "dkim-failing", no("smtp.temporary_key", "dkim.failing")),
    ("smtp-legacy-password", "rate-exceeded", no("quota.rate", "smtp.password_legacy")),
    ("smtp-password-damaged", "mail-from-rejects", no("credentials.malformed", "mail_from.rejects_on_failure")),
    ("port-blocked", "verification-failed", no("identity.verification_failed", "network.port_blocked")),
    ("port-blocked", "key-inactive", no("credentials.key_inactive", "network.port_blocked")),
    ("unreachable", "configuration-set-missing", no("config_set.missing", "network.unreachable")),
    ("name-not-found", "sending-paused", no("account.sending_paused", "network.dns")),
    ("bad-certificate", "quota-used-up", no("quota.daily", "tls.certificate")),
    ("tls-mode-mismatch", "app-key-inactive", no("credentials.key_inactive", "tls.mode_mismatch")),
    ("starttls-not-offered", "no-permission", no("iam.access_denied", "tls.starttls_not_offered")),
    ("service-unavailable", "identity-missing", no("identity.not_verified", "service.unavailable")),
    ("not-ses", "not-verified", no("endpoint.not_ses", "identity.not_verified")),
    ("wrong-endpoint", "configuration-set-not-allowed", no("endpoint.wrong_kind", "iam.configuration_set_not_allowed")),
    ("verified-elsewhere", "quota-used-up", no("region.mismatch", "quota.daily")),
    ("verified-elsewhere", "key-inactive", no("credentials.key_inactive", "region.mismatch")),
    ("helo-invalid", "boundary", no("smtp.helo_invalid", "iam.explicit_deny")),
    ("sandbox", "mail-from-not-verified", at_risk("account.sandbox", "mail_from.not_verified")),
    ("probation", "quota-nearly-used", at_risk("account.probation", "quota.daily")),
    ("dkim-failing", "one-action-of-two", at_risk("iam.access_denied", "dkim.failing")),
    ("dkim-records-missing", "spf-twice", at_risk("dkim.record_mismatch", "spf.failing")),
    ("mail-from-two-mx", "sandbox", at_risk("account.sandbox", "mail_from.not_verified")),
    ("dmarc-without-keys", "smtp-wrong-region", no("smtp.password_wrong_region", "dkim.record_mismatch")),
    ("dmarc-rejected", "key-inactive", no("credentials.key_inactive", "dkim.failing")),
    ("ipv6-broken", "smtp-raw-secret", no("smtp.password_not_smtp", "network.one_family")),
    # A check that could not look hides no finding and is no cause.
    ("aws-unavailable", "smtp-credentials-invalid", no("smtp.credentials_invalid")),
    ("inspector-denied", "sending-paused", no("account.sending_paused")),
    ("resolver-broken", "not-verified", no("identity.not_verified")),
    ("no-inspector", "smtp-wrong-region", no("smtp.password_wrong_region")),
    ("inspector-denied", "dkim-failing", Expect("unknown", ("dkim.failing",))),
)
"""Names of scenarios of the demo. To add a pair, add a line."""


def rows() -> Iterator[Row]:
    """Yields pairs of scenarios, then single faults that show in two ways."""
    for one, other, expect in _OF_SCENARIOS:
        yield Row("Two at once", f"{one} + {other}", expect, _both(one, other))
    for name, expect, prepare in _RELATED:
        yield Row("Two at once", name, expect, prepare)


def _both(one: str, other: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        SCENARIOS[one].prepare(scene)
        SCENARIOS[other].prepare(scene)

    return prepare


def _elsewhere(scene: Scene) -> None:
    SCENARIOS["verified-elsewhere"].prepare(scene)
    scene.share_key()


def _all_in_one_region(scene: Scene) -> None:
    _elsewhere(scene)
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, "us-east-1"))


def _a_third_region(scene: Scene) -> None:
    _elsewhere(scene)
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, "ap-south-1"))


def _host(scene: Scene, region: str) -> None:
    scene.smtp_table["host"] = f"email-smtp.{region}.amazonaws.com"
    scene.hosts = [f"email-smtp.{region}.amazonaws.com"]
    scene.smtp = FAULTS["auth-535"]


def _host_of_another_region(scene: Scene) -> None:
    _host(scene, "us-east-1")


def _host_and_a_third_region(scene: Scene) -> None:
    WRONG_REGION.prepare(scene)
    _host(scene, "us-east-1")
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, "ap-south-1"))


def _not_enabled_with_two_keys(scene: Scene) -> None:
    SCENARIOS["region-not-enabled"].prepare(scene)
    scene.set_app_key(API_KEY_ID, scene.user(API_KEY_ID).keys[0].secret)


def _one_damaged_key_id(scene: Scene) -> None:
    scene.set_app_key(SMTP_KEY_ID.lower(), SMTP_SECRET)
    scene.set_smtp_login(SMTP_KEY_ID.lower(), smtp_password(SMTP_SECRET, REGION))


def _one_cut_value(scene: Scene) -> None:
    scene.secrets["app.secret"] = scene.secrets["smtp.password"] = OTHER_SECRET[:-3]


def _quota_full_twice(scene: Scene) -> None:
    SCENARIOS["quota-used-up"].prepare(scene)
    scene.smtp = FAULTS["auth-454-daily-quota"]


def _aws_down_and_port_blocked(scene: Scene) -> None:
    scene.faults.rules.append(Fault("*", Refused("InternalFailure", "We are sorry.", 500)))
    scene.smtp, scene.other_smtp = FAULTS["refuse"], Script()


_RELATED: tuple[tuple[str, Expect, Prepare], ...] = (
    ("identity and password of the same other region", no("region.mismatch"), _all_in_one_region),
    (
        "identity elsewhere, password of a third region",
        no("region.mismatch", "smtp.password_wrong_region"),
        _a_third_region,
    ),
    ("host of another region, and so a 535", no("region.mismatch"), _host_of_another_region),
    (
        "host of another region, password of a third",
        no("region.mismatch", "smtp.password_wrong_region"),
        _host_and_a_third_region,
    ),
    ("a region that is not enabled, two keys", no("region.not_enabled"), _not_enabled_with_two_keys),
    ("one damaged key id in both places", no("credentials.malformed"), _one_damaged_key_id),
    ("one cut-off value in both places", no("credentials.malformed"), _one_cut_value),
    ("the quota is full, and the server says so", no("quota.daily"), _quota_full_twice),
    ("AWS is down, and the port is blocked", no("network.port_blocked"), _aws_down_and_port_blocked),
)
