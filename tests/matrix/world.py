"""What AWS reports truthfully: states of the account, identity, configuration set, keys and policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.lab.aws import Altered, Fault, Refused
from bot.lab.scenarios import SCENARIOS, Scene
from bot.lab.scenarios.credentials import OTHER_ACCOUNT_ID, OTHER_KEY_ID, OTHER_SECRET
from bot.lab.scenarios.logins import smtp_password
from bot.lab.world import (
    API_KEY_ID,
    READER_KEY_ID,
    REGION,
    SMTP_KEY_ID,
    AccessKey,
    Account,
    Identity,
    Policy,
    User,
    allow,
    deny,
)
from tests.matrix.aws import ASKED
from tests.matrix.row import YES, Expect, Prepare, Row, at_risk, no, undecided

_ERROR_TYPES = (
    "SERVICE_ERROR", "DNS_SERVER_ERROR", "HOST_NOT_FOUND", "TYPE_NOT_FOUND", "INVALID_VALUE",
    "REPLICATION_ACCESS_DENIED", "REPLICATION_PRIMARY_NOT_FOUND",
)  # fmt: skip
DEMO = "Scenarios of the demo"
_SEND = ("ses:SendEmail", "ses:SendRawEmail")


def rows() -> Iterator[Row]:
    """Yields the rows, by group."""
    for group, table in (
        ("Account and quota", _ACCOUNT),
        ("Identity", (*_IDENTITY, *_failed())),
        ("Keys of the application", (*_KEYS, *_refused_keys())),
        ("The bot's own keys", (*_own(), *_denied())),
        ("Policies", _POLICIES),
    ):
        yield from (Row(group, name, expect, prepare) for name, expect, prepare in table)
    for name, scenario in SCENARIOS.items():
        expect = Expect(scenario.verdict, scenario.roots)
        yield Row(DEMO, name, expect, scenario.prepare, name == "port-swallowed")


Line = tuple[str, Expect, Prepare]


def _ses(**state: Any) -> Prepare:
    def prepare(scene: Scene) -> None:
        for name, value in state.items():
            setattr(scene.ses, name, value)

    return prepare


def _identity(**state: Any) -> Prepare:
    def prepare(scene: Scene) -> None:
        for name, value in state.items():
            setattr(scene.identity, name, value)

    return prepare


_QUOTA, _PAUSED, _SANDBOX = "quota.daily", "account.sending_paused", "account.sandbox"
_ACCOUNT: tuple[Line, ...] = (
    ("nothing sent yet", YES, _ses(sent=0)),
    ("half of the quota", YES, _ses(sent=25_000)),
    ("99 % of the quota", at_risk(_QUOTA), _ses(sent=49_500)),
    ("100 % of the quota", no(_QUOTA), _ses(sent=50_000)),
    ("more than the quota", no(_QUOTA), _ses(sent=50_100)),
    ("no limit (-1)", YES, _ses(max_24h=-1)),
    ("a quota of nothing", no(_QUOTA), _ses(max_24h=0, sent=0)),
    ("PROBATION", at_risk("account.probation"), _ses(enforcement="PROBATION")),
    ("SHUTDOWN", no(_PAUSED), _ses(enforcement="SHUTDOWN")),
    ("sending switched off", no(_PAUSED), _ses(sending=False)),
    ("PROBATION, and switched off", no(_PAUSED, "account.probation"), _ses(enforcement="PROBATION", sending=False)),
    ("sandbox", at_risk(_SANDBOX), _ses(production=False)),
    ("sandbox, review pending", at_risk(_SANDBOX), _ses(production=False, review_status="PENDING")),
    ("sandbox, review failed", at_risk(_SANDBOX), _ses(production=False, review_status="FAILED")),
    ("never signed up", no("account.not_subscribed"), _ses(subscribed=False)),
    ("one entry a page", YES, lambda scene: setattr(scene.world, "page_size", 1)),
)

_UNVERIFIED, _FAILED = no("identity.not_verified"), no("identity.verification_failed")
_DKIM, _MAIL_FROM = at_risk("dkim.failing"), at_risk("mail_from.not_verified")
_REJECTS = no("mail_from.rejects_on_failure")


def _only_the_address(scene: Scene) -> None:
    _allow_all(scene)
    scene.ses.identities.clear()
    scene.ses.add(Identity("noreply@example.com"))


def _default_set_gone(scene: Scene) -> None:
    del scene.target["configuration_set"]
    scene.identity.configuration_set = "gone"


_IDENTITY: tuple[Line, ...] = (
    ("PENDING", _UNVERIFIED, _identity(verified=False, status="PENDING")),
    ("NOT_STARTED", _UNVERIFIED, _identity(verified=False, status="NOT_STARTED")),
    ("TEMPORARY_FAILURE, no longer verified", _FAILED, _identity(verified=False, status="TEMPORARY_FAILURE")),
    ("TEMPORARY_FAILURE, still verified", YES, _identity(status="TEMPORARY_FAILURE")),
    ("only the address is verified", YES, _only_the_address),
    ("BYODKIM", YES, _identity(origin="EXTERNAL", tokens=["selector"])),
    ("DEED", YES, _identity(origin="AWS_SES_US_EAST_1")),
    ("DKIM off", _DKIM, _identity(dkim_enabled=False)),
    ("DKIM FAILED", _DKIM, _identity(dkim_status="FAILED")),
    ("DKIM TEMPORARY_FAILURE", _DKIM, _identity(dkim_status="TEMPORARY_FAILURE")),
    ("DKIM PENDING", _DKIM, _identity(dkim_status="PENDING")),
    ("DKIM NOT_STARTED", _DKIM, _identity(dkim_status="NOT_STARTED")),
    ("no MAIL FROM domain", YES, _identity(mail_from_domain=None)),
    ("MAIL FROM PENDING", _MAIL_FROM, _identity(mail_from_status="PENDING")),
    ("MAIL FROM FAILED", _MAIL_FROM, _identity(mail_from_status="FAILED")),
    ("MAIL FROM TEMPORARY_FAILURE", _MAIL_FROM, _identity(mail_from_status="TEMPORARY_FAILURE")),
    ("MAIL FROM FAILED, rejects", _REJECTS, _identity(mail_from_status="FAILED", on_mx_failure="REJECT_MESSAGE")),
    ("MAIL FROM good, would reject", YES, _identity(on_mx_failure="REJECT_MESSAGE")),
    ("its default configuration set is gone", no("config_set.missing"), _default_set_gone),
)


def _failed() -> Iterator[Line]:
    for error in (*_ERROR_TYPES, None):
        yield f"FAILED, {error}", _FAILED, _identity(verified=False, status="FAILED", error_type=error)


def _allow_all(scene: Scene) -> None:
    for key_id in (SMTP_KEY_ID, API_KEY_ID):
        scene.user(key_id).policies = [allow(*_SEND, name="send")]


def _inactive(key_id: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.user(key_id).keys[0].status = "Inactive"

    return prepare


def _expired(scene: Scene) -> None:
    _inactive(SMTP_KEY_ID)(scene)
    altered = Altered(values={"AccessKeyMetadata.0.Status": "Expired"})
    scene.faults.rules.append(Fault("iam.ListAccessKeys", altered))
    scene.remove_app()


def _second_key(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).keys.append(AccessKey("AKIALABSECONDEXAMPLE", OTHER_SECRET, "Inactive"))


def _deleted(key_id: str, *, told: bool) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.user(key_id).keys.clear()
        scene.world.unknown_key_is_no_such_entity = told

    return prepare


def _others_smtp_key(scene: Scene) -> None:
    other = Account(OTHER_ACCOUNT_ID, regions=dict(scene.account.regions))
    other.add(User("myapp", keys=[AccessKey(OTHER_KEY_ID, OTHER_SECRET)], policies=[allow(*_SEND)]))
    scene.world.accounts[OTHER_ACCOUNT_ID] = other
    scene.set_smtp_login(OTHER_KEY_ID, smtp_password(OTHER_SECRET, REGION))


_KEYS: tuple[Line, ...] = (
    ("SMTP key Inactive", no("credentials.key_inactive"), _inactive(SMTP_KEY_ID)),
    ("SMTP key Expired", no("credentials.key_inactive"), _expired),
    ("API key Inactive", no("credentials.key_inactive"), _inactive(API_KEY_ID)),
    ("a second key, Inactive", YES, _second_key),
    ("SMTP key deleted", no("credentials.invalid_key_id"), _deleted(SMTP_KEY_ID, told=True)),
    (
        "SMTP key deleted, and IAM says AccessDenied",
        no("smtp.credentials_invalid", unknown="aws.access_key", reasons="reason.denied"),
        _deleted(SMTP_KEY_ID, told=False),
    ),
    ("API key deleted", no("credentials.invalid_key_id"), _deleted(API_KEY_ID, told=False)),
    ("SMTP key of another account", no("credentials.wrong_account"), _others_smtp_key),
)


def _refused(key_id: str, code: str, message: str = "Refused.") -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.faults.rules.append(Fault("*", Refused(code, message, 403), access_key_id=key_id))

    return prepare


def _refused_keys() -> Iterator[Line]:
    for code, root in (
        ("InvalidClientTokenId", "credentials.invalid_key_id"),
        ("UnrecognizedClientException", "credentials.invalid_key_id"),
        ("SignatureDoesNotMatch", "credentials.signature_mismatch"),
        ("InvalidSignatureException", "credentials.signature_mismatch"),
        ("ExpiredToken", "credentials.expired_token"),
        ("ExpiredTokenException", "credentials.expired_token"),
        ("RequestExpired", "credentials.clock_skew"),
        ("IncompleteSignature", "credentials.malformed"),
    ):
        yield f"API key: {code}", no(root), _refused(API_KEY_ID, code)


def _own() -> Iterator[Line]:
    for code in ("InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken", "IncompleteSignature"):
        yield code, undecided("ses.account", "reason.inspector_refused"), _refused(READER_KEY_ID, code)
    profile = undecided("ses.account", "reason.no_inspector")
    yield "a profile that there is not", profile, lambda scene: setattr(scene, "inspect_table", {"profile": "nobody"})
    yield "RequestExpired", undecided("ses.account", "reason.clock_skew"), _refused(READER_KEY_ID, "RequestExpired")


def _denied() -> Iterator[Line]:
    """Yields each action, denied by a policy."""
    for asked in ASKED:
        service, _, operation = asked.operation.partition(".")
        if service != "sts":
            action = f"{service.removesuffix('v2')}:{operation}"
            yield f"denied: {action}", asked.without("reason.denied_by_layer"), _deny(action)


def _deny(action: str) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.user(READER_KEY_ID).policies.append(deny(action, name="not-this"))

    return prepare


def _smtp_policy(*policies: Callable[[list[str]], Policy]) -> Prepare:
    def prepare(scene: Scene) -> None:
        found = scene.user(SMTP_KEY_ID).policies[0].document["Statement"][0]["Resource"]
        scene.user(SMTP_KEY_ID).policies = [make(found) for make in policies]

    return prepare


def _raw(on: list[str]) -> Policy:
    return allow("ses:SendRawEmail", on=on)


def _allowed(operator: str, key: str, value: str) -> Prepare:
    return _smtp_policy(lambda on: allow("ses:SendRawEmail", on=on, when={operator: {key: value}}))


def _boundary(scene: Scene) -> None:
    scene.user(SMTP_KEY_ID).boundary = allow("ses:SendEmail", name="api-only")


_DENIED = no("iam.access_denied")
_EXPLICIT = no("iam.explicit_deny")
_POLICIES: tuple[Line, ...] = (
    ("no policy", _DENIED, _smtp_policy()),
    ("the other action only", _DENIED, _smtp_policy(lambda on: allow("ses:SendEmail", on=on))),
    (
        "another resource",
        _DENIED,
        _smtp_policy(lambda _on: allow("ses:*", on=["arn:aws:ses:*:*:identity/example.net"])),
    ),
    ("this sender only", YES, _allowed("StringEquals", "ses:FromAddress", "noreply@example.com")),
    ("another sender only", _DENIED, _allowed("StringEquals", "ses:FromAddress", "other@example.com")),
    ("API version 1 only", _DENIED, _allowed("StringEquals", "ses:ApiVersion", "1")),
    (
        "some recipients only",
        undecided("aws.permissions", "reason.context_keys"),
        _allowed("StringLike", "ses:Recipients", "*@example.com"),
    ),
    (
        "one address only",
        undecided("aws.permissions", "reason.context_keys"),
        _allowed("IpAddress", "aws:SourceIp", "192.0.2.0/24"),
    ),
    ("an explicit deny", _EXPLICIT, _smtp_policy(_raw, lambda _on: deny("ses:*", name="no"))),
    ("a boundary without it", _EXPLICIT, _boundary),
)
