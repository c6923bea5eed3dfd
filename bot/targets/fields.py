"""The value types of a target's keys. Each rule returns the value, or raises a mistake that does not contain it."""

from __future__ import annotations

import ipaddress
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, LiteralString
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from bot.core.address import address, punycode
from bot.core.sending import API
from bot.core.target import Security
from bot.languages import LANGUAGES
from bot.targets.reference import Malformed, parse, resolve
from bot.targets.regions import is_known, near_region

DNS_PORT = 53

_ACCOUNT = re.compile(r"[0-9]{12}")
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+", re.ASCII)
_IDENTITY = re.compile(r"arn:aws[a-z-]*:ses:[a-z0-9-]+:[0-9]{12}:identity/[^\s/]+")
# A session of a role, as GetCallerIdentity and error messages name it.
_SESSION = re.compile(r"(arn:aws[a-z-]*):sts::([0-9]{12}):assumed-role/([\w+=,.@-]+)/[\w+=,.@-]+", re.ASCII)
# https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html
_CONFIGURATION_SET = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]+")
_USER = re.compile(r"[UW][A-Z0-9]+")


def wrong(key: LiteralString, near: str = "", detail: str = "") -> PydanticCustomError:
    """Returns a mistake as pydantic transports it: its type is the locale key of the sentence."""
    return PydanticCustomError(key, key, {"near": near, "detail": detail})


def _malformed(problem: Malformed) -> PydanticCustomError:
    return PydanticCustomError(problem.key, problem.key, {"near": problem.near, "detail": problem.detail})


def _not_empty(text: str) -> str:
    if not text.strip():
        raise wrong("config.empty")
    return text


def _path(text: str) -> str:
    if resolve(text, Path()) is None:
        raise wrong("config.file_path")
    return text


def _region(text: str) -> str:
    if not is_known(text):
        raise wrong("config.region", near=near_region(text))
    return text


def _address(text: str) -> str:
    if "<" in text or ">" in text:
        raise wrong("config.from_bare")
    known = address(text)
    if not known:
        raise wrong("config.from_address")
    return known


def _account(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        raise wrong("config.account_quotes")
    if isinstance(value, str) and not _ACCOUNT.fullmatch(value):
        raise wrong("config.account")
    return value


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(c.isspace() for c in text):
        raise wrong("config.endpoint_url")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise wrong("config.endpoint_url_parts")
    return text


def _host(text: str) -> str:
    if _is_ip(text):
        return text
    if "://" in text or re.fullmatch(r"(?:[^:]+|\[[^\]]+\]):[0-9]*", text):
        raise wrong("config.host_port")
    if not punycode(text.removesuffix(".")):
        raise wrong("config.host")
    return text


def _nameserver(text: str) -> str:
    if nameserver(text) is None:
        raise wrong("config.nameserver")
    return text


def nameserver(text: str) -> tuple[str, int] | None:
    """Returns the address and port of `ip`, `ip:port` or `[v6]:port`, or None where the text is none of these."""
    bracketed = re.fullmatch(r"\[([^\]]+)\](?::([0-9]{1,5}))?", text)
    plain = None if bracketed or _is_ip(text) else re.fullmatch(r"([0-9.]+):([0-9]{1,5})", text)
    address, port = (m[1], int(m[2] or DNS_PORT)) if (m := bracketed or plain) else (text, DNS_PORT)
    return (address, port) if _is_ip(address) and 1 <= port <= 65535 else None


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _port(number: int) -> int:
    if not 1 <= number <= 65535:
        raise wrong("config.port")
    return number


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        near = next(iter(get_close_matches(text.strip().lower(), choices, n=1, cutoff=0.5)), "")
        raise wrong("config.choice", near=near, detail=", ".join(choices))
    return text


def _language(text: str) -> str:
    return _one_of(text, tuple(LANGUAGES))


def _security(text: str) -> str:
    return _one_of(text, tuple(Security))


def _sends(text: str) -> str:
    return _one_of(text, tuple(API))


def _role(text: str) -> str:
    if not _ROLE.fullmatch(text):
        raise wrong("config.role_arn")
    return text


def role_of(text: str) -> str:
    """Returns the ARN of a role, from itself or from that of one of its sessions, which lacks the role's path; else ""."""
    if session := _SESSION.fullmatch(text):
        return f"{session[1]}:iam::{session[2]}:role/{session[3]}"
    return text if _ROLE.fullmatch(text) else ""


def _identity_arn(text: str) -> str:
    if not _IDENTITY.fullmatch(text):
        raise wrong("config.identity_arn")
    return text


def _signed_in_role(text: str) -> str:
    if not role_of(text):
        raise wrong("config.role_arn")
    return role_of(text)


def _configuration_set(text: str) -> str:
    if not _CONFIGURATION_SET.fullmatch(text):
        raise wrong("config.configuration_set")
    return text


def _channel(text: str) -> str:
    if not _CHANNEL.fullmatch(text):
        raise wrong("config.channel_id")
    return text


def _user(text: str) -> str:
    if not _USER.fullmatch(text):
        raise wrong("config.user_id")
    return text


# The two rules below check only the form, so any folder serves. bot.targets.schema parses again with the right one.
def _secret(text: str) -> str:
    parsed = parse(text, Path(), may_be_literal=False)
    if isinstance(parsed, Malformed):
        raise _malformed(parsed)
    return text


def _public(text: str) -> str:
    parsed = parse(text, Path(), may_be_literal=True)
    if isinstance(parsed, Malformed):
        raise _malformed(parsed)
    return text


Filled = Annotated[str, AfterValidator(_not_empty)]
PathText = Annotated[str, AfterValidator(_path)]
Region = Annotated[str, AfterValidator(_region)]
Address = Annotated[str, AfterValidator(_address)]
Account = Annotated[str, BeforeValidator(_account)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]
Nameserver = Annotated[str, AfterValidator(_nameserver)]
Port = Annotated[int, AfterValidator(_port)]
Language = Annotated[str, AfterValidator(_language)]
SecurityName = Annotated[str, AfterValidator(_security)]
Sends = Annotated[str, AfterValidator(_sends)]
RoleArn = Annotated[str, AfterValidator(_role)]
IdentityArn = Annotated[str, AfterValidator(_identity_arn)]
SignedInRole = Annotated[str, AfterValidator(_signed_in_role)]
ConfigurationSet = Annotated[str, AfterValidator(_configuration_set)]
Channel = Annotated[str, AfterValidator(_channel)]
User = Annotated[str, AfterValidator(_user)]
SecretText = Annotated[str, AfterValidator(_secret)]
PublicText = Annotated[str, AfterValidator(_public)]
