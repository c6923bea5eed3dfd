"""Scenarios about the SES account, the sender's identity, its configuration set and its region."""

from datetime import timedelta

from bot.lab.scenarios.logins import smtp_password
from bot.lab.scenarios.scenario import at_risk, broken
from bot.lab.scenarios.scene import HOST, SENDER, Scene
from bot.lab.smtp.faults import FAULTS
from bot.lab.world import API_KEY_ID, READER_KEY_ID, SMTP_KEY_ID, SMTP_SECRET, Identity, RegionState, allow, deny


def _sandbox(scene: Scene) -> None:
    scene.ses.production = False
    scene.ses.review_status = None
    scene.ses.max_24h, scene.ses.rate, scene.ses.sent = 200, 1, 12


def _sandbox_denied(scene: Scene) -> None:
    _sandbox(scene)
    scene.ses.review_status = "DENIED"


def _probation(scene: Scene) -> None:
    scene.ses.enforcement = "PROBATION"


def _paused(scene: Scene) -> None:
    scene.ses.enforcement = "SHUTDOWN"
    scene.ses.sending = False


def _paused_by_you(scene: Scene) -> None:
    scene.ses.sending = False


def _not_subscribed(scene: Scene) -> None:
    scene.ses.subscribed = False


def _quota(scene: Scene) -> None:
    scene.ses.sent = 45_000


def _quota_full(scene: Scene) -> None:
    scene.ses.sent = scene.ses.max_24h


def _rate(scene: Scene) -> None:
    scene.smtp = FAULTS["auth-454-rate"]


def _not_verified(scene: Scene) -> None:
    scene.identity.verified = False
    scene.identity.status = "PENDING"


def _identity_missing(scene: Scene) -> None:
    scene.ses.identities.clear()


def _misspelled(scene: Scene) -> None:
    _allow_everywhere(scene)
    scene.target["from"] = "noreply@exmaple.com"


def _listed_only(scene: Scene) -> None:
    """Forbids the bot to read single identities. It can still list them."""
    scene.ses.identities.clear()
    scene.user(READER_KEY_ID).policies.append(deny("ses:GetEmailIdentity", name="not-one-by-one"))


def _verification_failed(scene: Scene) -> None:
    identity = scene.identity
    identity.verified, identity.status, identity.error_type = False, "FAILED", "HOST_NOT_FOUND"
    if identity.last_success:
        identity.last_success -= timedelta(days=2)
    identity.dkim_status = "FAILED"


def _shadow(scene: Scene) -> None:
    _allow_everywhere(scene)
    scene.ses.add(Identity(SENDER, dkim_enabled=False, dkim_status="NOT_STARTED"))


def _dkim(scene: Scene) -> None:
    scene.identity.dkim_status = "FAILED"


def _mail_from(scene: Scene) -> None:
    scene.identity.mail_from_status = "FAILED"


def _mail_from_rejects(scene: Scene) -> None:
    scene.identity.mail_from_status = "FAILED"
    scene.identity.on_mx_failure = "REJECT_MESSAGE"


def _set_missing(scene: Scene) -> None:
    scene.ses.configuration_sets.clear()


def _set_paused(scene: Scene) -> None:
    scene.ses.configuration_sets["transactional"].sending = False


def _elsewhere(scene: Scene) -> None:
    regions = scene.account.regions
    regions["us-east-1"] = scene.ses
    regions[scene.region] = RegionState.sandboxed()
    regions[scene.region].configuration_sets.update(regions["us-east-1"].configuration_sets)


def _unsupported(scene: Scene) -> None:
    _move(scene, "ap-east-1")
    scene.hosts = []


def _not_enabled(scene: Scene) -> None:
    home = scene.ses
    _allow_everywhere(scene)
    _move(scene, "eu-south-1")
    scene.share_key()
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, "eu-south-1"))
    scene.account.regions["eu-south-1"] = home
    home.enabled = False


def _allow_everywhere(scene: Scene) -> None:
    for key_id in (SMTP_KEY_ID, API_KEY_ID):
        scene.user(key_id).policies = [allow("ses:SendEmail", "ses:SendRawEmail", name="send")]


def _move(scene: Scene, region: str) -> None:
    scene.target["region"] = region
    scene.target["regions"] = [region, "us-east-1"]
    host = HOST.replace("eu-central-1", region)
    scene.smtp_table["host"] = host
    scene.hosts = [host]


