"""Reads this process's environment. Only this module and bot/probes/secrets.py do so; bot/settings.py types the values.

It imports little, because every subcommand loads it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.languages import language_of_locale

PROGRAM = "ses-check"
# Variables of other programs and of the real bot. botocore reads BOTO_CONFIG, as boto did.
_FOREIGN = ("AWS_", "BOTO_", "SLACK_", "SES_CHECK_")
# https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html#tag_08_02
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def environment() -> Mapping[str, str]:
    """A read-only view of this process's environment, as it is at each access."""
    return MappingProxyType(os.environ)


def shell_language(environ: Mapping[str, str] | None = None) -> str:
    """The code of the language that the shell's locale names, "" for one that is not spoken.

    The locale is the first of LC_ALL, LC_MESSAGES and LANG that is set. environ: for tests; this process's environment
    where it is left out.
    """
    variables = environment() if environ is None else environ
    return language_of_locale(next((variables[n] for n in _LOCALE_VARIABLES if variables.get(n)), ""))


def typed_program(started_as: str | None = None, environ: Mapping[str, str] | None = None) -> str:
    """Returns what a person types to start this program again from the same folder.

    It is "ses-check" where the shell finds that, else what was typed, such as ".venv/bin/ses-check" (`make demo` types
    this) or "/usr/bin/python3 -m bot". started_as: for tests; sys.argv[0] where it is left out. environ: as above.
    """
    started = Path(sys.argv[0] if started_as is None else started_as)
    if started.name == "__main__.py":
        return f"{sys.executable} -m {started.parent.name}"
    if started.name != PROGRAM or not started.is_file():
        return PROGRAM
    folders = (environment() if environ is None else environ).get("PATH", "").split(os.pathsep)
    found = next((file for folder in folders if (file := Path(folder, PROGRAM)).is_file()), None)
    return PROGRAM if found is not None and found.samefile(started) else str(started)


def isolate() -> None:
    """Remove the shell's AWS, Slack, SES_CHECK and proxy variables from this process, and ignore AWS's own files.

    For the demo, which connects to its own servers only.
    https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
    """
    for name in list(os.environ):
        if name.startswith(_FOREIGN) or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ |= dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "BOTO_CONFIG"), os.devnull)
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
