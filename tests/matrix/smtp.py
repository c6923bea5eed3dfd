"""Every fault of the lab's SMTP server, with STARTTLS and with TLS from the first byte."""

from __future__ import annotations

from collections.abc import Iterator

from bot.lab.scenarios import Scene
from bot.lab.smtp.faults import FAULTS, HARMLESS, MESSAGE_FAULTS, NEED_IMPLICIT_TLS, NEED_STARTTLS
from bot.lab.smtp.script import Script
from tests.matrix.row import YES, Expect, Prepare, Row, no, undecided

_DROPPED = no("network.connection_dropped")
_UNREACHABLE = no("network.unreachable")
_NOT_SES = no("endpoint.not_ses")
_BUSY = no("service.unavailable")
_REFUSED = no("smtp.credentials_invalid")
_CLIENT = no("smtp.client_refused")
_MECHANISM = no("smtp.auth_mechanism")
_CERTIFICATE = no("tls.certificate")
_VERSION = no("tls.protocol_version")
_ODD = undecided("smtp.auth", "reason.odd_reply")

EXPECTED: dict[str, Expect] = {
    **dict.fromkeys(HARMLESS, YES),
    # Another server answers under a host name of SES.
    "banner-postfix": _NOT_SES,
    "banner-exim": _NOT_SES,
    "refuse": _UNREACHABLE,
    "connect-timeout": _UNREACHABLE,
    "accept-reset": _DROPPED,
    "accept-close": _DROPPED,
    "accept-hang": _UNREACHABLE,
    # The server is slow, but each step ends in time.
    "latency-3s": YES,
    "idle-timeout": _BUSY,
    "banner-421": _BUSY,
    "banner-451": _BUSY,
    "banner-454": _BUSY,
    "banner-554": _CLIENT,
    "banner-http": _NOT_SES,
    # A line without an end is no greeting.
    "banner-tls-bytes": _DROPPED,
    "banner-garbage": _NOT_SES,
    "banner-5mb-line": _NOT_SES,
    "banner-endless-line": _NOT_SES,
    "banner-endless-220": _NOT_SES,
    "banner-empty-line": _NOT_SES,
    "banner-partial-drop": _DROPPED,
    # A greeting that is not complete in time is none.
    "banner-drip": _UNREACHABLE,
    "ehlo-hang": _DROPPED,
    "ehlo-drop": _DROPPED,
    "ehlo-421": _BUSY,
    "ehlo-451-idle": _BUSY,
    "ehlo-502": no("tls.starttls_not_offered"),
    "ehlo-501-name": no("smtp.helo_invalid"),
    "ehlo-550": no("smtp.helo_invalid"),
    "ehlo-554": _CLIENT,
    "ehlo-500-ftp": _NOT_SES,
    "ehlo-530-ftp": _NOT_SES,
    "ehlo-530-starttls": no("tls.starttls_required"),
    # RFC 5321, 4.2.1: a client may use the code of any line.
    "ehlo-mixed-codes": no("smtp.helo_invalid"),
    "ehlo-endless": undecided("smtp.connect", "reason.endless_reply"),
    "ehlo-garbage": _NOT_SES,
    "no-starttls": no("tls.starttls_not_offered"),
    "starttls-454": _BUSY,
    "starttls-501": no("tls.starttls_not_offered"),
    "starttls-hang": _DROPPED,
    "starttls-drop": _DROPPED,
    "starttls-220-drop": _DROPPED,
    "starttls-220-reset": _DROPPED,
    "starttls-220-silence": _DROPPED,
    "starttls-220-plaintext": _VERSION,
    # The client discards what arrived before the handshake, as RFC 3207 requires.
    "starttls-220-injected": YES,
    "tls-1-0-only": _VERSION,
    "tls-no-common-cipher": _VERSION,
    "tls-name-refused": no("tls.sni"),
    "tls-alert": _VERSION,
    "certificate-expired": _CERTIFICATE,
    "certificate-not-yet-valid": _CERTIFICATE,
    "certificate-self-signed": _CERTIFICATE,
    "certificate-unknown-ca": _CERTIFICATE,
    "certificate-interception": _CERTIFICATE,
    "certificate-wrong-host": _CERTIFICATE,
    "certificate-ip-only": _CERTIFICATE,
    "after-tls-drop": _DROPPED,
    "after-tls-hang": _DROPPED,
    "after-tls-ehlo-drop": _DROPPED,
    "after-tls-ehlo-hang": _DROPPED,
    "after-tls-ehlo-550": no("smtp.helo_invalid"),
    "after-tls-ehlo-differs": _MECHANISM,
    "plain-on-tls-port": no("tls.mode_mismatch"),
    "tls-on-plain-port": no("tls.mode_mismatch"),
    "auth-absent": _MECHANISM,
    "auth-xoauth2-only": _MECHANISM,
    "auth-cram-only": _MECHANISM,
    "auth-535": _REFUSED,
    "auth-535-not-subscribed": no("account.not_subscribed"),
    "auth-535-postfix": _REFUSED,
    "auth-535-exim": _REFUSED,
    "auth-535-close": _REFUSED,
    "auth-535-echo": _REFUSED,
    "auth-530": no("smtp.auth_required"),
    "auth-530-starttls": no("tls.starttls_required"),
    "auth-534": _MECHANISM,
    "auth-538": no("tls.starttls_required"),
    "auth-504": _MECHANISM,
    "auth-501": _MECHANISM,
    "auth-454": _BUSY,
    "auth-454-postfix": _BUSY,
    "auth-454-rate": no("quota.rate"),
    "auth-454-sigv2-rate": no("smtp.password_legacy"),
    "auth-454-daily-quota": no("quota.daily"),
    "auth-421": _BUSY,
    "auth-451": _BUSY,
    "auth-451-idle": _BUSY,
    "auth-500": _MECHANISM,
    "auth-drop": _DROPPED,
    "auth-reset": _DROPPED,
    # Some servers delay a refusal on purpose, so silence proves no fault.
    "auth-hang": undecided("smtp.auth", "reason.auth_silent"),
    "auth-550": _CLIENT,
    "auth-550-login": _REFUSED,
    "auth-554": _CLIENT,
    "auth-554-login": _REFUSED,
    "auth-bad-334": _MECHANISM,
    "auth-250": _ODD,
    "auth-garbage": _ODD,
    "auth-endless": _ODD,
    "auth-hostile-text": _REFUSED,
}
"""The expected outcome by name of the fault. To add a fault, add a line here."""

