"""The machine and version that a run is made from."""

from __future__ import annotations

import socket
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from bot.core.redact import strip_controls

# The longest host name: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
_LONGEST = 255


def host() -> str:
    """Returns the machine's own name, in a container the container's. Makes no DNS query."""
    return strip_controls(socket.gethostname())[:_LONGEST]


@cache
def installed_version() -> str:
    """Returns SES Check's version, or "" where it runs without being installed."""
    try:
        return version("ses-check")
    except PackageNotFoundError:
        return ""
