"""This process's environment: with bot/probes/secrets.py the only place that reads it. Light, so that every command can.

What the variables mean is bot/settings.py.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from types import MappingProxyType

# Of other programs and of the real bot; botocore knows BOTO_CONFIG from its predecessor.
_FOREIGN = ("AWS_", "BOTO_", "SLACK_", "SES_CHECK_")


def environment() -> Mapping[str, str]:
    """A live, read-only view of this process's environment."""
    return MappingProxyType(os.environ)


def shell_language(environ: Mapping[str, str] | None = None) -> str:
    """ "vi" or "en" as the shell's locale says (LC_ALL, LC_MESSAGES, LANG, the first that is set), else ""."""
    variables = environment() if environ is None else environ
    chosen = next((variables[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(n)), "")
    code = re.split(r"[_.@-]", chosen.lower(), maxsplit=1)[0]
    return code if code in ("en", "vi") else ""


def isolate() -> None:
    """Make this process deaf to the shell's AWS, Slack and SES_CHECK variables, to proxies and to AWS's own files.

    For the demo, whose every peer is its own. https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
    """
    for name in list(os.environ):
        if name.startswith(_FOREIGN) or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ |= dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "BOTO_CONFIG"), os.devnull)
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
