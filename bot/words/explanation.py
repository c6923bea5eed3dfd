"""Puts the explanation of a pasted error into words, with the guide of the first cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.causes import cause_of
from bot.core.model import Finding, Severity
from bot.core.values import Value
from bot.explain.dialects import title_of as provider_title
from bot.explain.explanation import Certainty, Explanation, Retry, Suspect, Unreadable
from bot.words.build import build_advice, check_label
from bot.words.catalogue import Catalogue, catalogue
from bot.words.medium import Medium
from bot.words.report import Advice

# The wording of a guide that needs no live values.
_VARIANT = "text"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in the text. name: its key in the JSON answer. label: the name in words. value: as in the text, ids masked."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SuspectLine:
    """A possible cause in a few words. tells: how to recognise it, "" for none. decides: which checks prove it, "" for none."""

    code: str
    title: str
    confidence: float
    tells: str
    decides: str


@dataclass(frozen=True, slots=True)
class ExplanationReport:
    """An explanation in one language. result: the codes and values behind it.

    headline: the verdict. advice: the first cause with its fix, None without a cause. suspects: all causes, or the
    nearest three where the text matches none; empty for another provider's error. remarks: about another provider, a
    host that is not SES's, the SMTP stage. retry: whether sending again helps; retry_short: the same in a few words.
    warnings: what to do about secrets in the text; shown first.
    """

    language: str
    result: Explanation
    headline: str
    advice: Advice | None
    suspects: tuple[SuspectLine, ...]
    facts: tuple[FactLine, ...]
    remarks: tuple[str, ...]
    retry: str
    retry_short: str
    warnings: tuple[str, ...]


def build_explanation(result: Explanation, language: str, medium: Medium = Medium.SLACK) -> ExplanationReport:
    """Put an explanation into a language. medium: where it is read, which decides how commands are written."""
    words = catalogue(language)
    first = _advice(result.causes[0].code, result, words, medium) if result.causes else None
    return ExplanationReport(
        language=language,
        result=result,
        headline=_headline(result, first, words),
        advice=first,
        suspects=tuple(_suspect(suspect, words) for suspect in _shown(result)),
        facts=tuple(_facts(result, words)),
        remarks=tuple(_remarks(result, words)),
        retry=_RETRIES[result.retry](words),
        retry_short=_SHORT_RETRIES[result.retry](words),
        warnings=tuple(_warnings(result, words)),
    )


def describe_unreadable(reason: Unreadable, language: str) -> str:
    """A sentence that says why a text was not explained."""
    words = catalogue(language)
    return _REFUSALS[reason.reason](words)


_REFUSALS: Mapping[str, Callable[[Catalogue], str]] = {
    "too_long": lambda words: words("explain.refused.too_long"),
    "empty": lambda words: words("explain.refused.empty"),
    "binary": lambda words: words("explain.refused.binary"),
}
_HEADLINES: Mapping[Certainty, Callable[[Catalogue, str], str]] = {
    Certainty.CERTAIN: lambda words, cause: words("explain.certain", cause=cause),
    Certainty.LIKELY: lambda words, cause: words("explain.likely", cause=cause),
    Certainty.CANNOT_TELL: lambda words, cause: words("explain.cannot_tell", cause=cause),
}
_RETRIES = {
    Retry.WAIT: lambda words: words("explain.retry.wait"),
    Retry.FIX: lambda words: words("explain.retry.fix"),
    Retry.GIVE_UP: lambda words: words("explain.retry.give_up"),
    Retry.UNKNOWN: lambda words: words("explain.retry.unknown"),
}

_SHORT_RETRIES = {
    Retry.WAIT: lambda words: words("explain.retry.short.wait"),
    Retry.FIX: lambda words: words("explain.retry.short.fix"),
    Retry.GIVE_UP: lambda words: words("explain.retry.short.give_up"),
    Retry.UNKNOWN: lambda words: words("explain.retry.short.unknown"),
}


def _headline(result: Explanation, first: Advice | None, words: Catalogue) -> str:
    if result.verdict is Certainty.CANNOT_TELL and len(result.causes) > 1:
        return words("explain.cannot_tell.several")
    if first is not None:
        return _HEADLINES[result.verdict](words, first.title.plain)
    if result.verdict is Certainty.UNKNOWN:
        return words("explain.unknown")
    if result.provider is None:
        return words("explain.not_ses.unnamed")
    return words("explain.not_ses", provider=provider_title(result.provider))


def _advice(code: str, result: Explanation, words: Catalogue, medium: Medium) -> Advice:
    cause = cause_of(code)
    variant = _VARIANT if _VARIANT in cause.variants else ""
    values = _values(result, of_recipient=cause.area == "recipient" or code == "account.sandbox")
    finding = Finding(code, Severity(cause.severity), result.facts.host or "", frozenset(), variant=variant)
    # No check was run from this machine.
    return replace(build_advice(finding, values, words, medium), here=False)


def _values(result: Explanation, *, of_recipient: bool) -> Mapping[str, Value]:
    """The facts of the text, by the names that guides use. of_recipient: the address in the text is a recipient's."""
    facts = result.facts
    values: dict[str, Value | None] = {
        "region": facts.region,
        "host": facts.host,
        "smtp_host": facts.host if (facts.host or "").startswith("email-smtp") else None,
        "port": facts.port,
        "smtp_port": facts.port,
        "action": facts.action,
        "aws_code": facts.aws_code,
        "platforms": facts.platforms,
        "server": "ses" if (facts.host or "").startswith("email-smtp") else None,
        "identity": facts.identities[0] if facts.identities else None,
        **_addresses(facts.identities, of_recipient),
        **_principal(facts.arns),
    }
    return {name: value for name, value in values.items() if value is not None}


