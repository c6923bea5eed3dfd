"""What a file says of encryption, as SMTP knows it: STARTTLS, or TLS from the first byte."""

from __future__ import annotations

from bot.core.target import TLS_PORTS, Security
from bot.env_file.mail import Setting
from bot.env_file.words_of_names import words_of

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


def read_security(setting: Setting | None, port: int) -> Security:
    """The encryption that a client uses for this setting and port.

    Where the setting only says "tls", clients go by the port, as they do without a setting.
    """
    by_port = Security.TLS if port in TLS_PORTS else Security.STARTTLS
    if setting is None:
        return by_port
    words, value = words_of(setting.name), setting.value.strip().lower()
    of_ssl = words.endswith(("SSL", "SECURE", "SECURE_CONNECTION", "SSL_ENABLE"))
    if value in ("ssl", "smtps", "ssl/tls", "tls-from-start", "force_tls", "implicit"):
        return Security.TLS
    if value in ("starttls", "starttls_required"):
        return Security.STARTTLS
    if value in _YES:
        return Security.TLS if of_ssl else Security.STARTTLS if words.endswith(("USE_TLS", "USE_STARTTLS")) else by_port
    if value in _NO and words.endswith(("SECURE", "SECURE_CONNECTION", "SSL")):
        return Security.STARTTLS
    return by_port
