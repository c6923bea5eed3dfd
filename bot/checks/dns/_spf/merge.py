"""The SPF record to publish: what a domain's records say, with SES first and without what breaks them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.checks.dns._spf.host import SES
from bot.checks.dns._spf.terms import BadTerm, is_spf, parse

_OWN = f"include:{SES}"
_USUAL_END = "~all"
MINIMAL = f"v=spf1 {_OWN} {_USUAL_END}"


def merged(values: Iterable[str], drop: str = "") -> str:
    """One record from all of them, without `drop` and without terms that break the grammar.

    SES comes first, so that no term before it can decide otherwise and no other sender's lookups count against it.
    """
    kept: list[str] = []
    ends: list[str] = []
    redirects: list[str] = []
    explanations: list[str] = []
    for text in (text for value in values for text in value[len("v=spf1") :].split(" ")):
        if not text or text == drop or text.lower().lstrip("+") == _OWN or not _keeps_grammar(text):
            continue
        if text.lower().lstrip("+-~?") == "all":
            ends.append(text)
        elif text.lower().startswith("exp="):
            explanations.append(text)
        elif text.lower().startswith("redirect="):
            redirects.append(text)
        else:
            kept.append(text)
    end = ends[:1]
    if redirects and (ends or len(redirects) > 1):
        # A redirect beside an `all` is never followed, and a record can hold only one redirect.
        kept += [f"include:{text.partition('=')[2]}" for text in redirects]
    elif redirects:
        end = redirects
    if not end or end[0].lower() in ("all", "+all"):
        end = [_USUAL_END]
    return " ".join(dict.fromkeys(["v=spf1", _OWN, *kept, *explanations[:1], *end]))


def _keeps_grammar(text: str) -> bool:
    value = f"v=spf1 {text}"
    try:
        return is_spf(value) and parse(value) is not None
    except BadTerm:
        return False
