"""Where this process stands: the machine's own name, and the version that looks."""

from __future__ import annotations

import socket
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from bot.core.redact import strip_controls

# As long as a host name may be: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
_LONGEST = 255


def host() -> str:
    """The machine's name as it knows it, in a container the container's. Asks nobody."""
    return strip_controls(socket.gethostname())[:_LONGEST]


@cache
def installed() -> str:
    """SES Check's version, "" where it runs without being installed."""
    try:
        return version("ses-check")
    except PackageNotFoundError:
        return ""
