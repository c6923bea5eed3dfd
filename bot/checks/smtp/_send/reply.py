"""What a refusal of a mail means: by SES's wording, then by stage, code and enhanced code. Pure.

Texts: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html and troubleshoot-smtp.html. SES reports
permissions, identities, sandbox, pauses and quotas only after the whole message.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.checks.identity_names import names_for
from bot.checks.smtp._auth.reply import enhanced
from bot.core.model import Finding, Judgement, Severity, unknown
from bot.core.target import Smtp, Target
from bot.core.values import Value

_ARN = re.compile(r"arn:aws[a-z-]{0,12}:[a-z0-9-]{2,30}:[a-z0-9-]{0,20}:\d{0,12}:[^\s'\"`<>,;]{1,200}")
_ACTION = re.compile(r"\bses:[A-Za-z]+")
_FAILED = re.compile(r"(?i)identities failed[^:]{0,40}region ([a-z0-9-]+):\s*(.+)")
_LAYER = re.compile(
    r"(?i)explicit deny in an? (identity-based|resource-based|service control|vpc endpoint|permissions b)"
)
_LAYERS = {"service control": "scp", "permissions b": "boundary"}
_ADDRESS = (501, 510, 511, 513, 553)
_ADDRESS_ENHANCED = ("5.1.3", "5.1.7", "5.1.8")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reply other than success. stage: mail, rcpt, data or message. text: the whole reply, redacted."""

    stage: str
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class _About:
    """What a rule may read. tokens: of the login. identity: the one that SES has for the sender, "" where not known."""

    target: Target
    smtp: Smtp
    refusal: Refusal
    tokens: frozenset[str]
    identity: str

    def one(
        self, code: str, subject: str, about: frozenset[str], values: dict[str, Value] | None = None, variant: str = ""
    ) -> Judgement:
        """One finding. Its values always hold host, port, stage and reply."""
        every: dict[str, Value] = {
            "host": self.smtp.host,
            "port": self.smtp.port,
            "stage": self.refusal.stage,
            "reply": self.refusal.text,
            **(values or {}),
        }
        return Judgement(findings=(Finding(code, Severity.FAIL, subject, about, every, variant),))


def of_refusal(target: Target, smtp: Smtp, refusal: Refusal, tokens: frozenset[str], identity: str = "") -> Judgement:
    """The findings for one refusal. UNKNOWN with the server's words where no rule knows it."""
    about = _About(target, smtp, refusal, tokens, identity)
    for rule in (_by_words, _by_code):
        if found := rule(about):
            return found
    return unknown("reason.send_refused", reply=refusal.text)


def _by_words(about: _About) -> Judgement | None:
    words = about.refusal.text.lower()
    for needle, judge in _WORDS:
        if all(part in words for part in needle.split("&")):
            return judge(about)
    return None


def _denied(about: _About) -> Judgement:
    text = about.refusal.text
    arns = _ARN.findall(text)
    principal = next((arn for arn in arns if ":iam:" in arn or ":sts:" in arn), "")
    resource = next((arn for arn in arns if arn != principal), "")
    action = _ACTION.search(text)
    name = principal.rpartition("/")[2]
    values: dict[str, Value] = {
        "action": action[0] if action else "ses:SendRawEmail",
        "resource": resource,
        "principal_arn": principal,
        "principal_kind": "user",  # SMTP credentials belong to an IAM user, never to a role
        "principal_name": name,
    }
    if "explicit deny" in text.lower():
        layer = _LAYER.search(text)
        kind = _LAYERS.get(layer[1].lower(), "identity") if layer else "identity"
        values |= {"layer": kind, "policies": ()}
        return about.one("iam.explicit_deny", name, about.tokens, values, "" if kind == "identity" else kind)
    if ":configuration-set/" in resource:
        values["set_name"] = resource.rpartition("/")[2]
        return about.one("iam.configuration_set_not_allowed", name, about.tokens, values)
    return about.one("iam.access_denied", name, about.tokens, values)


def _not_verified(about: _About) -> Judgement:
    found = _FAILED.search(about.refusal.text)
    named = tuple(part.strip(" .") for part in found[2].split(",")) if found else ()
    ours = names_for(about.target)
    if named and not any(name.lower() in ours or about.target.domain in name.lower() for name in named):
        # A recipient must be verified only in the sandbox.
        region = about.target.region
        return about.one("account.sandbox", region, frozenset({f"account:{region}"}), variant="text")
    region = found[1].lower() if found else about.target.region
    name = about.identity or about.target.domain
    tokens = frozenset({f"identity:{n}" for n in (*ours, name)} | {f"region:{region}"})
    values: dict[str, Value] = {"identity": name, "status": "", "identities": named, "region": region}
    return about.one("identity.not_verified", name, tokens, values, "refused")


