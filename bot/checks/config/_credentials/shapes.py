"""Findings from the shape of key ids, secrets and SMTP passwords. Pure."""

from __future__ import annotations

import string
from dataclasses import replace

from bot.core.evidence.aws import CredentialShapes, FieldShape
from bot.core.model import Finding, Severity
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.shapes import KEY_ID_LENGTH, PASSWORD_LENGTH, SECRET_LENGTH, looks_like_key_id

_KEYS = ("access_key", "temporary_key")
_PASSWORDS = ("smtp_password", "smtp_password_legacy")


def of_all(target: Target, shapes: CredentialShapes) -> list[Finding]:
    """The findings for both ways. A damaged value that both use is one finding."""
    app, smtp = of_app(shapes), of_smtp(target, shapes)
    here, there = _damaged(app), _damaged(smtp)
    if here is None or there is None or not _shared(here, there, shapes):
        return app + smtp
    names = (*_names(here), *_names(there))
    both = replace(here, about=here.about | there.about, values={**here.values, "names": names})
    return [both if f is here else f for f in app] + [f for f in smtp if f is not there]


def _damaged(found: list[Finding]) -> Finding | None:
    return next((f for f in found if f.code == "credentials.malformed" and not f.variant), None)


def _shared(here: Finding, there: Finding, shapes: CredentialShapes) -> bool:
    """True where both ways have the same damaged values."""
    same = {"app.access_key_id": shapes.same_name, "smtp.username": shapes.same_name}
    same |= {"app.secret_access_key": shapes.same_secret, "smtp.password": shapes.same_secret}
    return len(_names(here)) == len(_names(there)) and all(same.get(n, False) for n in (*_names(here), *_names(there)))


def _names(finding: Finding) -> tuple[str, ...]:
    names = finding.values["names"]
    return names if isinstance(names, tuple) else ()


def key_tokens(shape: FieldShape, way: str) -> frozenset[str]:
    """The token of a way's credential, and that of its key where the id is known."""
    return frozenset({f"credential:{way}", *([f"key:{shape.shown}"] if shape.kind in _KEYS and shape.shown else [])})


def of_app(shapes: CredentialShapes) -> list[Finding]:
    """The application's access key."""
    key, secret, token = shapes.app_key_id, shapes.app_secret, shapes.app_token
    if not key.configured and not secret.configured:
        return []
    fields = [("app.access_key_id", key), ("app.secret_access_key", secret), ("app.session_token", token)]
    found = _missing("app", fields)
    if shapes.app_swapped:
        return [*found, _swapped("app", "app.access_key_id", "app.secret_access_key")]
    about = frozenset({"credential:app"})
    if secret.usable and secret.kind in _PASSWORDS:
        found.append(Finding("credentials.smtp_used_as_api", Severity.FAIL, _name(key), about, {"key_id": _name(key)}))
        fields.remove(("app.secret_access_key", secret))
    found += _malformed("app", fields, {"app.access_key_id": KEY_ID_LENGTH, "app.secret_access_key": SECRET_LENGTH})
    if key.usable and key.kind == "temporary_key" and not token.usable and token.failure is None:
        values: dict[str, Value] = {"key_id": _name(key)}
        tokens = key_tokens(key, "app")
        found.append(Finding("credentials.session_token_missing", Severity.FAIL, _name(key), tokens, values))
    return found


def of_smtp(target: Target, shapes: CredentialShapes) -> list[Finding]:
    """The SMTP user name and password. Only where they must be SES's."""
    name, password = shapes.smtp_username, shapes.smtp_password
    smtp = target.smtp
    if smtp is None or not (name.configured or password.configured):
        return []
    fields = [("smtp.username", name), ("smtp.password", password)]
    found = _missing("smtp", fields)
    # A key id in the password's place is SES's login turned round, whatever the host is called.
    if shapes.smtp_swapped:
        return [*found, _swapped("smtp", "smtp.username", "smtp.password")]
    if not judges_smtp(target, shapes):
        return found
    tokens = key_tokens(name, "smtp")
    values: dict[str, Value] = {"key_id": _name(name)}
    if name.usable and name.kind == "temporary_key":
        found.append(Finding("smtp.temporary_key", Severity.FAIL, _name(name), tokens, values))
    about = frozenset({"credential:smtp"})
    if password.usable and password.kind == "smtp_password_legacy":
        found.append(Finding("smtp.password_legacy", Severity.WARN, _name(name), about, values))
    if password.usable and _not_smtp(password):
        fields.remove(("smtp.password", password))
        detail = {**values, "length": password.length}
        code = "smtp.password_not_smtp"
        found.append(Finding(code, Severity.FAIL, _name(name), about, detail, variant="shape", presumed=True))
    return found + _malformed("smtp", fields, {"smtp.username": KEY_ID_LENGTH, "smtp.password": PASSWORD_LENGTH})


def judges_smtp(target: Target, shapes: CredentialShapes) -> bool:
    """True where user name and password must be SES's, so that their shape tells something."""
    smtp = target.smtp
    return smtp is not None and (smtp.is_ses or shapes.smtp_swapped or looks_like_key_id(shapes.smtp_username.shown))


def _not_smtp(password: FieldShape) -> bool:
    if password.kind == "secret_key":
        return True
    # A password that a person chose: far shorter than a cut-off copy of 44 base64 characters.
    return password.kind == "other" and password.length < SECRET_LENGTH - 8 and "placeholder" not in password.damage


def _missing(way: str, fields: list[tuple[str, FieldShape]]) -> list[Finding]:
    empty = [(name, f) for name, f in fields if f.configured and f.empty]
    if not empty:
        return []
    values: dict[str, Value] = {
        "way": way,
        "names": tuple(name for name, _f in empty),
        "sources": tuple(f.source or name for name, f in empty),
    }
    about = frozenset({f"credential:{way}"})
    return [Finding("credentials.missing", Severity.FAIL, empty[0][0], about, values, variant=way)]


def _malformed(way: str, fields: list[tuple[str, FieldShape]], lengths: dict[str, int]) -> list[Finding]:
    damaged = [(name, f) for name, f in fields if f.usable and f.damage]
    if not damaged:
        return []
    name, first = damaged[0]
    values: dict[str, Value] = {
        "way": way,
        "names": tuple(n for n, _f in damaged),
        "damage": tuple(dict.fromkeys(code for _n, f in damaged for code in f.damage)),
        "length": first.length,
        "expected_length": lengths.get(name, first.length),
    }
    about = frozenset({f"credential:{way}"})
    return [Finding("credentials.malformed", Severity.FAIL, name, about, values, presumed=True)]


def _swapped(way: str, first: str, second: str) -> Finding:
    values: dict[str, Value] = {
        "way": way,
        "names": (first, second),
        "damage": ("swapped",),
        "length": 0,
        "expected_length": 0,
    }
    about = frozenset({f"credential:{way}"})
    return Finding("credentials.malformed", Severity.FAIL, first, about, values, variant="swapped")


def _name(shape: FieldShape) -> str:
    return shape.shown.strip(string.whitespace)