SANDBOX = at_risk(
    "sandbox", "account.sandbox", "The account is still in the sandbox", "SES còn ở sandbox", _sandbox
)  # fmt: skip
ELSEWHERE = broken(
    "verified-elsewhere", "region.mismatch", "The domain is verified in us-east-1, not here",
    "Domain đã verify ở us-east-1, còn ở đây thì chưa", _elsewhere,
)  # fmt: skip
PAUSED = broken(
    "sending-paused", "account.sending_paused", "AWS has paused the account's sending",
    "AWS đã tạm dừng việc gửi của account", _paused,
)  # fmt: skip
SCENARIOS = (
    at_risk(
        "sandbox-denied", "account.sandbox", "In the sandbox, and production access was denied",
        "Còn ở sandbox, xin production access bị từ chối", _sandbox_denied,
    ),
    at_risk(
        "probation", "account.probation", "The account is under review", "AWS đang review account",
        _probation,
    ),
    broken(
        "sending-switched-off", "account.sending_paused", "Someone has switched the account's sending off",
        "Có người đã tắt việc gửi của account", _paused_by_you,
    ),
    broken(
        "not-subscribed", "account.not_subscribed", "The account was never signed up for SES",
        "Account chưa từng đăng ký dùng SES", _not_subscribed,
    ),
    at_risk(
        "quota-nearly-used", "quota.daily", "90 % of the daily quota is used", "Đã dùng 90% quota trong ngày", _quota
    ),
    broken(
        "quota-used-up", "quota.daily", "Nothing is left of the daily quota", "Đã dùng hết quota trong ngày", _quota_full
    ),
    broken(
        "rate-exceeded", "quota.rate", "Mail is sent faster than the account may", "Gửi nhanh hơn mức account được phép",
        _rate,
    ),
    broken(
        "not-verified", "identity.not_verified", "The domain's verification is still pending",
        "Domain chưa verify xong (pending)", _not_verified,
    ),
    broken(
        "identity-missing", "identity.not_verified", "The domain was never added to SES",
        "Domain chưa từng được thêm vào SES", _identity_missing,
    ),
    broken(
        "identity-misspelled", "identity.not_verified", "The sender's domain is misspelled: exmaple.com",
        "Domain người gửi gõ sai: exmaple.com", _misspelled,
    ),
    broken(
        "identity-missing-in-list", "identity.not_verified", "The domain is missing, and the bot may only list identities",
        "Thiếu domain, mà bot chỉ được xem danh sách identity", _listed_only,
    ),
    broken(
        "verification-failed", "identity.verification_failed", "The domain's verification has failed",
        "Verify domain thất bại", _verification_failed,
    ),
    at_risk(
        "address-shadows-domain", "identity.shadows_domain", "An address identity takes the domain's DKIM away",
        "Identity của địa chỉ ghi đè, làm mất DKIM của domain", _shadow,
    ),
    at_risk(
        "dkim-failing", "dkim.failing", "SES stopped checking the DKIM records, which are correct now",
        "SES bỏ cuộc với bản ghi DKIM, nay bản ghi đã đúng", _dkim,
    ),
    at_risk(
        "mail-from-not-verified", "mail_from.not_verified", "SES stopped checking the MAIL FROM domain; its MX is correct now",
        "SES bỏ cuộc với MAIL FROM domain, nay MX đã đúng", _mail_from,
    ),
    broken(
        "mail-from-rejects", "mail_from.rejects_on_failure", "The MAIL FROM domain fails, and mail is then rejected",
        "MAIL FROM domain lỗi, và khi đó mail bị từ chối", _mail_from_rejects,
    ),
    broken(
        "configuration-set-missing", "config_set.missing", "The configuration set does not exist in this region",
        "Configuration set không có ở region này", _set_missing,
    ),
    broken(
        "configuration-set-paused", "config_set.paused", "Sending through the configuration set is switched off",
        "Configuration set đang tắt gửi", _set_paused,
    ),
    broken(
        "region-unsupported", "region.unsupported", "A region that has no SES", "Region không có SES", _unsupported
    ),
    broken(
        "region-not-enabled", "region.not_enabled", "An opt-in region that the account has not enabled",
        "Region opt-in mà account chưa bật", _not_enabled,
    ),
)  # fmt: skip
