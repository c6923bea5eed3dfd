"""Which layer of policies AWS names in the message of an AccessDenied error.

Wording: IAM user guide, "Troubleshoot access denied error messages". AWS may print an explicit deny in an SCP where the
SCP merely leaves the action out.
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
    """identity, boundary, scp, rcp, session, vpc_endpoint or resource; "" where the message names none."""
    # The article differs ("a", "the"), and a log may break the line within the phrase.
    words = " ".join(message.lower().replace("deny in the ", "deny in a ").split())
    match = _EXPLICIT.search(words) or _IMPLICIT.search(words)
    return _LAYERS[match[1]] if match else ""


def is_explicit(message: str) -> bool:
    """True where a Deny statement refused, whichever layer holds it."""
    return "explicit deny" in message.lower()
