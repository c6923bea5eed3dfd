"""Finds the targets file and reads it again when it changes. A broken new version does not replace a usable one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import ConfigurationError, Mistake
from bot.settings import Settings
from bot.shell import typed_program
from bot.targets.collection import Targets
from bot.targets.loading import load

log = logging.getLogger("ses_check.targets")

FILE_NAME = "ses-check.toml"

Signature = tuple[int, int, int, int]


class TargetsFile:
    """A targets file that may change while the bot runs. Create one per process; each use costs one stat call.

    problem: the mistakes for which the newest version is not used but an older one is; () while the newest is in use.
    """

    def __init__(self, path: Path, environ: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.problem: tuple[Mistake, ...] = ()
        self._environ = environ
        self._signature = _signature(path)
        self._targets = load(path, environ)

    def current(self) -> Targets:
        """Returns the targets of the newest usable version of the file."""
        signature = _signature(self.path)
        if signature == self._signature:
            return self._targets
        # Taken before the file is read, so that a change during the reading is noticed at the next use.
        self._signature = signature
        newer = load(self.path, self._environ)
        if newer.file_mistakes and not self._targets.file_mistakes:
            self.problem = newer.file_mistakes
            log.error(
                "the targets file is broken; its last usable version stays in use",
                extra={"mistakes": [f"{m.place}: {m.key}" for m in newer.file_mistakes]},
            )
        else:
            self.problem = ()
            self._targets = newer
            log.info("the targets file was read anew", extra={"targets": len(newer.entries)})
        return self._targets


def find_config(flag: Path | None, settings: Settings) -> Path | ConfigurationError:
    """Returns the path of the targets file: `--config`, else SES_CHECK_CONFIG, else an existing ./ses-check.toml.

    Returns ConfigurationError as a value where none of these is given.
    """
    for named in (flag, settings.config):
        if named is not None:
            return named
    here = Path(FILE_NAME)
    if here.exists():
        return here
    return ConfigurationError((Mistake(FILE_NAME, "config.no_file", detail=f"{typed_program()} init"),))


def _signature(path: Path) -> Signature | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