def _addresses(identities: tuple[str, ...], of_recipient: bool) -> Mapping[str, Value | None]:
    """The address that is meant, by whose it is; of a sender the domain too."""
    address = next((each for each in identities if "@" in each), None)
    if of_recipient:
        return {"recipient": address}
    domain = identities[0].rpartition("@")[2] if identities else None
    return {"sender": address, "domain": domain}


def _principal(arns: tuple[str, ...]) -> Mapping[str, Value | None]:
    """The user or role whose policy has to change. The ARN of a session names the role before the session."""
    resource = next((arn.split(":", 5)[-1] for arn in arns if ":iam:" in arn or ":sts:" in arn), "")
    kind, *names = resource.split("/")
    if kind == "assumed-role" and names:
        return {"principal_kind": "role", "principal_name": names[0]}
    if kind in ("user", "role") and names:
        return {"principal_kind": kind, "principal_name": names[-1]}
    return {"principal_kind": "user", "principal_name": None}


def _shown(result: Explanation) -> tuple[Suspect, ...]:
    """The causes to list; none for another provider's error."""
    return () if result.verdict is Certainty.NOT_SES else result.causes or result.nearest


def _suspect(suspect: Suspect, words: Catalogue) -> SuspectLine:
    tells, checks = f"tell.{suspect.code}", cause_of(suspect.code).decided_by
    labels = '", "'.join(check_label(check, words.language) for check in checks)
    return SuspectLine(
        code=suspect.code,
        title=words(f"cause.{suspect.code}"),
        confidence=suspect.confidence,
        tells=words(tells) if tells in words else "",
        decides=words("explain.decides", checks=labels) if labels else "",
    )


def _facts(result: Explanation, words: Catalogue) -> Iterator[FactLine]:
    for name, value in result.facts.as_dict().items():
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        if name == "layer":
            shown = words(f"value.layer.{value}")
        yield FactLine(name, words(f"explain.fact.{name}"), shown)


def _remarks(result: Explanation, words: Catalogue) -> Iterator[str]:
    if result.verdict is Certainty.NOT_SES:
        yield _provider(result.provider, words)
    elif result.provider is not None:
        yield words("explain.elsewhere", provider=provider_title(result.provider))
    if result.verdict is Certainty.UNKNOWN:
        yield words("explain.unknown.why")
        yield words(f"explain.stage.{result.facts.stage or 'none'}")
        yield words("explain.unknown.more")


def _provider(name: str | None, words: Catalogue) -> str:
    if name is None:
        return words("explain.provider.unnamed")
    own = f"explain.provider.{name}"
    return words(own) if own in words else words("explain.provider", provider=provider_title(name))


def _warnings(result: Explanation, words: Catalogue) -> Iterator[str]:
    if result.pasted:
        yield words("explain.pasted")
        yield from (words(f"explain.pasted.{kind}") for kind in result.pasted)
