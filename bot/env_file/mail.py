"""Chooses, among all variables of a file, those that set up mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr

from bot.core.target import is_ses_smtp_host
from bot.env_file.read import EnvFile, Variable
from bot.env_file.url import MailUrl, parse_mail_url
from bot.env_file.words_of_names import Part, classify

# The parts of one SMTP login. They are taken from variables with the same beginning.
_LOGIN = (Part.HOST, Part.PORT, Part.USERNAME, Part.PASSWORD, Part.SECURITY)
_KEYS = (Part.KEY_ID, Part.SECRET, Part.TOKEN)
_OWN_WORDS = ("SES", "AMAZONSES", "WPOSES", "SESV2", "MAIL", "SMTP", "EMAIL", "WPMS", "FLUENTMAIL", "MAILER")


@dataclass(frozen=True, slots=True)
class Setting:
    """One part of the set-up and where it stands. piece: "user" or "password" of a URL, "" for the whole value."""

    part: Part
    name: str
    line: int
    value: str = field(repr=False)
    prefix: str = ""
    piece: str = ""

    @property
    def of_mail(self) -> bool:
        """True where the name speaks of SES or mail, not of AWS in general."""
        return any(word in self.prefix.split("_") for word in _OWN_WORDS)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """parts: what was taken. url: the mail URL among them, None for none. switches: what may turn mail off.

    valueless: variables for mail that stand there without "=".
    """

    file: EnvFile
    parts: Mapping[Part, Setting]
    url: MailUrl | None = None
    switches: tuple[Setting, ...] = ()
    valueless: tuple[str, ...] = ()

    def value(self, part: Part) -> str:
        """The value of a part, "" where the file has none."""
        return self.parts[part].value.strip() if part in self.parts else ""

    @property
    def names(self) -> frozenset[str]:
        """The variables that were taken or looked at."""
        return frozenset({*self.valueless, *(s.name for s in (*self.parts.values(), *self.switches))})


def find_mail_settings(file: EnvFile) -> MailSettings:
    """Take the variables of one SMTP login, of one access key, and what belongs to both."""
    found = [s for v in _last_of_each(file) for s in _settings_of(v)]
    url = next((s for s in found if s.part is Part.URL), None)
    parsed = parse_mail_url(url.value) if url else None
    parts: dict[Part, Setting] = {}
    if url and parsed:
        parts |= {s.part: s for s in _pieces(url, parsed)}
    login = _login(found)
    if not (parsed and parsed.kind in ("smtp", "off")):
        parts = login | parts
    parts = _keys(found, parts) | parts
    for part in (Part.SENDER, Part.REGION, Part.CONFIGURATION_SET, Part.MAILER):
        candidates = [s for s in found if s.part is part]
        if candidates and part not in parts:
            parts[part] = max(candidates, key=lambda s: _weight(s, parts))
    mailer = parts.get(Part.MAILER)
    switches = tuple(s for s in found if s.part is Part.SWITCH or s is url or s is mailer)
    valueless = tuple(v.name for v in file.variables if v.value is None and classify(v.name))
    return MailSettings(file, parts, parsed, switches, valueless)


def sender_of(text: str) -> str:
    """The address in `Name <address>` or an address alone; "" where there is none."""
    address = parseaddr(text)[1]
    return address if "@" in address else ""


def _last_of_each(file: EnvFile) -> Iterator[Variable]:
    for number, variable in enumerate(file.variables):
        if variable.value is not None and file.find(variable.name) is file.variables[number]:
            yield variable


def _settings_of(variable: Variable) -> Iterator[Setting]:
    value = variable.value or ""
    known = classify(variable.name)
    if parse_mail_url(value) is not None and (known is not None or "://" in value):
        yield Setting(Part.URL, variable.name, variable.line, value, known[1] if known else "")
        return
    if known is None or not _fits(known[0], value):
        return
    part, prefix = known
    if part is Part.HOST and "@" in value:
        # MAIL_ADDRESS is a host in one framework and the sender in another.
        if "://" in value:
            return
        part = Part.SENDER
    yield Setting(part, variable.name, variable.line, value, prefix)


def _fits(part: Part, value: str) -> bool:
    """Whether a value can be what the name promises. An empty one can: it is a fault to be told."""
    text = value.strip().strip("\"'")
    if part is Part.PORT:
        return text.isdecimal() or not text
    if part is Part.SENDER:
        return "@" in text
    if part is Part.HOST:
        return " " not in text
    if part is Part.REGION:
        return text.count("-") >= 2
    return part is not Part.URL


def _pieces(url: Setting, parsed: MailUrl) -> Iterator[Setting]:
    def piece(part: Part, value: str, which: str = "") -> Setting:
        return Setting(part, url.name, url.line, value, url.prefix, which)

    api = parsed.kind == "api"
    if parsed.user:
        yield piece(Part.KEY_ID if api else Part.USERNAME, parsed.user, "user")
    if parsed.password:
        yield piece(Part.SECRET if api else Part.PASSWORD, parsed.password, "password")
    if parsed.kind == "smtp":
        region = parsed.region or "eu-west-1"
        host = parsed.host or (f"email-smtp.{region}.amazonaws.com" if parsed.scheme.startswith("ses") else "")
        if host:
            yield piece(Part.HOST, host)
        # Symfony's SES transport speaks TLS on port 465 whatever its scheme.
        default = 465 if parsed.implicit_tls or parsed.scheme.startswith("ses") else 587
        yield piece(Part.PORT, str(parsed.port or default))
        implicit = parsed.implicit_tls or (not parsed.port and default == 465)
        yield piece(Part.SECURITY, "tls-from-start" if implicit else "")
    if parsed.region:
        yield piece(Part.REGION, parsed.region)


def _login(found: list[Setting]) -> dict[Part, Setting]:
    """The group of variables with one beginning that looks most like a login to SES."""
    groups: dict[str, dict[Part, Setting]] = {}
    for setting in found:
        if setting.part in _LOGIN:
            group = groups.setdefault(setting.prefix, {})
            kept = group.get(setting.part)
            if kept is None or _better(setting, kept):
                group[setting.part] = setting
    if not groups:
        return {}

    def weight(prefix: str) -> tuple[int, int]:
        group = groups[prefix]
        host = group[Part.HOST].value if Part.HOST in group else ""
        ses = is_ses_smtp_host(host.strip().partition(":")[0])
        return (4 * ses + 2 * (Part.HOST in group and bool(host)) + (Part.PASSWORD in group), len(group))

    best = max(groups, key=weight)
    chosen = dict(groups[best])
    # mail__options__host beside mail__options__auth__user, EMAIL_HOST beside EMAIL_SERVER_USER: one begins like the other.
    for prefix, group in groups.items():
        if prefix.startswith(best) or best.startswith(prefix):
            chosen = group | chosen
    return chosen


def _better(new: Setting, old: Setting) -> bool:
    """Of EMAIL_USE_TLS and EMAIL_USE_SSL the one that is on counts; of others the later."""
    off = ("", "false", "0", "no", "off", "none", "null")
    if new.part is Part.SECURITY:
        return new.value.strip().lower() not in off and not (
            old.value.strip().lower() not in off and "ssl" in old.name.lower()
        )
    return bool(new.value.strip()) or not old.value.strip()


def _keys(found: list[Setting], parts: Mapping[Part, Setting]) -> dict[Part, Setting]:
    """One access key: that of SES where there are several."""
    if Part.KEY_ID in parts:
        return {}
    groups: dict[str, dict[Part, Setting]] = {}
    for setting in found:
        if setting.part in _KEYS:
            groups.setdefault(setting.prefix, {})[setting.part] = setting
    whole = [g for g in groups.values() if Part.KEY_ID in g and Part.SECRET in g] or [
        g for g in groups.values() if Part.KEY_ID in g or Part.SECRET in g
    ]
    return max(whole, key=lambda g: next(iter(g.values())).of_mail) if whole else {}


def _weight(setting: Setting, parts: Mapping[Part, Setting]) -> tuple[int, ...]:
    host = parts.get(Part.HOST)
    same = host is not None and setting.prefix.split("_")[0] == host.prefix.split("_")[0]
    return (
        bool(setting.value.strip()),
        setting.of_mail
        if setting.part is Part.REGION
        else "FROM" in setting.name.upper() or "SENDER" in setting.name.upper(),
        same,
        "DEFAULT" in setting.name.upper() if setting.part is Part.SENDER else 0,
        -setting.line,
    )
