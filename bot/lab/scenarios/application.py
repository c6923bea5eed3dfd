"""Scenarios about the application's own settings."""

from bot.lab.scenarios.scenario import Scenario, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.world import ACCOUNT_ID, SMTP_KEY_ID, Role, allow


def _settings(scene: Scene, *lines: str) -> None:
    """Gives the application a `.env` with its SMTP login, and these lines."""
    login = (f"MAIL_USERNAME={SMTP_KEY_ID}", f"MAIL_PASSWORD='{scene.secrets['smtp.password']}'")
    scene.secrets["app.env"] = "\n".join((*lines, *login)) + "\n"
    scene.target["env_file"] = "app.env"
    scene.smtp_table |= {"username": "env-file:app.env#MAIL_USERNAME", "password": "env-file:app.env#MAIL_PASSWORD"}


def _log_mailer(scene: Scene) -> None:
    _settings(scene, "APP_ENV=production", "MAIL_MAILER=log")


def _healthy(scene: Scene) -> None:
    _settings(scene, "APP_ENV=production", "MAIL_MAILER=smtp")


def _signs_in_with_role(scene: Scene, *actions: str, arn: str = "") -> None:
    """The application has no keys: it signs in with a role that has a path, and sends through the API only."""
    scene.remove_app()
    scene.remove_smtp()
    role = Role("myapp-task", path="/service/", policies=[allow(*actions, name="send")] if actions else [])
    scene.account.roles[role.name] = role
    scene.app_table = {"role_arn": arn or f"arn:aws:iam::{ACCOUNT_ID}:role/service/myapp-task"}


def _role(scene: Scene) -> None:
    _signs_in_with_role(scene, "ses:SendEmail", "ses:SendRawEmail")


def _session_of_role(scene: Scene) -> None:
    session = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/myapp-task/0123456789abcdef0"
    _signs_in_with_role(scene, "ses:SendEmail", "ses:SendRawEmail", arn=session)


def _role_without_policy(scene: Scene) -> None:
    _signs_in_with_role(scene)


def _no_such_role(scene: Scene) -> None:
    _signs_in_with_role(scene, "ses:SendEmail", arn=f"arn:aws:iam::{ACCOUNT_ID}:role/myapp-tsk")


def _role_elsewhere(scene: Scene) -> None:
    _signs_in_with_role(scene, "ses:SendEmail", arn="arn:aws:iam::444455556666:role/myapp-task")


SCENARIOS = (
    broken(
        "mail-switched-off", "app.mail_disabled", "The application's .env names a mailer that only writes a log",
        "File .env của ứng dụng chọn mailer chỉ ghi log", _log_mailer,
    ),
    Scenario(
        "env-file", (), "yes", "Healthy, with the SMTP login in the application's .env",
        "Bình thường, SMTP login nằm trong file .env của ứng dụng", _healthy,
    ),
    Scenario(
        "role-named", (), "yes", "Healthy, the target names the role that the application signs in with",
        "Bình thường, target khai báo role mà ứng dụng đăng nhập", _role,
    ),
    Scenario(
        "role-session-named", (), "yes", "Healthy, the target names a session of the application's role",
        "Bình thường, target khai báo một phiên của role", _session_of_role,
    ),
    broken(
        "role-may-not-send", "iam.access_denied", "The application's role has no policy that allows sending",
        "Role của ứng dụng không có policy cho phép gửi", _role_without_policy,
    ),
    broken(
        "role-missing", "iam.assume_role_denied", "The role that the application should sign in with does not exist",
        "Role mà ứng dụng dùng để đăng nhập không tồn tại", _no_such_role,
    ),
    broken(
        "role-of-other-account", "credentials.wrong_account", "The application's role belongs to another AWS account",
        "Role của ứng dụng thuộc AWS account khác", _role_elsewhere,
    ),
)  # fmt: skip
