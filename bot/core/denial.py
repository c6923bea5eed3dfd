"""Which layer of policies AWS names in the words of an AccessDenied.

Wording: IAM user guide, "Troubleshoot access denied error messages". An explicit deny in an SCP may be printed for one that
merely leaves the action out.
"""

from __future__ import annotations

import re

_LAYERS = {
    "identity-based policy": "identity",
    "permissions boundary": "boundary",
    "service control policy": "scp",
    "resource control policy": "rcp",
    "session policy": "session",
    "vpc endpoint policy": "vpc_endpoint",
    "resource-based policy": "resource",
}
_NAMED = "|".join(_LAYERS)
_EXPLICIT = re.compile(rf"explicit deny in an? ({_NAMED})")
_IMPLICIT = re.compile(rf"because no ({_NAMED}) allows")


def denying_layer(message: str) -> str:
    """identity, boundary, scp, rcp, session, vpc_endpoint or resource; "" where the words name none."""
    # "a resource-based policy", "the resource-based policy", line breaks of a log in between: one form.
    words = " ".join(message.lower().replace("deny in the ", "deny in a ").split())
    match = _EXPLICIT.search(words) or _IMPLICIT.search(words)
    return _LAYERS[match[1]] if match else ""


def is_explicit(message: str) -> bool:
    """True where a Deny statement refused, whichever layer it stands in."""
    return "explicit deny" in message.lower()
