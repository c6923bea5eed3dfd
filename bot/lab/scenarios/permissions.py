"""Scenarios about what IAM can forbid."""

from bot.lab.scenarios.scenario import Scenario, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.world import API_KEY_ID, CONFIGURATION_SET, DOMAIN, SMTP_KEY_ID, allow, deny


def _access_denied(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).policies = [allow("s3:GetObject", name="assets")]


def _one_of_two(scene: Scene) -> None:
    identity = scene.world.ses_arn(scene.account, scene.region, "identity", DOMAIN)
    through = scene.world.ses_arn(scene.account, scene.region, "configuration-set", CONFIGURATION_SET)
    scene.user(API_KEY_ID).policies = [allow("ses:SendEmail", on=[identity, through], name="send")]


def _explicit_deny(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).policies.append(deny("ses:Send*", name="no-mail-after-incident"))


def _boundary(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).boundary = allow("s3:*", name="team-boundary")


def _scp(scene: Scene) -> None:
    scene.account.scp = [allow("*", name="FullAWSAccess"), deny("ses:SendRawEmail", name="no-smtp")]
    scene.remove_app()


def _configuration_set(scene: Scene) -> None:
    identity = scene.world.ses_arn(scene.account, scene.region, "identity", DOMAIN)
    scene.user(SMTP_KEY_ID).policies = [allow("ses:SendRawEmail", on=[identity], name="send-by-smtp")]


NO_PERMISSION = broken(
    "no-permission", "iam.access_denied", "The login works, but nothing allows the user to send",
    "Đăng nhập được, nhưng user chưa có quyền gửi", _access_denied,
)  # fmt: skip
SCENARIOS = (
    Scenario(
        "one-action-of-two", ("iam.access_denied",), "at_risk", "The application may call SendEmail, but not SendRawEmail",
        "Ứng dụng gọi được SendEmail nhưng không gọi được SendRawEmail", _one_of_two,
    ),
    broken(
        "explicit-deny", "iam.explicit_deny", "A policy of the user's own forbids sending",
        "Một policy của chính user chặn gửi", _explicit_deny,
    ),
    broken(
        "boundary", "iam.explicit_deny", "The user's permissions boundary leaves SES out",
        "Permissions boundary của user không bao gồm SES", _boundary,
    ),
    broken(
        "service-control-policy", "iam.explicit_deny", "The organisation's policy (SCP) forbids sending",
        "Policy của organization (SCP) chặn gửi", _scp,
    ),
    broken(
        "configuration-set-not-allowed", "iam.configuration_set_not_allowed",
        "The policy names the identity, but not the configuration set",
        "Policy cho dùng identity nhưng thiếu configuration set", _configuration_set,
    ),
)  # fmt: skip
