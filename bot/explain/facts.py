"""Reads facts from a text: reply code, AWS error, host, region, identities, ARNs, and the client that wrote it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from bot.core.denial import denying_layer
from bot.explain import aws
from bot.explain.hosts import Host, find_host
from bot.explain.normalise import NormalText
from bot.explain.recognise import recognise, stage_of
from bot.explain.replies import enhanced_code, reply_code
from bot.explain.tokens import about_aws, roles


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that an answer publishes, None or empty where the text does not give them. region: in lower case."""

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
    layer: str | None = None
    request_id: str | None = None
    client: str | None = None
    platforms: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, str | int | tuple[str, ...]]:
        """Returns only the facts that were found, by name."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) not in (None, ())}


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of a text, and the tokens that signs compare (bot.explain.tokens)."""

    facts: Facts
    tokens: frozenset[str]


def read_facts(text: str, view: NormalText) -> Reading:
    """Returns the facts and tokens of a text.

    text: decoded, secrets removed. view: the same text with its secrets. Only classifications are read from it (an AWS
    error code, the client, the step, the kind of key), so that no secret can enter the facts.
    """
    lower = text.lower()
    host = find_host(text, lower)
    code = reply_code(text)
    aws_code, operation, action = aws.error_code(text, view.cased), aws.operation(text), aws.action(text)
    arns, regions = aws.arns(text), aws.regions(text, lower, host)
    recognised = recognise(view)
    facts = Facts(
        reply_code=code,
        enhanced_code=enhanced_code(text),
        stage=stage_of(recognised.step, code, api=bool(operation or aws_code or action)),
        aws_code=aws_code,
        operation=operation,
        region=regions[0] if regions else None,
        # A key id written in the host's place is a mistake that a sign reports; it is not a host.
        host=host.name if host and "host:key_id" not in host.tokens() else None,
        port=host.port if host else None,
        identities=aws.identities(text, lower, arns),
        arns=arns,
        action=action,
        layer=denying_layer(text) or None,
        request_id=aws.request_id(text, lower),
        client=recognised.client,
        platforms=recognised.platforms,
    )
    tokens = _named(facts, host) | about_aws(view, lower, host) | roles(text, facts.identities)
    return Reading(facts, frozenset(tokens | _several(facts, regions)))


def _named(facts: Facts, host: Host | None) -> set[str]:
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
    return tokens | host.tokens() if host else tokens


def _several(facts: Facts, regions: tuple[str, ...]) -> set[str]:
    tokens = set()
    if facts.action:
        tokens.add("service:ses" if facts.action.startswith(("ses:", "sesv2:")) else "service:other")
    if len(regions) > 1:
        tokens.add("regions:several")
    if len({account for arn in facts.arns if (account := arn.split(":")[4]).isdigit()}) > 1:
        tokens.add("accounts:several")
    return tokens
