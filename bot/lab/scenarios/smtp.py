"""Scenarios about SMTP credentials, the SMTP login, and the message that is sent after it."""

from collections.abc import Callable

from bot.lab.scenarios.credentials import OTHER_SECRET, TEMPORARY_KEY_ID
from bot.lab.scenarios.logins import legacy_smtp_password, smtp_password
from bot.lab.scenarios.scenario import Scenario, at_risk, broken
from bot.lab.scenarios.scene import HOST, Scene
from bot.lab.smtp.faults import FAULTS, MESSAGE_FAULTS
from bot.lab.world import REGION, SMTP_KEY_ID, SMTP_SECRET


def _wrong_region(scene: Scene) -> None:
    scene.share_key()
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, "us-east-1"))


def _raw_secret(scene: Scene) -> None:
    scene.share_key()
    scene.set_smtp_login(SMTP_KEY_ID, SMTP_SECRET)


def _other_key(scene: Scene) -> None:
    scene.share_key()
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(OTHER_SECRET, REGION))


def _credentials_invalid(scene: Scene) -> None:
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(OTHER_SECRET, REGION))


def _legacy(scene: Scene) -> None:
    scene.share_key()
    scene.set_smtp_login(SMTP_KEY_ID, legacy_smtp_password(SMTP_SECRET))


def _temporary_key(scene: Scene) -> None:
    scene.set_smtp_login(TEMPORARY_KEY_ID, smtp_password(OTHER_SECRET, REGION))


def _trailing_space(scene: Scene) -> None:
    scene.secrets["smtp.password"] += " "


def _auth_required(scene: Scene) -> None:
    scene.smtp = FAULTS["auth-530"]


def _auth_mechanism(scene: Scene) -> None:
    scene.smtp = FAULTS["auth-xoauth2-only"]


def _helo_invalid(scene: Scene) -> None:
    scene.smtp = FAULTS["ehlo-501-name"]


def _swept(scene: Scene) -> None:
    scene.target["allow_region_auth_sweep"] = True
    scene.hosts.append(HOST.replace(REGION, "us-east-1"))


def _wrong_region_swept(scene: Scene) -> None:
    _swept(scene)
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(SMTP_SECRET, "us-east-1"))


def _no_region(scene: Scene) -> None:
    _swept(scene)
    scene.set_smtp_login(SMTP_KEY_ID, smtp_password(OTHER_SECRET, REGION))


def _client_refused(scene: Scene) -> None:
    scene.smtp = FAULTS["banner-554"]


def _simulated(scene: Scene) -> None:
    scene.target["allow_simulator_send"] = True
    scene.simulate = "success"


def _refused(fault: str) -> Callable[[Scene], None]:
    """Returns a `prepare` that makes SES accept the login and refuse the message. The API does not show why."""

    def prepare(scene: Scene) -> None:
        _simulated(scene)
        scene.smtp = MESSAGE_FAULTS[fault]

    return prepare


WRONG_REGION = broken(
    "smtp-wrong-region", "smtp.password_wrong_region", "535: the SMTP password was made for us-east-1",
    "535: mật khẩu SMTP được tạo cho us-east-1", _wrong_region,
)  # fmt: skip
RAW_SECRET = broken(
    "smtp-raw-secret", "smtp.password_not_smtp", "535: the secret access key is used as the SMTP password",
    "535: lấy secret access key làm mật khẩu SMTP", _raw_secret,
)  # fmt: skip
SENT = Scenario(
    "simulator-send", (), "yes", "Healthy, and SES takes a mail to its mailbox simulator",
    "Ổn, và SES nhận mail gửi tới mailbox simulator", _simulated,
)  # fmt: skip
SCENARIOS = (
    SENT,
    broken(
        "smtp-region-sweep", "smtp.password_wrong_region", "535 here; another region accepts the same login",
        "535 ở đây, nhưng region khác chấp nhận cùng mật khẩu đó", _wrong_region_swept,
    ),
    broken(
        "smtp-no-region", "smtp.credentials_invalid", "535 here, and in every region that was tried",
        "535 ở đây và ở mọi region đã thử", _no_region,
    ),
    broken(
        "client-refused", "smtp.client_refused", "The server refuses this machine before any login",
        "Máy chủ từ chối máy này từ trước khi đăng nhập", _client_refused,
    ),
    broken(
        "send-not-verified", "identity.not_verified", "SES refuses the mail: the sender is not verified",
        "SES từ chối mail: người gửi chưa verify", _refused("message-not-verified"),
    ),
    broken(
        "send-access-denied", "iam.access_denied", "SES refuses the mail: no policy allows it",
        "SES từ chối mail: không có policy cho phép", _refused("message-access-denied"),
    ),
    broken(
        "smtp-other-key", "smtp.password_other_key", "535: the SMTP password belongs to another user's key",
        "535: mật khẩu SMTP là của access key khác", _other_key,
    ),
    broken(
        "smtp-credentials-invalid", "smtp.credentials_invalid", "535: what exactly is wrong cannot be decided from here",
        "535: từ đây chưa xác định được sai ở đâu", _credentials_invalid,
    ),
    at_risk(
        "smtp-legacy-password", "smtp.password_legacy", "The SMTP password was made before 2019",
        "Mật khẩu SMTP tạo từ trước năm 2019", _legacy,
    ),
    broken(
        "smtp-temporary-key", "smtp.temporary_key", "535: a temporary access key (ASIA) is used for SMTP",
        "535: dùng key tạm (ASIA) cho SMTP", _temporary_key,
    ),
    broken(
        "smtp-password-damaged", "credentials.malformed", "535: the SMTP password was copied with a space at its end",
        "535: mật khẩu SMTP bị copy thừa dấu cách ở cuối", _trailing_space,
    ),
    broken(
        "auth-required", "smtp.auth_required", "The server answers 530 to the login",
        "Máy chủ trả về 530 khi đăng nhập", _auth_required,
    ),
    broken(
        "auth-mechanism", "smtp.auth_mechanism", "The server offers no AUTH mechanism that SES uses",
        "Máy chủ không có kiểu đăng nhập nào như SES", _auth_mechanism,
    ),
    broken(
        "helo-invalid", "smtp.helo_invalid", "The server refuses the name given with EHLO",
        "Máy chủ từ chối tên trong lệnh EHLO", _helo_invalid,
    ),
)  # fmt: skip
