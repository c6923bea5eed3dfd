"""Finds the server that a text is about: its name, its port, and whether it is one of SES's."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Regions of AWS. SES has no SMTP endpoint in the regions of WITHOUT_SMTP (SES developer guide, "Regions").
REGIONS = frozenset({
    "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1",
    "eu-central-1", "eu-central-2", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2",
    "ap-east-1", "ap-east-2", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
    "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3", "me-south-1", "me-central-1", "il-central-1", "af-south-1", "us-gov-east-1", "us-gov-west-1",
    "eusc-de-east-1",
})  # fmt: skip
WITHOUT_SMTP = frozenset({"af-south-1", "ap-southeast-3", "eu-south-1", "il-central-1", "me-south-1"})
SMTP_PORTS = frozenset({25, 465, 587, 2465, 2525, 2587})

_AWS_HOST = (
    r"(?i)(?<![\w.-])((?:[a-z0-9-]{1,63}\.){1,6}(?:amazonaws\.com(?:\.cn)?|api\.aws))"
    r"(?:\[[^\]\s]{0,60}\])?(?::(\d{2,5})\b)?"
)
_NAME = (
    r"((?:[A-Za-z0-9*-]{1,63}\.){1,6}[A-Za-z]{2,18}|\d{1,3}(?:\.\d{1,3}){3}|localhost|(?:AKIA|akia)[A-Za-z0-9]{8,16})"
)
# Each expression is paired with lower-case literals; every match contains one of them. Searching them first is much
# faster, and an expression is compiled only when one occurs.
_CONTEXTS = (
    (("smtp host",), rf"(?i)smtp host: {_NAME}, port: (\d{{2,5}})"),
    (("[",), rf"(?i)(?:relay=|connect(?:ed)? to |host |server ){_NAME}\[[^\]\s]{{0,60}}\](?::(\d{{2,5}}))?"),
    (
        ("enotfound", "eai_", "econn", "etimed", "ehost", "lookup"),
        rf"(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|lookup) {_NAME}(?::(\d{{2,5}}))?",
    ),
    (
        ("host", "address", "server"),
        rf"(?i)(?:host(?:name)?|address|server)[\"']?\s{{0,2}}(?::|=>?)\s{{0,2}}[\"'`]?{_NAME}(?::(\d{{2,5}}))?",
    ),
    (("://",), rf"://(?:[^\s/@]{{1,200}}@)?{_NAME}(?::(\d{{2,5}}))?"),
    (
        ("dial tcp", "connect", "resolve", "host"),
        rf"(?i)(?:dial tcp|connect(?:ing)? to|resolve host:?|host) [\"'`]?{_NAME}(?::(\d{{2,5}}))?",
    ),
    ((":25", ":465", ":587", ":2"), rf"(?<![\w.@/-]){_NAME}:(25|465|587|2465|2525|2587)\b"),
    (
        ("smtp", "mail", "relay", "mx", "outlook"),
        rf"(?<![\w.@/-])((?:smtps?|mail|email|relay|mx\d?|outlook)[a-z0-9-]{{0,30}}\.{_NAME})(?![\w(])",
    ),
)  # fmt: skip
_PORT = r"(?i)(?:\b|_)port[\"']?\s{0,2}(?::|=>?|is)?\s{0,2}[\"']?(\d{2,5})\b"


@dataclass(frozen=True, slots=True)
class Host:
    """A server that a text names.

    kind: ses_smtp, ses_api, ses_feedback, aws (another AWS service) or other. region: the one in its name, or "".
    """

    name: str
    port: int | None
    kind: str
    region: str = ""

    def tokens(self) -> set[str]:
        """Returns the tokens that signs compare, without the one for the kind."""
        tokens = set()
        if self.region and self.region not in REGIONS:
            tokens.add("region:unknown")
        if self.kind == "ses_smtp" and self.region in WITHOUT_SMTP:
            tokens.add("region:without_smtp")
        if self.name.lower().startswith(("akia", "asia")):
            tokens.add("host:key_id")
        if "*" in self.name:
            tokens.add("host:hidden")
        if self.port in SMTP_PORTS:
            tokens.add("port:smtp")
        elif self.port in _NOT_MAIL:
            tokens.add("port:not_mail")
        return tokens


# Ports of databases, caches and queues. A refused connection to one of these is not a mail error.
_NOT_MAIL = frozenset({1433, 1521, 3306, 5432, 5672, 6379, 6432, 9042, 9092, 9200, 11211, 27017})


def find_host(text: str, lower: str) -> Host | None:
    """Returns the host that the text names, an AWS host before any other, or None. lower: the text in lower case."""
    if "amazonaws" in lower or "api.aws" in lower:
        hosts = [_aws(m[1].lower(), int(m[2]) if m[2] else None) for m in re.finditer(_AWS_HOST, text)]
        if hosts:
            best = min(hosts, key=lambda h: _ORDER.index(h.kind))
            return best if best.port else Host(best.name, _lone_port(text), best.kind, best.region)
    for hints, context in _CONTEXTS:
        if any(hint in lower for hint in hints) and (match := re.search(context, text)):
            port = match[match.lastindex or 1]
            number = int(port) if port.isdigit() and "." not in port else None
            return Host(match[1].lower(), number or _lone_port(text), "other")
    return None


_ORDER = ("ses_smtp", "ses_feedback", "ses_api", "aws")


def _aws(name: str, port: int | None) -> Host:
    first, _, rest = name.partition(".")
    region = rest.partition(".")[0] if rest.count(".") > 1 else ""
    if first.startswith("email-smtp"):
        return Host(name, port, "ses_smtp", region)
    if first.startswith("feedback-smtp") or first == "inbound-smtp":
        return Host(name, port, "ses_feedback", region)
    if first in ("email", "email-fips", "ses"):
        return Host(name, port, "ses_api", region)
    return Host(name, port, "aws", region)


def _lone_port(text: str) -> int | None:
    match = re.search(_PORT, text)
    return int(match[1]) if match and int(match[1]) < 65536 else None
