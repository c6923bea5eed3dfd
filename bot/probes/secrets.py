"""Reads the secrets that a target refers to, and reports only their shapes, so that checks never hold a secret.

`env:` and `file:` are read here; `ssm:` and `secretsmanager:` through the gateway, with the inspector's credentials.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.core.context import Context
from bot.core.evidence.aws import CredentialShapes, Failure, FailureKind, FieldShape, PasswordMatch
from bot.core.redact import Redactor
from bot.core.secret import Secret
from bot.core.target import Inspect, Keys, Reference, RefKind
from bot.probes import credential_pairs
from bot.probes.aws.gateway import Answer, Gateway, Signer
from bot.probes.aws.sessions import Chain, StaticKeys
from bot.probes.local_values import read_local
from bot.probes.shapes import is_presentable, looks_like_key_id, shape_of

_ROLE_MARGIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Login:
    """User name and password for the SMTP server."""

    username: str
    password: Secret


class RoleCache:
    """The inspector's assumed roles, kept for the process until five minutes before they expire."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str, str], tuple[StaticKeys, datetime]] = {}

    def get(self, key: tuple[str, str, str]) -> StaticKeys | None:
        """Returns a role's credentials that are still valid, or None. key: role ARN, external id and endpoint."""
        held = self._held.get(key)
        return held[0] if held and held[1] - _ROLE_MARGIN > datetime.now(UTC) else None

    def put(self, key: tuple[str, str, str], keys: StaticKeys, expires: datetime) -> None:
        """Keeps a role's credentials. expires: in UTC."""
        self._held[key] = (keys, expires)