def _mail_from(about: _About) -> Judgement:
    name = about.identity or about.target.domain
    values: dict[str, Value] = {"identity": name, "mail_from_domain": "", "status": "FAILED"}
    return about.one("mail_from.rejects_on_failure", name, frozenset({f"identity:{name}"}), values)


def _set_of(about: _About) -> tuple[str, frozenset[str], dict[str, Value]]:
    name = about.target.configuration_set
    values: dict[str, Value] = {"set_name": name, "identity": about.identity or about.target.domain}
    return name, frozenset({f"config_set:{name}"}), values


def _set_missing(about: _About) -> Judgement:
    return about.one("config_set.missing", *_set_of(about))


def _set_paused(about: _About) -> Judgement:
    return about.one("config_set.paused", *_set_of(about))


def _paused(about: _About) -> Judgement:
    region = about.target.region
    # The reply does not say who paused it.
    return about.one("account.sending_paused", region, frozenset({f"account:{region}"}), variant="text")


def _daily(about: _About) -> Judgement:
    region = about.target.region
    values: dict[str, Value] = {"used": 0, "limit": 0, "percent": 100}
    return about.one("quota.daily", region, frozenset({f"account:{region}"}), values, "full_by_reply")


def _rate(about: _About) -> Judgement:
    region = about.target.region
    return about.one("quota.rate", region, frozenset({f"account:{region}"}), {"rate": 0})


def _legacy(about: _About) -> Judgement:
    key = next((token.partition(":")[2] for token in sorted(about.tokens) if token.startswith("key:")), "")
    legacy = about.one("smtp.password_legacy", key, about.tokens, {"key_id": key})
    region = about.target.region
    rate = about.one("quota.rate", region, about.tokens | {f"account:{region}"}, {"rate": 0})
    return Judgement(findings=(*legacy.findings, *rate.findings))


def _of_message(code: str) -> Callable[[_About], Judgement]:
    """A rule for a cause that is about the message itself."""
    return lambda about: about.one(code, about.target.sender, frozenset({f"message:{about.target.sender}"}))


def _starttls(about: _About) -> Judgement:
    return about.one("tls.starttls_required", about.smtp.host, frozenset({f"host:{about.smtp.host}"}))


# The first rule whose words are all in the reply decides ("&" separates them). More specific ones come first.
_WORDS: tuple[tuple[str, Callable[[_About], Judgement]], ...] = (
    ("not authorized to perform", _denied),
    ("sigv2", _legacy),
    ("daily message quota", _daily),
    ("maximum sending rate", _rate),
    ("mail from domain", _mail_from),
    ("identities failed the check", _not_verified),
    ("address is not verified", _not_verified),
    ("addresses are not verified", _not_verified),
    ("configuration set&does not exist", _set_missing),
    ("configuration set&paused", _set_paused),
    ("configuration set&disabled", _set_paused),
    ("sending paused", _paused),
    ("sending suspended", _paused),
    ("sending&is paused", _paused),
    ("issue a starttls", _starttls),
    ("access denied: user", _denied),
    ("message is too long", _of_message("message.too_large")),
    ("message length", _of_message("message.too_large")),
    ("virus", _of_message("message.rejected_content")),
    ("attachment", _of_message("message.rejected_content")),
    ("header", _of_message("message.malformed")),
    ("mime", _of_message("message.malformed")),
    ("missing final", _of_message("address.invalid")),
    ("invalid email address", _of_message("address.invalid")),
    ("invalid mail from", _of_message("address.invalid")),
    ("invalid rcpt to", _of_message("address.invalid")),
)


def _by_code(about: _About) -> Judgement | None:
    refusal = about.refusal
    code, status = refusal.code, enhanced(refusal.text)
    host = frozenset({f"host:{about.smtp.host}", f"endpoint:{about.smtp.host}:{about.smtp.port}"})
    if 400 <= code < 500:
        return about.one("service.unavailable", about.smtp.host, host)
    if code == 530:
        return about.one("smtp.auth_required", about.smtp.host, host | about.tokens)
    if refusal.stage in ("mail", "rcpt") and (code in _ADDRESS or status in _ADDRESS_ENHANCED):
        return _of_message("address.invalid")(about)
    if code == 552 or status == "5.3.4":
        return _of_message("message.too_large")(about)
    if refusal.stage in ("mail", "rcpt") and (status.startswith("5.7.") or code in (550, 554)):
        return about.one("smtp.client_refused", f"{about.smtp.host}:{about.smtp.port}", host)
    return None
