"""Makes a target from an application's own file of variables and from what a person adds. No targets file is needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.core.address import address
from bot.core.target import (
    SES_PORTS,
    STARTTLS_PORTS,
    TLS_PORTS,
    Inspect,
    Keys,
    Reference,
    RefKind,
    Security,
    Smtp,
    Target,
    is_ses_smtp_host,
    region_of_host,
)
from bot.env_file.mail import MailSettings, Setting, find_mail_settings, sender_of
from bot.env_file.read import Problem, read_env_file
from bot.env_file.security import read_security
from bot.env_file.switch import find_switch, way_of
from bot.env_file.words_of_names import Part
from bot.probes.regions import profile_region
from bot.probes.shapes import bare, kind_of, looks_like_key_id
from bot.targets.fields import role_of
from bot.targets.regions import is_known, near_region, smtp_host


@dataclass(frozen=True, slots=True)
class Given:
    """What a person typed: the file, and what completes or replaces what it holds. "" and None: not typed."""

    env_file: Path | None = None
    profile: str = ""
    region: str = ""
    sender: str = ""
    role_arn: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why no target can be made. key: of the locales, `cli.env.<key>`. detail: what the sentence names."""

    key: str
    detail: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The target, and the settings that were read from the file; None without a file."""

    target: Target
    settings: MailSettings | None = None


def make_target(given: Given, name: str) -> Made | Lacking:
    """The target that the file and the person describe. name: what an answer calls it."""
    settings = None
    if given.env_file is not None:
        file = read_env_file(given.env_file)
        if isinstance(file, Problem):
            return Lacking(f"file_{file}", str(given.env_file))
        settings = find_mail_settings(file)
    sender = address(given.sender or (sender_of(settings.value(Part.SENDER)) if settings else ""))
    smtp = _smtp(settings) if settings else None
    app = _app(settings, smtp) if settings else None
    region = given.region or _region(settings, smtp, given.profile)
    role = role_of(given.role_arn)
    if given.role_arn and not role:
        return Lacking("role", given.role_arn)
    if not sender:
        return _lacking("no_sender", given)
    if not region:
        return _lacking("no_region", given)
    if not is_known(region):
        near = near_region(region)
        return Lacking("region_near" if near else "region", region, near)
    target = Target(
        name=name,
        region=region,
        sender=sender,
        configuration_set=settings.value(Part.CONFIGURATION_SET) if settings else "",
        inspect=_inspect(given, settings),
        app=None if role else app,
        app_role=role,
        smtp=smtp,
        env_file=given.env_file.absolute() if given.env_file else None,
    )
    return Made(target, settings)


def _lacking(key: str, given: Given) -> Lacking:
    """What neither the file nor the person says."""
    return Lacking(f"{key}_in_file", str(given.env_file)) if given.env_file else Lacking(key)


def reference(setting: Setting, path: Path) -> Reference:
    """The reference that leads to a setting's value."""
    return Reference(
        RefKind.ENV_FILE, str(path.absolute()), setting.name + (f"@{setting.piece}" if setting.piece else "")
    )


def _smtp(settings: MailSettings) -> Smtp | None:
    """The SMTP login, where the application sends by SMTP as far as the file tells."""
    parts, host = settings.parts, settings.value(Part.HOST)
    named = any(part in parts for part in (Part.USERNAME, Part.PASSWORD))
    off = find_switch(settings)
    if way_of(settings) not in ("smtp", "") or not (host or named):
        return None
    host, _, port_behind = host.partition(":")
    if off is not None and not is_ses_smtp_host(host):
        # A developer's mail catcher or a host that nobody filled in: the application does not use it.
        return None
    if not host:
        region = settings.value(Part.REGION)
        host = smtp_host(region) if region else ""
    if not host:
        return None
    written = settings.value(Part.PORT).strip("\"'") or port_behind
    security = parts.get(Part.SECURITY)
    port = int(written) if written.isdecimal() and 0 < int(written) < 65536 else 0
    if not port:
        port = TLS_PORTS[0] if read_security(security, 0) is Security.TLS else STARTTLS_PORTS[0]
    path = settings.file.path
    return Smtp(
        host=host.strip("\"'"),
        port=port,
        security=read_security(security, port),
        username=reference(parts[Part.USERNAME], path) if Part.USERNAME in parts else None,
        password=reference(parts[Part.PASSWORD], path) if Part.PASSWORD in parts else None,
        alternative_ports=tuple(p for p in SES_PORTS if p != port) if is_ses_smtp_host(host) else (),
    )


def _app(settings: MailSettings, smtp: Smtp | None) -> Keys | None:
    """The access key, where the application signs with it to send mail, as far as the file tells."""
    parts = settings.parts
    if Part.KEY_ID not in parts and Part.SECRET not in parts:
        return None
    key_id, way = settings.value(Part.KEY_ID), way_of(settings)
    same = bool(key_id) and key_id == settings.value(Part.USERNAME)
    own = any(parts[p].of_mail for p in (Part.KEY_ID, Part.SECRET) if p in parts)
    alone = smtp is None and way == "" and bool(key_id)
    if not (way == "api" or same or (way == "" and own) or alone):
        return None
    path = settings.file.path
    return Keys(
        access_key_id=reference(parts[Part.KEY_ID], path) if Part.KEY_ID in parts else None,
        secret_access_key=reference(parts[Part.SECRET], path) if Part.SECRET in parts else None,
        session_token=reference(parts[Part.TOKEN], path) if settings.value(Part.TOKEN) else None,
    )


def _inspect(given: Given, settings: MailSettings | None) -> Inspect:
    """The profile that was typed, else the file's own access key where it looks like one, else boto3's default chain."""
    if given.profile or settings is None:
        return Inspect(profile=given.profile)
    parts = settings.parts
    whole = (
        looks_like_key_id(settings.value(Part.KEY_ID)) and kind_of(bare(settings.value(Part.SECRET))) == "secret_key"
    )
    if not whole or Part.KEY_ID not in parts or Part.SECRET not in parts:
        return Inspect()
    path = settings.file.path
    token = reference(parts[Part.TOKEN], path) if settings.value(Part.TOKEN) else None
    return Inspect(keys=Keys(reference(parts[Part.KEY_ID], path), reference(parts[Part.SECRET], path), token))


def _region(settings: MailSettings | None, smtp: Smtp | None, profile: str) -> str:
    """SES's own variable, else the region in the SMTP host, else AWS's, else that of the profile or of the shell."""
    of_host = region_of_host(smtp.host) if smtp else ""
    setting = settings.parts.get(Part.REGION) if settings else None
    written = setting.value.strip().strip("\"'") if setting else ""
    if setting is not None and written and setting.of_mail:
        return written
    return of_host or written or profile_region(profile)