class Secrets:
    """The credentials of one run. Each reference is read once."""

    def __init__(self, context: Context[Any], gateway: Gateway, roles: RoleCache, redactor: Redactor) -> None:
        self._context, self._gateway, self._roles, self._redactor = context, gateway, roles, redactor
        self._target = context.target

    async def inspector(self) -> Signer | Failure:
        """Returns the credentials with which the bot reads AWS: a profile, a role, keys, or boto3's default chain."""
        return await self._context.once(("secret", "inspector"), partial(self._signer, self._target.inspect))

    async def owner(self) -> Signer | Failure | None:
        """Returns the credentials with which the bot reads the account of the identity; None where none are named."""
        owner = self._target.owner
        return None if owner is None else await self._context.once(("secret", "owner"), partial(self._signer, owner))

    @property
    def asks_chain(self) -> bool:
        """True for a probe of an application without keys: it signs with what boto3's default chain finds there."""
        by_api = bool(self._target.app_role) or self._target.smtp is None
        return self._context.options.probing and self._target.app is None and by_api

    def chain_method(self) -> str:
        """Returns which provider of the default chain gave the application's keys, "" where none did yet."""
        return self._gateway.chain_method(Chain(), self._target.endpoint_url)

    async def app(self) -> Signer | Failure | None:
        """Returns the application's own keys; None where none are configured or one of them is empty."""
        return await self._context.once(("secret", "app"), self._app)

    async def login(self) -> Login | Failure | None:
        """Returns user name and password for SMTP; None where one of them is not configured or empty."""
        smtp = self._target.smtp
        if smtp is None or smtp.username is None or smtp.password is None:
            return None
        username, password = await asyncio.gather(self._read(smtp.username, name=True), self._read(smtp.password))
        for value in (username, password):
            if isinstance(value, Failure):
                return value
        assert isinstance(username, Secret) and isinstance(password, Secret)
        self._redactor.learn(password, username=username.reveal())
        return Login(username.reveal(), password) if username and password else None

    async def shapes(self) -> CredentialShapes:
        """Returns the shapes of all configured credentials, and what they show when compared with each other."""
        app, smtp = self._target.app or Keys(), self._target.smtp
        username, password = (smtp.username, smtp.password) if smtp else (None, None)
        key_id, secret, token, name, word = await asyncio.gather(
            self._shape(app.access_key_id, "key_id"),
            self._shape(app.secret_access_key, "secret"),
            self._shape(app.session_token, "token"),
            self._shape(username, "username"),
            self._shape(password, "password"),
        )
        shapes = CredentialShapes(key_id, secret, token, name, word)
        app_swapped = credential_pairs.are_swapped(shapes.app_key_id, shapes.app_secret)
        smtp_swapped = credential_pairs.are_swapped(shapes.smtp_username, shapes.smtp_password)
        return replace(
            shapes,
            app_key_id=self._hide_secret(shapes.app_key_id, app_swapped),
            smtp_username=self._hide_secret(shapes.smtp_username, smtp_swapped),
            app_swapped=app_swapped,
            smtp_swapped=smtp_swapped,
            same_name=await self._same(app.access_key_id, username),
            same_secret=await self._same(app.secret_access_key, password),
        )

    async def password_match(self) -> PasswordMatch | Failure:
        """Returns whether the SMTP password belongs to the secret of the key that logs in, where that is configured."""
        login = await self.login()
        if isinstance(login, Failure):
            return login
        if login is None:
            return PasswordMatch(known=False)
        signers = [await self.app()]
        if self._target.inspect.keys is not None:
            signers.append(await self.inspector())
        for signer in signers:
            keys = signer.credentials if isinstance(signer, Signer) else None
            if isinstance(keys, StaticKeys) and keys.access_key_id == login.username:
                return credential_pairs.match(login.password, keys.secret_access_key)
        return PasswordMatch(known=False)

    def _hide_secret(self, shape: FieldShape, swapped: bool) -> FieldShape:
        """Removes the shown name where it may be a secret: swapped with one, or equal to one."""
        if swapped:
            return replace(shape, shown="")
        return shape if looks_like_key_id(shape.shown) else replace(shape, shown=self._redactor.clean(shape.shown))

    async def _signer(self, inspect: Inspect) -> Signer | Failure:
        if inspect.keys is not None:
            references = (inspect.keys.access_key_id, inspect.keys.secret_access_key, inspect.keys.session_token)
            if any(r and r.kind in (RefKind.SSM, RefKind.SECRETSMANAGER) for r in references):
                # Reading those needs the inspector's credentials, so this would wait for itself.
                return Failure(FailureKind.NO_CREDENTIALS, "", "ReferenceNeedsInspector")
            keys = await self._static(inspect.keys)
            if keys is None:
                return Failure(FailureKind.NO_CREDENTIALS, "", "EmptyReference")
            return replace(keys, by="inspect") if isinstance(keys, Failure) else Signer("inspect", keys)
        if not inspect.role_arn:
            return Signer("inspect", Chain(inspect.profile))
        key = (inspect.role_arn, inspect.external_id, self._target.endpoint_url)
        if held := self._roles.get(key):
            self._learn(held)
            return Signer("inspect", held)
        params = {"RoleArn": inspect.role_arn, "RoleSessionName": "ses-check"}
        if inspect.external_id:
            params["ExternalId"] = inspect.external_id
        base = Signer("inspect", Chain())
        answer = await self._call(base, "sts.AssumeRole", self._target.region, params)
        if isinstance(answer, Failure):
            return answer
        return self._keep_role(key, answer.data.get("Credentials") or {})

    def _keep_role(self, key: tuple[str, str, str], given: Mapping[str, Any]) -> Signer | Failure:
        try:
            keys = StaticKeys(given["AccessKeyId"], Secret(given["SecretAccessKey"]), Secret(given["SessionToken"]))
            expires = given["Expiration"]
        except KeyError:
            return Failure(FailureKind.INCOMPLETE, "sts:AssumeRole")
        self._learn(keys)
        self._roles.put(key, keys, expires)
        return Signer("inspect", keys)

    def _learn(self, keys: StaticKeys) -> None:
        for secret in (keys.secret_access_key, keys.session_token):
            if secret is not None:
                self._redactor.learn(secret)

    async def _app(self) -> Signer | Failure | None:
        if self.asks_chain:
            return Signer("app", Chain())
        if self._target.app is None:
            return None
        keys = await self._static(self._target.app)
        return Signer("app", keys) if isinstance(keys, StaticKeys) else keys

    async def _static(self, keys: Keys) -> StaticKeys | Failure | None:
        key_id, secret, token = await asyncio.gather(
            self._optional(keys.access_key_id, name=True),
            self._optional(keys.secret_access_key),
            self._optional(keys.session_token),
        )
        for value in (key_id, secret, token):
            if isinstance(value, Failure):
                return value
        assert not isinstance(key_id, Failure) and not isinstance(secret, Failure) and not isinstance(token, Failure)
        if not key_id or not secret:
            return None
        return StaticKeys(key_id.reveal(), secret, token or None)

    async def _optional(self, reference: Reference | None, *, name: bool = False) -> Secret | Failure | None:
        return await self._read(reference, name=name) if reference else None

    async def _shape(self, reference: Reference | None, role: str) -> FieldShape:
        if reference is None:
            return FieldShape()
        value = await self._read(reference, name=role in ("key_id", "username"))
        if isinstance(value, Failure):
            return FieldShape(configured=True, source=reference.shown, failure=value)
        source = "" if reference.kind is RefKind.LITERAL else reference.shown
        return shape_of(value.reveal(), role=role, source=source)

    async def _same(self, one: Reference | None, other: Reference | None) -> bool:
        if one is None or other is None:
            return False
        return credential_pairs.are_equal(await self._read(one, name=True), await self._read(other, name=True))

    async def _read(self, reference: Reference, *, name: bool = False) -> Secret | Failure:
        """Returns the value of a reference, and makes the redactor remember it.

        name: the value should be a key id or user name. Such a value is remembered only where it looks like a secret.
        """

        async def ask() -> Secret | Failure:
            return await self._fetch(reference)

        value = await self._context.once(("secret", reference), ask)
        if isinstance(value, Secret) and not (name and is_presentable(value.reveal())):
            self._redactor.learn(value)
        return value

    async def _fetch(self, reference: Reference) -> Secret | Failure:
        if reference.kind in (RefKind.LITERAL, RefKind.ENV, RefKind.FILE, RefKind.ENV_FILE):
            return read_local(reference)
        inspector = await self.inspector()
        if isinstance(inspector, Failure):
            return inspector
        if reference.kind is RefKind.SSM:
            params: dict[str, Any] = {"Name": reference.name, "WithDecryption": True}
            answer = await self._call(
                inspector, "ssm.GetParameter", _region_of(reference.name) or self._target.region, params
            )
            value = None if isinstance(answer, Failure) else (answer.data.get("Parameter") or {}).get("Value")
            action = "ssm:GetParameter"
        else:
            params = {"SecretId": reference.name}
            region = _region_of(reference.name) or self._target.region
            answer = await self._call(inspector, "secretsmanager.GetSecretValue", region, params)
            value = None if isinstance(answer, Failure) else _json_key(answer.data.get("SecretString"), reference.key)
            action = "secretsmanager:GetSecretValue"
        if isinstance(answer, Failure):
            # AWS's answer does not name the parameter or secret, so say which reference was not found.
            lost = answer.kind is FailureKind.NOT_FOUND
            return replace(answer, message=reference.shown) if lost else answer
        if not answer.data:
            return Failure(FailureKind.INCOMPLETE, action)
        return Secret(value) if isinstance(value, str) else Failure(FailureKind.NOT_FOUND, action, "", reference.shown)

    async def _call(self, signer: Signer, operation: str, region: str, params: Mapping[str, Any]) -> Answer | Failure:
        return await self._gateway.call(self._context, signer, operation, region, params, self._redactor)


def _json_key(text: object, key: str) -> object:
    if not key or not isinstance(text, str):
        return text
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document.get(key) if isinstance(document, dict) else None


def _region_of(name: str) -> str:
    parts = name.split(":")
    return parts[3] if name.startswith("arn:") and len(parts) > 5 else ""
