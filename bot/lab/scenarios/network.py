"""Scenarios about the way to the mail server: names, ports, TLS, the wrong server, a failing one."""

from bot.lab.scenarios.scenario import at_risk, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.smtp.faults import FAULTS
from bot.lab.smtp.script import Script, say
from bot.lab.world import REGION


def _dns(scene: Scene) -> None:
    scene.hosts = []


def _unreachable(scene: Scene) -> None:
    scene.smtp = FAULTS["refuse"]


def _port_blocked(scene: Scene) -> None:
    scene.smtp = FAULTS["refuse"]
    scene.other_smtp = Script()


def _port_swallowed(scene: Scene) -> None:
    scene.smtp = FAULTS["connect-timeout"]
    scene.other_smtp = Script()


def _connection_dropped(scene: Scene) -> None:
    scene.smtp = FAULTS["ehlo-drop"]


def _certificate(scene: Scene) -> None:
    scene.smtp = FAULTS["certificate-interception"]


def _certificate_expired(scene: Scene) -> None:
    scene.smtp = FAULTS["certificate-expired"]


def _certificate_wrong_host(scene: Scene) -> None:
    scene.smtp = FAULTS["certificate-wrong-host"]


def _mode_mismatch(scene: Scene) -> None:
    scene.implicit_tls = True
    scene.smtp = FAULTS["plain-on-tls-port"]


def _starttls_required(scene: Scene) -> None:
    scene.smtp = FAULTS["auth-538"]


def _starttls_not_offered(scene: Scene) -> None:
    scene.smtp = FAULTS["no-starttls"]


def _protocol_version(scene: Scene) -> None:
    scene.smtp = FAULTS["tls-1-0-only"]


def _sni(scene: Scene) -> None:
    scene.smtp = FAULTS["tls-name-refused"]


def _not_ses(scene: Scene) -> None:
    scene.smtp = FAULTS["banner-postfix"] | FAULTS["auth-535-postfix"]


def _one_family(scene: Scene) -> None:
    scene.dead_ipv6 = True


def _wrong_kind(scene: Scene) -> None:
    host = f"email.{REGION}.amazonaws.com"
    scene.smtp_table["host"] = host
    scene.hosts = [host]
    scene.smtp = FAULTS["refuse"]


def _unavailable(scene: Scene) -> None:
    scene.smtp = Script(banner=say("421 Too many concurrent SMTP connections", then="close"))


PORT_BLOCKED = broken(
    "port-blocked", "network.port_blocked", "The SMTP port is blocked, another one is open",
    "Port SMTP bị chặn, còn port khác thì mở", _port_blocked,
)  # fmt: skip
BAD_CERTIFICATE = broken(
    "bad-certificate", "tls.certificate", "A proxy shows a certificate of its own",
    "Proxy ở giữa đưa ra chứng chỉ của chính nó", _certificate,
)  # fmt: skip
SCENARIOS = (
    broken(
        "name-not-found", "network.dns", "The SMTP host's name does not resolve",
        "Không phân giải được tên máy chủ SMTP", _dns,
    ),
    broken(
        "unreachable", "network.unreachable", "Nothing listens on the SMTP port",
        "Không có gì lắng nghe ở nơi cần gửi tới", _unreachable,
    ),
    broken(
        "port-swallowed", "network.port_blocked", "A firewall drops the SMTP port in silence (takes some seconds)",
        "Firewall lặng lẽ chặn port SMTP (mất vài giây)", _port_swallowed,
    ),
    at_risk(
        "ipv6-broken", "network.one_family", "IPv4 works, the IPv6 address of the same name does not",
        "IPv4 chạy, địa chỉ IPv6 của cùng tên thì không", _one_family,
    ),
    broken(
        "connection-dropped", "network.connection_dropped", "The connection ends in the middle of the dialogue",
        "Kết nối bị ngắt giữa chừng", _connection_dropped,
    ),
    broken(
        "certificate-expired", "tls.certificate", "The server's certificate has expired",
        "Chứng chỉ của máy chủ đã hết hạn", _certificate_expired,
    ),
    broken(
        "certificate-wrong-host", "tls.certificate", "The certificate is for another host",
        "Chứng chỉ là của tên khác", _certificate_wrong_host,
    ),
    broken(
        "tls-mode-mismatch", "tls.mode_mismatch", "TLS from the start on a port that wants STARTTLS",
        "Dùng TLS ngay từ đầu ở port cần STARTTLS", _mode_mismatch,
    ),
    broken(
        "starttls-required", "tls.starttls_required", "The server requires TLS, but something on the way removed it",
        "Máy chủ đòi mã hóa nhưng kết nối bị gỡ mất mã hóa", _starttls_required,
    ),
    broken(
        "starttls-not-offered", "tls.starttls_not_offered", "Something on the way removes STARTTLS",
        "Có thiết bị ở giữa cắt mất STARTTLS", _starttls_not_offered,
    ),
    broken(
        "old-tls", "tls.protocol_version", "Only TLS 1.0 is possible on the way", "Chỉ dùng được TLS 1.0", _protocol_version
    ),
    broken(
        "name-refused", "tls.sni", "The TLS handshake refuses the host's name", "Bắt tay TLS hỏng vì tên máy chủ (SNI)", _sni
    ),
    broken(
        "not-ses", "endpoint.not_ses", "Another mail server answers in the place of SES",
        "Một máy chủ mail khác trả lời thay cho SES", _not_ses,
    ),
    broken(
        "wrong-endpoint", "endpoint.wrong_kind", "The API's host is used for SMTP",
        "Lấy host của API làm SMTP host", _wrong_kind,
    ),
    broken(
        "service-unavailable", "service.unavailable", "The server is too busy just now (421)",
        "Máy chủ đang quá tải (421)", _unavailable,
    ),
)  # fmt: skip
