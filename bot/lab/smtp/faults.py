"""The faults of the simulated SMTP server, by name (kebab-case).

Replies are those that SES documents or was seen to send, and those of real Postfix and Exim servers.
"""

from collections.abc import Mapping

from bot.lab.smtp.dialects import EXIM, POSTFIX, SES
from bot.lab.smtp.script import DROP, HANG, RESET, Act, Script, say

FATAL_ALERT = b"\x15\x03\x03\x00\x02\x02\x50"
"""A TLS record: alert, fatal, internal_error (RFC 8446, section 6)."""
_HTTP = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    b"<html><body><h1>400 Bad Request</h1></body></html>\r\n"
)
_GARBAGE = bytes(range(128, 256)) + b"\x01\x02\x7f\r\n"
_FIVE_MEGABYTES = b"220 " + b"x" * (5 * 1024 * 1024) + b"\r\n"
_PLAIN = SES.extensions
_TLS = SES.extensions_after_tls


def _without(lines: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(line for line in lines if not line.startswith(word))


def _auth_lines(mechanisms: str) -> Script:
    return Script(
        extensions=tuple(f"AUTH {mechanisms}" if line.startswith("AUTH") else line for line in _PLAIN),
        extensions_after_tls=tuple(f"AUTH {mechanisms}" if line.startswith("AUTH") else line for line in _TLS),
    )


_NETWORK: Mapping[str, Script] = {
    "refuse": Script(listening="refuses"),
    "connect-timeout": Script(listening="swallows"),
    "accept-reset": Script(accept=RESET),
    "accept-close": Script(accept=DROP),
    "accept-hang": Script(accept=HANG),
    "latency-200ms": Script(latency=0.2),
    "latency-3s": Script(latency=3.0),
    "idle-timeout": Script(idle_timeout=0.0),
}

_BANNER: Mapping[str, Script] = {
    "banner-421": Script(banner=say("421 Too many concurrent SMTP connections", then="close")),
    "banner-451": Script(banner=say("451 Temporary service failure", then="close")),
    "banner-454": Script(banner=say("454 Temporary service failure", then="close")),
    "banner-554": Script(banner=say("554 No SMTP service here", then="close")),
    "banner-http": Script(banner=Act(_HTTP, then="close")),
    "banner-tls-bytes": Script(banner=Act(FATAL_ALERT, then="close")),
    "banner-garbage": Script(banner=Act(_GARBAGE)),
    "banner-nul": Script(banner=Act(b"220 email-smtp\0.amazonaws.com\0 ESMTP\r\n")),
    "banner-lf-only": Script(banner=Act(SES.banner.encode() + b"\n")),
    "banner-5mb-line": Script(banner=Act(_FIVE_MEGABYTES)),
    "banner-endless-line": Script(banner=Act(b"220 " + b"x" * 4092, endless=True)),
    "banner-endless-220": Script(banner=Act(b"220-email-smtp.amazonaws.com still greeting\r\n", endless=True)),
    "banner-empty-line": Script(banner=Act(b"\r\n")),
    "banner-partial-drop": Script(banner=Act(b"220 email-smtp.ama", then="close")),
    "banner-drip": Script(banner=Act(SES.banner.encode() + b"\r\n", pace=0.25)),
    "banner-postfix": Script(dialect=POSTFIX),
    "banner-exim": Script(dialect=EXIM),
    "banner-hostile-text": Script(banner=say("220 <!channel> <http://example.com|click> \x1b[31mred\x1b[0m *bold*")),
}

_EHLO: Mapping[str, Script] = {
    "ehlo-hang": Script(ehlo=HANG),
    "ehlo-drop": Script(ehlo=DROP),
    "ehlo-421": Script(ehlo=say("421 4.3.2 Service shutting down", then="close")),
    "ehlo-451-idle": Script(ehlo=say("451 4.4.2 Timeout waiting for data from client.", then="close")),
    "ehlo-502": Script(ehlo=say("502 Command not implemented"), extensions=()),
    "ehlo-501-name": Script(ehlo=say("501 Invalid EHLO name")),
    "ehlo-550": Script(ehlo=say("550 Access denied")),
    "ehlo-mixed-codes": Script(ehlo=say("250-email-smtp.amazonaws.com", "251-STARTTLS", "550 Ok")),
    "ehlo-500-ftp": Script(
        banner=say("220 ProFTPD Server (Example) [192.0.2.1]"),
        ehlo=say("500 EHLO not understood"),
        helo=say("500 HELO not understood"),
    ),
    "ehlo-530-ftp": Script(
        banner=say("220 (vsFTPd 3.0.5)"),
        ehlo=say("530 Please login with USER and PASS."),
        helo=say("530 Please login with USER and PASS."),
    ),
    "ehlo-530-starttls": Script(ehlo=say("530 5.7.0 Must issue a STARTTLS command first")),
    "ehlo-554": Script(ehlo=say("554 5.7.1 Client host rejected: Access denied")),
    "ehlo-endless": Script(ehlo=Act(b"250-X-LAB-EXTENSION\r\n", endless=True)),
    "ehlo-garbage": Script(ehlo=Act(_GARBAGE)),
}

_STARTTLS: Mapping[str, Script] = {
    "no-starttls": Script(extensions=_without(_PLAIN, "STARTTLS")),
    "starttls-454": Script(starttls=say("454 TLS not available due to temporary reason")),
    "starttls-501": Script(starttls=say("501 Syntax error (no parameters allowed)")),
    "starttls-hang": Script(starttls=HANG),
    "starttls-drop": Script(starttls=DROP),
    "starttls-220-drop": Script(handshake=DROP),
    "starttls-220-reset": Script(handshake=RESET),
    "starttls-220-silence": Script(handshake=HANG),
    "starttls-220-plaintext": Script(handshake=say("250 Ok", then="hang")),
    "starttls-220-injected": Script(starttls=say("220 Ready to start TLS", "250-injected", "250 AUTH PLAIN LOGIN")),
}

_TLS_FAULTS: Mapping[str, Script] = {
    "tls-1-0-only": Script(tls_versions="tls1_0_only"),
    "tls-no-common-cipher": Script(tls_versions="no_common_cipher"),
    "tls-name-refused": Script(tls_versions="refuses_name"),
    "tls-alert": Script(handshake=Act(FATAL_ALERT, then="close")),
    "certificate-expired": Script(certificate="expired"),
    "certificate-not-yet-valid": Script(certificate="not_yet_valid"),
    "certificate-self-signed": Script(certificate="self_signed"),
    "certificate-unknown-ca": Script(certificate="unknown_ca"),
    "certificate-interception": Script(certificate="interception"),
    "certificate-wrong-host": Script(certificate="wrong_host"),
    "certificate-ends-soon": Script(certificate="ends_soon"),
    "certificate-ip-only": Script(certificate="ip_only"),
    "after-tls-drop": Script(after_tls=DROP),
    "after-tls-hang": Script(after_tls=HANG),
    "after-tls-ehlo-drop": Script(ehlo_after_tls=DROP),
    "after-tls-ehlo-hang": Script(ehlo_after_tls=HANG),
    "after-tls-ehlo-550": Script(ehlo_after_tls=say("550 Access denied")),
    "after-tls-ehlo-differs": Script(
        ehlo_after_tls=say("250-relay.example.net", "250-SIZE 1000", "250 HELP"),
    ),
    "plain-on-tls-port": Script(transport="plain"),
    "tls-on-plain-port": Script(transport="tls"),
}

_AUTH: Mapping[str, Script] = {
    "auth-absent": Script(extensions=_without(_PLAIN, "AUTH"), extensions_after_tls=_without(_TLS, "AUTH")),
    "auth-only-after-tls": Script(extensions=_without(_PLAIN, "AUTH")),
    "auth-xoauth2-only": _auth_lines("XOAUTH2"),
    "auth-cram-only": _auth_lines("CRAM-MD5"),
    "auth-login-only": _auth_lines("LOGIN"),
    "auth-535": Script(auth=say("535 Authentication Credentials Invalid")),
    "auth-535-not-subscribed": Script(auth=say("535 Account not subscribed to SES")),
    "auth-535-postfix": Script(auth=say("535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6")),
    "auth-535-exim": Script(auth=say("535 Incorrect authentication data")),
    "auth-535-close": Script(auth=say("535 Authentication Credentials Invalid", then="close")),
    "auth-535-echo": Script(auth=say("535 5.7.8 No such login: {credentials} ({username} / {password})")),
    "auth-530": Script(auth_command=say("530 Authentication required")),
    "auth-530-starttls": Script(auth_command=say("530 Must issue a STARTTLS command first")),
    "auth-534": Script(auth=say("534 5.7.9 Authentication mechanism is too weak")),
    "auth-538": Script(auth_command=say("538 5.7.11 Encryption required for requested authentication mechanism")),
    "auth-504": Script(auth_command=say("504 5.5.4 Unrecognized authentication type")),
    "auth-501": Script(auth=say("501 5.5.2 Cannot decode response")),
    "auth-454": Script(auth=say("454 Temporary authentication failure")),
    "auth-454-postfix": Script(
        auth=say("454 4.7.0 Temporary authentication failure: Connection lost to authentication server")
    ),
    "auth-454-rate": Script(auth=say("454 Throttling failure: Maximum sending rate exceeded")),
    "auth-454-sigv2-rate": Script(auth=say("454 Throttling failure: Maximum SigV2 SMTP sending rate exceeded")),
    "auth-454-daily-quota": Script(auth=say("454 Throttling failure: Daily message quota exceeded")),
    "auth-421": Script(auth=say("421 4.3.2 Service not available, closing transmission channel", then="close")),
    "auth-451": Script(auth=say("451 Temporary service failure")),
    "auth-451-idle": Script(auth=say("451 4.4.2 Timeout waiting for data from client.", then="close")),
    "auth-550": Script(auth_command=say("550 5.7.1 Client host rejected: Access denied")),
    "auth-550-login": Script(auth=say("550 Authentication failed: invalid credentials")),
    "auth-554": Script(auth=say("554 5.7.1 Service unavailable; client blocked using example.net")),
    "auth-554-login": Script(auth=say("554 5.7.8 Error: authentication failed")),
    "auth-500": Script(auth_command=say("500 Error: command not recognized")),
    "auth-drop": Script(auth=DROP),
    "auth-reset": Script(auth=RESET),
    "auth-hang": Script(auth=HANG),
    "auth-bad-334": Script(auth_command=say("334 !!! this is not base64 !!!")),
    "auth-235-multi-line": Script(auth=say("235-2.7.0 Authentication", "235 2.7.0 successful")),
    "auth-250": Script(auth=say("250 Ok")),
    "auth-garbage": Script(auth=Act(_GARBAGE)),
    "auth-endless": Script(auth=Act(b"535-Authentication Credentials Invalid\r\n", endless=True)),
    "auth-hostile-text": Script(
        auth=say("535 <!channel> <http://example.com|Reset your password> & <@U0123456789> \x1b[2J\x07 " + "A" * 3000)
    ),
}

_QUIT: Mapping[str, Script] = {
    "quit-hang": Script(quit=HANG),
    "quit-drop": Script(quit=DROP),
    "quit-500": Script(quit=say("500 Error: command not recognized")),
}

FAULTS: Mapping[str, Script] = {**_NETWORK, **_BANNER, **_EHLO, **_STARTTLS, **_TLS_FAULTS, **_AUTH, **_QUIT}
"""All faults up to QUIT. `refuse` and `connect-timeout` only work if the script has them when the server starts."""

NEED_IMPLICIT_TLS = frozenset({"plain-on-tls-port"})
"""These faults only show on a server that was started with `implicit_tls=True`."""

NEED_STARTTLS = frozenset(
    {
        *_EHLO,
        "no-starttls",
        "starttls-454",
        "starttls-501",
        "starttls-hang",
        "starttls-drop",
        "starttls-220-injected",
        "tls-on-plain-port",
    }
)
"""These faults only show on a server that was started without `implicit_tls`."""

HARMLESS = frozenset(
    {
        "banner-lf-only",
        "banner-nul",
        "banner-postfix",
        "banner-exim",
        "banner-hostile-text",
        "latency-200ms",
        "auth-only-after-tls",
        "auth-login-only",
        "auth-235-multi-line",
        "certificate-ends-soon",
        "quit-hang",
        "quit-drop",
        "quit-500",
    }
)
"""With these faults a patient client that supports PLAIN and LOGIN can still log in.

`starttls-220-injected` is not among them: it depends on whether the client discards the injected lines.
"""

_MESSAGE_TEXTS: Mapping[str, str] = {
    "message-access-denied": "554 Access denied: User `arn:aws:iam::111122223333:user/ses-smtp-user' is not authorized"
    " to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-central-1:111122223333:identity/example.com'",
    "message-access-denied-configuration-set": "554 Access denied: User"
    " `arn:aws:iam::111122223333:user/ses-smtp-user' is not authorized to perform `ses:SendRawEmail' on resource"
    " `arn:aws:ses:eu-central-1:111122223333:configuration-set/transactional'",
    "message-not-verified": "554 Message rejected: Email address is not verified. The following identities failed"
    " the check in region EU-CENTRAL-1: noreply@example.com",
    "message-mail-from": "554 MAIL FROM domain not verified: DNS setup for MAIL FROM domain is invalid.",
    "message-sending-paused": "554 Message rejected: Sending paused for this account.",
    "message-configuration-set-missing": "554 Configuration set does not exist",
    "message-access-denied-explicit": "554 Access denied: User `arn:aws:iam::111122223333:user/ses-smtp-user' is not"
    " authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-central-1:111122223333:identity/example.com'"
    " with an explicit deny in a service control policy",
    "message-sandbox": "554 Message rejected: Email address is not verified. The following identities failed"
    " the check in region EU-CENTRAL-1: someone@example.net",
    "message-sending-suspended": "554 Message rejected: Sending suspended for this account. For more information,"
    " please check the inbox of the email address associated with your AWS account.",
    "message-configuration-set-paused": "554 Message rejected: Sending is paused for this configuration set.",
    "message-too-large": "552 Message is too long.",
    "message-virus": "554 Message rejected: Message contains a virus.",
    "message-header": "554 Transaction failed: Duplicate header 'From'.",
    "message-451": "451 Temporary service failure",
    "message-454": "454 Temporary service failure",
    "message-454-sigv2-rate": "454 Throttling failure: Maximum SigV2 SMTP sending rate exceeded",
    "message-unknown": "554 Transaction failed: for a reason that nobody wrote down",
    "message-454-rate": "454 Throttling failure: Maximum sending rate exceeded",
    "message-454-daily-quota": "454 Throttling failure: Daily message quota exceeded",
}

MESSAGE_FAULTS: Mapping[str, Script] = {
    **{name: Script(message=say(text)) for name, text in _MESSAGE_TEXTS.items()},
    "mail-501": Script(mail=say("501 Invalid MAIL FROM address provided")),
    "mail-530": Script(mail=say("530 Authentication required")),
    "mail-530-starttls": Script(mail=say("530 Must issue a STARTTLS command first")),
    "mail-421": Script(mail=say("421 4.3.2 Service not available", then="close")),
    "mail-hang": Script(mail=HANG),
    "rcpt-554-relay": Script(rcpt=say("554 5.7.1 <success@simulator.amazonses.com>: Relay access denied")),
    "rcpt-501": Script(rcpt=say("501 Invalid RCPT TO address provided")),
    "data-451": Script(data=say("451 Temporary service failure")),
    "data-drop": Script(data=DROP),
    "message-drop": Script(message=DROP),
    "message-hang": Script(message=HANG),
    "message-garbage": Script(message=Act(_GARBAGE)),
}
"""Faults after a successful AUTH. SES reports most of them only after a whole message."""
