"""Scenarios about the application's access key."""

from datetime import UTC, datetime, timedelta

from bot.lab.aws import Fault, Refused
from bot.lab.scenarios.logins import smtp_password
from bot.lab.scenarios.scenario import broken
from bot.lab.scenarios.scene import Scene
from bot.lab.world import (
    ACCOUNT_ID,
    API_KEY_ID,
    API_SECRET,
    REGION,
    SMTP_KEY_ID,
    SMTP_SECRET,
    AccessKey,
    Account,
    TemporaryKey,
    User,
    allow,
)

OTHER_ACCOUNT_ID = "444455556666"
OTHER_KEY_ID = "AKIALABOTHER0EXAMPLE"
TEMPORARY_KEY_ID = "ASIAIOSFODNN7EXAMPLE"
TEMPORARY_SECRET = "madeUp/session/secret/00000000000EXAMPLE"  # noqa: S105 - shown in the demo, opens nothing
OTHER_SECRET = "madeUp/other/secret/0000000000000EXAMPLE"  # noqa: S105 - as above
TOKEN = "made-up-session-token-EXAMPLE"  # noqa: S105 - as above


def _missing(scene: Scene) -> None:
    scene.secrets["app.secret"] = ""


def _malformed(scene: Scene) -> None:
    scene.secrets["app.secret"] = f'"{API_SECRET}"'


def _invalid_key_id(scene: Scene) -> None:
    scene.user(API_KEY_ID).keys.clear()
    scene.world.unknown_key_is_no_such_entity = True


def _key_inactive(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).keys[0].status = "Inactive"


def _app_key_inactive(scene: Scene) -> None:
    scene.user(API_KEY_ID).keys[0].status = "Inactive"


def _signature_mismatch(scene: Scene) -> None:
    scene.set_app_key(API_KEY_ID, OTHER_SECRET)


def _smtp_used_as_api(scene: Scene) -> None:
    scene.set_app_key(SMTP_KEY_ID, smtp_password(SMTP_SECRET, REGION))


def _session(scene: Scene, lasts: timedelta) -> None:
    expires = datetime.now(UTC) + lasts
    owner = scene.user(API_KEY_ID).name
    key = TemporaryKey(TEMPORARY_KEY_ID, TEMPORARY_SECRET, TOKEN, expires, ACCOUNT_ID, user=owner)
    scene.world.temporary_keys[TEMPORARY_KEY_ID] = key


def _expired_token(scene: Scene) -> None:
    _session(scene, -timedelta(hours=2))
    scene.set_app_key(TEMPORARY_KEY_ID, TEMPORARY_SECRET, TOKEN)


def _session_token_missing(scene: Scene) -> None:
    _session(scene, timedelta(hours=2))
    scene.set_app_key(TEMPORARY_KEY_ID, TEMPORARY_SECRET)


def _clock_skew(scene: Scene) -> None:
    # Only the application's signature is too old: its machine's clock is slow, or its requests are delayed.
    now = datetime.now(UTC)
    old, limit = (f"{now - timedelta(minutes=ago):%Y%m%dT%H%M%SZ}" for ago in (12, 5))
    message = f"Signature expired: {old} is now earlier than {limit} ({now:%Y%m%dT%H%M%SZ} - 5 min.)"
    refused = Refused("SignatureDoesNotMatch", message, 403)
    scene.faults.rules.append(Fault("sts.GetCallerIdentity", refused, access_key_id=API_KEY_ID))


def _wrong_account(scene: Scene) -> None:
    other = Account(OTHER_ACCOUNT_ID, regions=dict(scene.account.regions))
    key = AccessKey(OTHER_KEY_ID, OTHER_SECRET)
    other.add(User("myapp", keys=[key], policies=[allow("ses:SendEmail", "ses:SendRawEmail")]))
    scene.world.accounts[OTHER_ACCOUNT_ID] = other
    scene.set_app_key(OTHER_KEY_ID, OTHER_SECRET)


KEY_INACTIVE = broken(
    "key-inactive", "credentials.key_inactive", "The SMTP user's access key was deactivated",
    "Access key của SMTP user đã bị tắt (Inactive)", _key_inactive,
)  # fmt: skip
INVALID_KEY_ID = broken(
    "invalid-key-id", "credentials.invalid_key_id", "InvalidClientTokenId: the application's key was deleted",
    "InvalidClientTokenId: access key của ứng dụng đã bị xóa", _invalid_key_id,
)  # fmt: skip
SCENARIOS = (
    broken(
        "credentials-missing", "credentials.missing", "The application's secret key is set but empty",
        "Secret access key của ứng dụng có khai báo nhưng để trống", _missing,
    ),
    broken(
        "credentials-malformed", "credentials.malformed", "The secret key was copied with its quotation marks",
        "Secret access key bị copy kèm cả dấu nháy", _malformed,
    ),
    broken(
        "app-key-inactive", "credentials.key_inactive", "The application's own access key was deactivated",
        "Access key của chính ứng dụng đã bị tắt (Inactive)", _app_key_inactive,
    ),
    broken(
        "signature-mismatch", "credentials.signature_mismatch", "The secret key belongs to another access key",
        "Secret access key là của key khác", _signature_mismatch,
    ),
    broken(
        "smtp-used-as-api", "credentials.smtp_used_as_api", "The SMTP password is used as a secret key for the API",
        "Lấy mật khẩu SMTP làm secret access key cho API", _smtp_used_as_api,
    ),
    broken(
        "expired-token", "credentials.expired_token", "The application's temporary credentials have expired",
        "Credentials tạm của ứng dụng đã hết hạn", _expired_token,
    ),
    broken(
        "session-token-missing", "credentials.session_token_missing", "Temporary credentials without their session token",
        "Credentials tạm nhưng thiếu session token", _session_token_missing,
    ),
    broken(
        "clock-skew", "credentials.clock_skew", "The application's requests are signed with a clock that is late",
        "Đồng hồ dùng để ký request của ứng dụng chạy chậm", _clock_skew,
    ),
    broken(
        "wrong-account", "credentials.wrong_account", "The application's key belongs to another AWS account",
        "Access key của ứng dụng thuộc AWS account khác", _wrong_account,
    ),
)  # fmt: skip
