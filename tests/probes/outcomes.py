"""The outcome of the SMTP checks for each fault of the lab's server with STARTTLS: "code/variant", or "ok"."""

from collections.abc import Mapping

_BY_CONCLUSION: Mapping[str, tuple[str, ...]] = {
    "ok": (
        "auth-235-multi-line", "auth-login-only", "auth-only-after-tls", "banner-hostile-text", "banner-lf-only",
        "banner-nul", "certificate-ends-soon", "latency-200ms", "quit-500", "quit-drop", "quit-hang", "starttls-220-injected",
    ),
    "auth unknown": ("auth-250", "auth-endless", "auth-garbage", "auth-hang"),
    "network.unreachable": ("accept-hang", "banner-drip", "connect-timeout", "latency-3s", "refuse"),
    "network.connection_dropped": (
        "accept-close", "accept-reset", "after-tls-drop", "after-tls-ehlo-drop", "auth-drop",
        "auth-reset", "banner-partial-drop", "banner-tls-bytes",
        "ehlo-drop", "starttls-220-drop", "starttls-220-reset", "starttls-drop",
    ),
    "network.connection_dropped/silent": ("after-tls-ehlo-hang", "after-tls-hang", "ehlo-hang", "starttls-hang"),
    "auth skipped": ("ehlo-endless",),
    "network.connection_dropped/handshake": ("starttls-220-silence",),
    "endpoint.not_ses/no_smtp": ("ehlo-500-ftp", "ehlo-530-ftp"),
    "smtp.client_refused": ("auth-550", "auth-554", "banner-554", "ehlo-554"),
    "endpoint.not_ses": (
        "banner-5mb-line", "banner-empty-line", "banner-endless-220", "banner-endless-line", "banner-garbage",
        "banner-http", "ehlo-garbage",
    ),
    "endpoint.not_ses/other_server": ("banner-exim", "banner-postfix"),
    "service.unavailable": (
        "auth-421", "auth-451", "auth-451-idle", "banner-421", "banner-451", "banner-454", "ehlo-421",
        "ehlo-451-idle", "idle-timeout", "starttls-454",
    ),
    "service.unavailable/auth": ("auth-454", "auth-454-postfix"),
    "quota.daily/full_by_reply": ("auth-454-daily-quota",),
    "quota.rate": ("auth-454-rate",),
    "smtp.password_legacy quota.rate": ("auth-454-sigv2-rate",),
    "smtp.auth_mechanism": (
        "auth-500", "auth-501", "auth-504", "auth-534", "auth-bad-334", "auth-cram-only", "auth-xoauth2-only",
    ),
    "smtp.auth_mechanism/none_offered": ("after-tls-ehlo-differs", "auth-absent"),
    "smtp.auth_required": ("auth-530",),
    "smtp.helo_invalid": ("after-tls-ehlo-550", "ehlo-501-name", "ehlo-550", "ehlo-mixed-codes"),
    "smtp.credentials_invalid": (
        "auth-535", "auth-535-close", "auth-535-echo", "auth-535-exim", "auth-535-postfix", "auth-550-login", "auth-554-login",
        "auth-hostile-text",
    ),
    "account.not_subscribed/smtp": ("auth-535-not-subscribed",),
    "tls.starttls_required": ("auth-530-starttls", "auth-538", "ehlo-530-starttls"),
    "tls.starttls_not_offered": ("ehlo-502", "no-starttls", "starttls-501"),
    "tls.certificate/interception": ("certificate-interception", "certificate-unknown-ca"),
    "tls.certificate/not_ses": ("certificate-self-signed",),
    "tls.certificate/dates": ("certificate-expired",),
    "tls.certificate/not_yet_valid": ("certificate-not-yet-valid",),
    "tls.certificate/wrong_host": ("certificate-ip-only", "certificate-wrong-host"),
    "tls.protocol_version": ("starttls-220-plaintext", "tls-1-0-only", "tls-alert", "tls-no-common-cipher"),
    "tls.sni": ("tls-name-refused",),
    "tls.mode_mismatch/starttls_on_tls": ("tls-on-plain-port",),
}  # fmt: skip

ON_STARTTLS: Mapping[str, str] = {name: said for said, names in _BY_CONCLUSION.items() for name in names}

ON_IMPLICIT_TLS: Mapping[str, str] = {
    **ON_STARTTLS,
    "after-tls-hang": "network.unreachable",
    "starttls-220-plaintext": "endpoint.not_ses",
    "starttls-220-silence": "network.unreachable",
    "plain-on-tls-port": "tls.mode_mismatch",
}
"""With TLS from the first byte, the handshake comes before the greeting, so these faults prevent the greeting."""

EITHER: Mapping[str, str] = {"idle-timeout": "network.connection_dropped"}
"""Whether the client reads the server's last reply before it notices the end of the connection varies."""