_ADDRESS = no("address.invalid")
_UNSURE = undecided("smtp.send", "reason.send_unsure")

OF_A_MAIL: dict[str, Expect] = {
    "message-access-denied": no("iam.access_denied"),
    "message-access-denied-configuration-set": no("iam.configuration_set_not_allowed"),
    "message-access-denied-explicit": no("iam.explicit_deny"),
    "message-not-verified": no("identity.not_verified"),
    "message-sandbox": no("account.sandbox"),
    "message-mail-from": no("mail_from.rejects_on_failure"),
    "message-sending-paused": no("account.sending_paused"),
    "message-sending-suspended": no("account.sending_paused"),
    "message-configuration-set-missing": no("config_set.missing"),
    "message-configuration-set-paused": no("config_set.paused"),
    "message-454-rate": no("quota.rate"),
    "message-454-daily-quota": no("quota.daily"),
    "message-454-sigv2-rate": no("smtp.password_legacy"),
    "message-454": _BUSY,
    "message-451": _BUSY,
    "message-too-large": no("message.too_large"),
    "message-virus": no("message.rejected_content"),
    "message-header": no("message.malformed"),
    # The refusal has unknown words, so neither success nor a cause is certain.
    "message-unknown": undecided("smtp.send", "reason.send_refused"),
    "message-garbage": undecided("smtp.send", "reason.odd_reply reason.send_unsure"),
    # The server may have accepted the message.
    "message-drop": _UNSURE,
    "message-hang": _UNSURE,
    "mail-501": _ADDRESS,
    "mail-530": no("smtp.auth_required"),
    "mail-530-starttls": no("tls.starttls_required"),
    "mail-421": _BUSY,
    "mail-hang": _DROPPED,
    "rcpt-501": _ADDRESS,
    "rcpt-554-relay": _CLIENT,
    "data-451": _BUSY,
    "data-drop": _DROPPED,
}
"""Faults after the login, for a run that was asked to send one message to the simulator."""

WITH_TLS_FIRST: dict[str, Expect] = {
    # With TLS from the first byte, the handshake precedes the banner, so these faults prevent the greeting.
    "starttls-220-silence": _UNREACHABLE,
    "after-tls-hang": _UNREACHABLE,
    "starttls-220-plaintext": _NOT_SES,
}
"""Faults that have another outcome with TLS from the first byte."""

ALSO: dict[str, Expect] = {
    # The server may close the connection before or after the first command.
    "idle-timeout": _DROPPED,
    # This takes 18 of the 20 seconds that a dialogue has, so a busy machine may not get the reply to the login in time.
    "latency-3s": undecided("smtp.auth", "reason.auth_silent reason.timeout"),
}
"""A second right outcome of each of these faults."""

WAITING = ("hang", "silence", "drip", "timeout", "latency-3s", "endless", "drop", "reset", "close", "tls-bytes")
"""Parts of the names of faults that make a client wait."""

BLOCKED = ("refuse", "connect-timeout", "accept-hang", "accept-close", "accept-reset")
"""Faults that prevent a greeting. Where another port of SES greets, the configured one is blocked."""


def rows() -> Iterator[Row]:
    """Yields all faults, for each way of starting TLS."""
    for name in [n for n in FAULTS if n not in NEED_IMPLICIT_TLS]:
        yield Row("SMTP, STARTTLS", name, EXPECTED[name], _server(name), _waits(name), ALSO.get(name))
    for name in [n for n in FAULTS if n not in NEED_STARTTLS]:
        expected, prepare = WITH_TLS_FIRST.get(name, EXPECTED[name]), _server(name, implicit_tls=True)
        yield Row("SMTP, TLS from the start", name, expected, prepare, _waits(name), ALSO.get(name))
    for name in BLOCKED:
        yield Row("SMTP, another port open", name, no("network.port_blocked"), _server(name, other=True), _waits(name))
    for name in MESSAGE_FAULTS:
        yield Row("A mail to the simulator", name, OF_A_MAIL[name], _mail(name), _waits(name))


def _mail(name: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.target["allow_simulator_send"] = True
        scene.simulate = "success"
        scene.smtp = MESSAGE_FAULTS[name]

    return prepare


def _waits(name: str) -> bool:
    return any(part in name for part in WAITING)


def _server(name: str, *, implicit_tls: bool = False, other: bool = False) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.smtp, scene.implicit_tls = FAULTS[name], implicit_tls
        scene.other_smtp = Script() if other else None

    return prepare
