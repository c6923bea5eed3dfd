"""Reads AWS's terms from a text: error code, operation, action, ARNs, regions, identities, request id.

Each expression is paired with a literal that every match contains. Searching the literal first is much faster, and an
expression is compiled only when its literal occurs. No expression nests unbounded repetitions, so the time grows
linearly with the text (tests/explain/test_linear.py).
"""

from __future__ import annotations

import re

from bot.explain.hosts import Host

_CODES = (
    ("An error occurred (", r"An error occurred \((\w{3,60})\)"),
    ("<Code>", r"<Code>\s{0,8}(\w{3,60})"),
    ("Error Code: ", r"Error Code: (\w{3,60})"),
    ("api error ", r"\bapi error (\w{3,60})"),
    (" (client)", r"\b(\w{3,60}) \(client\)"),
    (" (server)", r"\b(\w{3,60}) \(server\)"),
    ("__type", r"__type\"?:? ?\"(?:[\w.]{1,60}#)?(\w{3,60})\""),
    ("ode", r"\b(?:c|C|errorC)ode['\"]?(?::| =>?|=) ?['\"]([A-Z][A-Za-z]{4,58})['\"]"),
    ("errorType", r"errorType['\"]?(?::| =>?|=) ?['\"]([A-Z][A-Za-z]{4,58})['\"]"),
    ("AWS::SES", r"AWS::SES::(?:Response ?Error)?[ :(-]{0,4}(\w{3,60}) -"),
    ("SES", r"\bSES(?:V2)?::Errors::(\w{3,60})"),
    ("Sender", r"\bSender(?: - | )([A-Z]\w{3,60})\b"),
)
# Codes that are recognised anywhere in a text, with or without the suffix Exception. Other programs do not use them.
_LONE = frozenset({
    "MessageRejected", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidParameterValue", "AccessDenied",
    "ConfigurationSetDoesNotExist", "TemplateDoesNotExist", "ExpiredToken", "UnrecognizedClientException",
    "InvalidSignatureException", "IncompleteSignature", "OptInRequired", "SubscriptionRequiredException",
    "TooManyRequestsException", "ThrottlingException", "LimitExceededException", "AccountSendingPausedException",
    "ConfigurationSetSendingPausedException", "SendingPausedException", "AccountSuspendedException",
    "RequestExpired", "MailFromDomainNotVerified", "BadRequestException", "NotFoundException",
    "MissingAuthenticationToken", "RequestTimeTooSkewed", "InternalFailure", "InvalidAccessKeyId",
})  # fmt: skip
_OPERATIONS = (
    ("when calling the ", r"when calling the (\w{3,60}) operation"),
    ("operation error ", r"operation error \w{2,30}: (\w{3,60})"),
    ("Error executing ", r"Error executing \"(\w{3,60})\""),
)
_ACTION_NAME = r":[A-Z][A-Za-z]{3,50}\b"
_ACTION_SERVICE = re.compile(r"(?<![\w:])[a-z][a-z0-9-]{1,30}$")
_NO_SERVICES = ("arn", "http", "https", "xmlns")
_ARN = r"arn:aws[a-z-]{0,12}:[a-z0-9-]{2,30}:[a-z0-9-]{0,20}:[\w*]{0,20}:[^\s'\"`<>,;)\]]{1,200}"
_REGION_NAMED = r"(?i)\bregion[\"'`]?\s{0,2}[:=]?\s{0,2}[\"'`(]{0,2}([a-z]{2}(?:-[a-z]{2,5}){1,2}-\d)\b"
_REGION = r"(?i)(?<![\w-])((?:us|eu|ap|sa|ca|af|me|il|mx|cn)-(?:gov-|iso-)?[a-z]{4,9}-\d)(?![\w-])"
_REQUEST_ID = (
    r"(?i)request[ _-]?id[\"'`]{0,1}>?[\"':= ]{1,6}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
_FAILED_CHECK = r"(?i)failed the check in region\s{1,4}[\w-]{1,30}\s?:\s{0,4}([^\n\\\"]{0,600})"
_ADDRESS = r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
_DOMAIN = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"


def error_code(text: str, cased: str) -> str | None:
    """Returns the code of AWS's error ("MessageRejected"), or None. cased: the text's words in their own case."""
    for hint, pattern in _CODES:
        if hint in text and (match := re.search(pattern, text)):
            return match[1]
    lone = (word for word in cased.split() if word in _LONE or word.removesuffix("Exception") in _LONE)
    return next(lone, None)


def operation(text: str) -> str | None:
    """Returns the API operation that was called ("SendEmail"), or None."""
    for hint, pattern in _OPERATIONS:
        if hint in text and (match := re.search(pattern, text)):
            return match[1]
    return None


def action(text: str) -> str | None:
    """Returns the IAM action that the text names ("ses:SendEmail"), or None. An action of SES is preferred."""
    found = []
    for name in re.finditer(_ACTION_NAME, text) if ":" in text else ():
        service = _ACTION_SERVICE.search(text, max(0, name.start() - 32), name.start())
        if service and service[0] not in _NO_SERVICES:
            found.append(service[0] + name[0])
    return next((each for each in found if each.startswith("ses:")), found[0] if found else None)


def arns(text: str) -> tuple[str, ...]:
    """Returns the first five different ARNs of the text."""
    return tuple(dict.fromkeys(re.findall(_ARN, text)))[:5] if "arn:aws" in text else ()


def regions(text: str, lower: str, host: Host | None) -> tuple[str, ...]:
    """Returns the regions that the text names, in lower case, each once.

    The regions after the word "region" come first, then the host's, then all others. lower: the text in lower case.
    """
    found = [m.lower() for m in re.findall(_REGION_NAMED, text)] if "region" in lower else []
    if host and host.region:
        found.append(host.region)
    if "-" in text:
        found += [m.lower() for m in re.findall(_REGION, text)]
    return tuple(dict.fromkeys(found))


def request_id(text: str, lower: str) -> str | None:
    """Returns the request id that AWS assigned, a UUID, or None. lower: the text in lower case."""
    match = re.search(_REQUEST_ID, text) if "request" in lower else None
    return match[1] if match else None


def identities(text: str, lower: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Returns up to ten identities: those that SES names as unverified, then those of the ARNs `named`."""
    found: list[str] = []
    refused = re.search(_FAILED_CHECK, text) if "failed the check" in lower else None
    for part in refused[1].split(",") if refused else ():
        bare = part.strip(" .<>'\"`};")
        if address := re.search(_ADDRESS, part):
            found.append(address[0].strip(".'"))
        elif re.fullmatch(_DOMAIN, bare):
            found.append(bare)
    found += [arn.partition(":identity/")[2].rstrip(".") for arn in named if ":identity/" in arn]
    return tuple(dict.fromkeys(found))[:10]
