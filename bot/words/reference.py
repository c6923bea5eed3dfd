"""A cause's guide with nothing known: for reading it up. What a run would fill in is shown as <its-name>."""

from __future__ import annotations

from bot.causes import all_causes
from bot.core.model import Finding, Severity
from bot.words.build import build_advice
from bot.words.catalogue import catalogue
from bot.words.report import Advice

# The wording of a guide that needs no live values.
_VARIANT = "text"


def build_reference(code: str, language: str) -> Advice:
    """The whole guide of a cause in one language. Raises KeyError for a code that no cause has."""
    cause = all_causes()[code]
    variant = _VARIANT if _VARIANT in cause.variants else ""
    return build_advice(
        Finding(code, Severity(cause.severity), "", frozenset(), variant=variant), {}, catalogue(language)
    )
