"""What a text says by itself: reply code, AWS error code, host, region, identities, ARNs, and who wrote it.

Expressions here have no nested repetition, so their time grows with the text's length; tests/explain/test_linear.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from bot.explain.hosts import Host, find_host
from bot.explain.normalise import Normal
from bot.explain.recognise import client_and_step, stage_of
from bot.explain.replies import enhanced_code, reply_code

# Each beside a piece of text without which it cannot match: a plain search is much quicker.
# Compiled when first needed, as few are in one text.
_AWS_CODES = (
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
# Codes that stand alone, as in "MessageRejected: …"; what else ends in Exception may be any program's.
_LONE_CODE = re.compile(
    r"\b(MessageRejected|InvalidClientTokenId|SignatureDoesNotMatch|InvalidParameterValue|AccessDenied(?:Exception)?"
    r"|ConfigurationSetDoesNotExist(?:Exception)?|TemplateDoesNotExist(?:Exception)?|ExpiredToken(?:Exception)?"
    r"|UnrecognizedClientException|InvalidSignatureException|IncompleteSignature(?:Exception)?|OptInRequired"
    r"|SubscriptionRequiredException|TooManyRequestsException|ThrottlingException|Throttling(?! failure)|LimitExceededException"
    r"|(?:Account|ConfigurationSet)?SendingPausedException|AccountSuspendedException|RequestExpired"
    r"|MailFromDomainNotVerified(?:Exception)?|BadRequestException|NotFoundException|MissingAuthenticationToken(?:Exception)?"
    r"|RequestTimeTooSkewed|InternalFailure|ServiceUnavailable|InvalidAccessKeyId|ValidationError)\b"
)
_OPERATION = re.compile(
    r"when calling the (\w{3,60}) operation|operation error \w{2,30}: (\w{3,60})|Error executing \"(\w{3,60})\""
    r"|\b(?:failed to call|calling) (Send(?:Raw|Bulk|Templated)?(?:Templated)?Email)\b"
)
_ACTION_NAME = re.compile(r":[A-Z][A-Za-z]{3,50}\b")
_ACTION_SERVICE = re.compile(r"(?<![\w:])[a-z][a-z0-9-]{1,30}$")
_ARN = re.compile(r"arn:aws[a-z-]{0,12}:[a-z0-9-]{2,30}:[a-z0-9-]{0,20}:[\w*]{0,20}:[^\s'\"`<>,;)\]]{1,200}")
_REGION_NAMED = re.compile(r"(?i)\bregion[\"'`]?\s{0,2}[:=]?\s{0,2}[\"'`(]{0,2}([a-z]{2}(?:-[a-z]{2,5}){1,2}-\d)\b")
_REGION = re.compile(r"(?i)(?<![\w-])((?:us|eu|ap|sa|ca|af|me|il|mx|cn)-(?:gov-|iso-)?[a-z]{4,9}-\d)(?![\w-])")
_REQUEST_ID = re.compile(
    r"(?i)request[ _-]?id[\"'`]{0,1}>?[\"':= ]{1,6}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
_FAILED_CHECK = re.compile(r"(?i)failed the check in region\s{1,4}[\w-]{1,30}\s?:\s{0,4}([^\n\\\"]{0,600})")
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_FROM = re.compile(r"(?i)\b(?:from|sender|source)[\"']?\s{0,2}[:=]\s{0,2}\\?[\"']?<?([\w.+-]{1,64}@[\w.-]{1,120})")
_TO = re.compile(
    r"(?i)\b(?:to|recipient|toaddresses)[\"']?\s{0,2}[:=]\s{0,2}\[?\\?[\"']?<?([\w.+-]{1,64}@[\w.-]{1,120})"
)
_KEY = re.compile(r"(?i)\b(AKIA|ASIA)[A-Z0-9*]{8,124}")
_SES_WORDS = (" ses ", " sesv2 ", " amazonses ", "simpleemail", "simple email service", " email smtp ", " 2010 12 01 ")
_AWS_WORDS = (" aws", " amazon", " boto", " akia", " asia", "amazonaws ")
# As people disguise a recipient in a public report.
_RECIPIENT_NAMES = {
    "recipient",
    "some",
    "someone",
    "somebody",
    "user",
    "customer",
    "client",
    "to",
    "receiver",
    "subscriber",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is published of a text; None or empty where it is not said. region in lower case."""

    reply_code: int | None = None
    enhanced_code: str | None = None
    stage: str | None = None
    aws_code: str | None = None
    operation: str | None = None
    region: str | None = None
    host: str | None = None
    port: int | None = None
    identities: tuple[str, ...] = ()
    arns: tuple[str, ...] = ()
    action: str | None = None
    request_id: str | None = None
    client: str | None = None

    def found(self) -> dict[str, str | int | tuple[str, ...]]:
        """Only what was found, by name."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) not in (None, ())}


@dataclass(frozen=True, slots=True)
class Reading:
    """facts, and the tokens that signs ask for ("code:535", "host:ses_smtp", "ses", "role:recipient", …)."""

    facts: Facts
    tokens: frozenset[str]


def read(text: str, view: Normal) -> Reading:
    """Everything that a text says.

    text: readable, without secrets. view: the same text with them, of which nothing is taken over but what kind it is.
    """
    host = find_host(text)
    aws_code = _aws_code(text)
    operation = _first(_OPERATION.search(text))
    code, enhanced = reply_code(text), enhanced_code(text)
    arns = tuple(dict.fromkeys(_ARN.findall(text)))[:5] if "arn:" in text else ()
    action = _action(text)
    regions = _regions(text, host)
    client, step = client_and_step(view)
    stage = stage_of(step, code, api=bool(operation or aws_code or action))
    facts = Facts(
        reply_code=code,
        enhanced_code=enhanced,
        stage=stage,
        aws_code=aws_code,
        operation=operation,
        region=regions[0] if regions else None,
        # A key id in the place of a host is a mistake to tell of, not a host.
        host=host.name if host and "host:key_id" not in host.tokens() else None,
        port=host.port if host else None,
        identities=_identities(text, arns),
        arns=arns,
        action=action,
        request_id=_first(_REQUEST_ID.search(text)) if "equest" in text or "EQUEST" in text else None,
        client=client,
    )
    return Reading(facts, frozenset(_tokens(text, view, facts, regions, host)))


def _tokens(text: str, view: Normal, facts: Facts, regions: tuple[str, ...], host: Host | None) -> set[str]:
    named = {
        "code": facts.reply_code,
        "enhanced": facts.enhanced_code,
        "stage": facts.stage,
        "aws": facts.aws_code,
        "client": facts.client,
        "port": facts.port,
        "host": host.kind if host else "none",
    }
    tokens = {f"{name}:{value}" for name, value in named.items() if value is not None}
    if host:
        tokens |= host.tokens()
    if tokens & {"host:ses_smtp", "host:ses_api"} or any(word in view.words for word in _SES_WORDS):
        tokens |= {"ses", "aws"}
    elif any(word in view.words for word in _AWS_WORDS):
        tokens.add("aws")
    if facts.action:
        tokens.add("service:ses" if facts.action.startswith(("ses:", "sesv2:")) else "service:other")
    if len(set(regions)) > 1:
        tokens.add("regions:several")
    if len({arn.split(":")[4] for arn in facts.arns if arn.split(":")[4].isdigit()}) > 1:
        tokens.add("accounts:several")
    if key := _KEY.search(view.text):
        tokens.add(f"key:{key[1].upper()}")
    tokens |= _roles(text, facts)
    return tokens


def _roles(text: str, facts: Facts) -> set[str]:
    """Whether the identity that SES refused is the sender or the recipient, where the text itself shows it."""
    refused = {identity.lower() for identity in facts.identities}
    if not refused:
        return set()
    roles = {"identity:several"} if len(refused) > 1 else {"identity:one"}
    local = {identity.partition("@")[0] for identity in refused if "@" in identity}
    if refused & {m.lower().rstrip(".") for m in _FROM.findall(text)}:
        roles.add("role:sender")
    if refused & {m.lower().rstrip(".") for m in _TO.findall(text)} or (len(refused) == 1 and local & _RECIPIENT_NAMES):
        roles.add("role:recipient")
    return roles


def _aws_code(text: str) -> str | None:
    for hint, pattern in _AWS_CODES:
        if hint in text and (match := re.search(pattern, text)):
            return match[1]
    return _first(_LONE_CODE.search(text))


def _action(text: str) -> str | None:
    """The IAM action that is named, one of SES's before any other."""
    found = []
    for name in _ACTION_NAME.finditer(text):
        service = _ACTION_SERVICE.search(text, max(0, name.start() - 32), name.start())
        if service and service[0] not in ("arn", "http", "xmlns"):
            found.append(service[0] + name[0])
    return next((action for action in found if action.startswith("ses:")), found[0] if found else None)


def _regions(text: str, host: Host | None) -> tuple[str, ...]:
    """The refusal's own region first, then the host's, then those of ARNs and settings."""
    found = [m.lower() for m in _REGION_NAMED.findall(text)]
    if host and host.region:
        found.append(host.region)
    if "-" in text:
        found += [m.lower() for m in _REGION.findall(text)]
    return tuple(dict.fromkeys(found))


def _identities(text: str, arns: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    if refused := _FAILED_CHECK.search(text):
        for part in refused[1].split(","):
            address = _ADDRESS.search(part)
            bare = part.strip(" .<>'\"`};")
            if address:
                found.append(address[0].strip(".'"))
            elif re.fullmatch(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", bare):
                found.append(bare)
    found += [arn.partition(":identity/")[2].rstrip(".") for arn in arns if ":identity/" in arn]
    return tuple(dict.fromkeys(found))[:10]


def _first(match: re.Match[str] | None) -> str | None:
    return next((group for group in match.groups() if group), None) if match else None
