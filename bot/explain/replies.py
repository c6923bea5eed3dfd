"""Finds SMTP reply codes in a text, and tells them from HTTP statuses, ports, line numbers and times.

Reply codes: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3; enhanced codes:
https://www.rfc-editor.org/rfc/rfc3463
"""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"(?<![\w.:/#@-])([245]\d\d)(?![\w:/@%]|\.\d{3}|-\d\d)")
_ENHANCED = re.compile(r"(?<![\d.\w])([245]\.\d{1,2}\.\d{1,3})(?![\d.]*\d)")
# Codes that HTTP does not have, or hardly uses. They are recognised anywhere in a text.
_SMTP_ONLY = frozenset({
    "421", "432", "450", "451", "452", "453", "454", "455", "521", "523", "524", "525", "530", "534", "535", "538",
    "541", "550", "551", "552", "553", "554", "555", "556",
})  # fmt: skip
_SHARED = frozenset(["500", "501", "502", "503", "504"])
_FINE = frozenset(["220", "221", "235", "250", "251", "252"])
_HTTP_BEFORE = r"(?i)(?:http|status|statuscode|status_code|line|port|errno|bytes|limit|:\d)\W{0,4}(?:code)?\W{0,4}$"
_REPLY_BEFORE = (
    r"(?i)(?:code|said|response|replied|server|client|login|failed|error|exception|smtp|\()[^\w\n]{0,4}b?['\"]?$"
)
_REPLY_AFTER = r"[ -](?:\d\.\d{1,2}\.\d{1,3}|[A-Z#<(])"


def reply_code(text: str) -> int | None:
    """Returns the reply code that the text is about: the first refusal, else the first other reply, else None."""
    fine = None
    for match in _CANDIDATE.finditer(text):
        code = match[1]
        before = text[max(0, match.start() - 24) : match.start()]
        if re.search(_HTTP_BEFORE, before) and not before.lower().endswith("smtp code: "):
            continue
        if code in _SMTP_ONLY:
            return int(code)
        telling = not before.strip(" \t>*-`'\"") or before.endswith("\n") or bool(re.search(_REPLY_BEFORE, before))
        said = bool(re.match(_REPLY_AFTER, text[match.end() : match.end() + 16]))
        if code in _SHARED and telling and said:
            return int(code)
        if fine is None and code in _FINE and (telling or said):
            fine = int(code)
    return fine


def enhanced_code(text: str) -> str | None:
    """Returns the first enhanced status code that reports a failure ("5.7.8"), or None."""
    found = [m for m in _ENHANCED.findall(text) if m[0] != "2"]
    return found[0] if found else None
