"""Scenarios of different environments that can send."""

from bot.lab.scenarios.scenario import Scenario, Verdict
from bot.lab.scenarios.scene import Scene
from bot.lab.smtp.dialects import POSTFIX
from bot.lab.smtp.script import Script

_YES: Verdict = "yes"


def _nothing(_scene: Scene) -> None:
    """Changes nothing."""


def _api_only(scene: Scene) -> None:
    scene.remove_smtp()


def _smtp_only(scene: Scene) -> None:
    scene.remove_app()
    scene.implicit_tls = True


def _one_key(scene: Scene) -> None:
    scene.share_key()


def _subdomain(scene: Scene) -> None:
    scene.target["from"] = "noreply@news.example.com"


def _default_configuration_set(scene: Scene) -> None:
    del scene.target["configuration_set"]
    scene.identity.configuration_set = "transactional"


def _own_relay(scene: Scene) -> None:
    """Sends by the API through SES, and by SMTP through the owner's relay, which has its own users."""
    scene.smtp = Script(dialect=POSTFIX)
    scene.smtp_table["host"] = "mail.example.com"
    scene.hosts = ["mail.example.com"]
    scene.logins = {"myapp": "made-up relay password"}
    scene.set_smtp_login("myapp", scene.logins["myapp"])


HEALTHY = Scenario(
    "healthy", (), _YES, "Nothing is wrong: mail can be sent", "Không có gì sai: gửi mail được", _nothing
)
SCENARIOS = (
    Scenario("api-only", (), _YES, "Healthy, by the API only", "Ổn, chỉ gửi qua API", _api_only),
    Scenario(
        "smtp-only", (), _YES, "Healthy, by SMTP only, TLS from the start", "Ổn, chỉ gửi qua SMTP, TLS ngay từ đầu",
        _smtp_only,
    ),
    Scenario(
        "one-key", (), _YES, "Healthy, one key for the API and SMTP", "Ổn, API và SMTP dùng chung một access key", _one_key
    ),
    Scenario(
        "subdomain-sender", (), _YES, "Healthy, the sender is in a subdomain of the verified domain",
        "Ổn, người gửi thuộc subdomain của domain đã verify", _subdomain,
    ),
    Scenario(
        "default-configuration-set", (), _YES, "Healthy, with the identity's default configuration set",
        "Ổn, dùng configuration set mặc định của identity", _default_configuration_set,
    ),
    Scenario(
        "own-relay", (), "unknown", "A separate SMTP relay beside the API: AWS does not know what it may send",
        "Relay SMTP riêng bên cạnh API: AWS không biết relay gửi được gì", _own_relay,
    ),
)  # fmt: skip
