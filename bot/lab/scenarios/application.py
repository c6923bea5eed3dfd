"""Scenarios about the application's own settings."""

from bot.lab.scenarios.scenario import Scenario, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.world import SMTP_KEY_ID


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


SCENARIOS = (
    broken(
        "mail-switched-off", "app.mail_disabled", "The application's .env names a mailer that only writes a log",
        "File .env của ứng dụng chọn mailer chỉ ghi log", _log_mailer,
    ),
    Scenario(
        "env-file", (), "yes", "Healthy, with the SMTP login in the application's .env",
        "Bình thường, SMTP login nằm trong file .env của ứng dụng", _healthy,
    ),
)  # fmt: skip
