"""Programs that some tests need beside Python's packages. Where one is missing, its tests are skipped.

`make test` runs this module first, so that the skipped tests are known before the minutes that the rest takes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Debian keeps PostgreSQL's server programs off the PATH, in one folder for each version.
_DEBIAN = Path("/usr/lib/postgresql")

CHROMIUM = next(filter(None, map(shutil.which, _BROWSERS)), None)
MSGFMT = shutil.which("msgfmt")


def postgresql_program(name: str) -> str | None:
    """Returns the path of initdb or postgres, of the newest version that is installed."""
    newest = sorted(_DEBIAN.glob(f"*/bin/{name}"))[-1:]
    return str(newest[0]) if newest else shutil.which(name)


def skipped_here() -> tuple[str, ...]:
    """Returns a line for each group of tests that this machine skips, with the Debian package that it lacks."""
    needed = (
        (CHROMIUM, "the demo's page in a browser", "chromium"),
        (postgresql_program("postgres"), "the store on PostgreSQL", "postgresql"),
        (MSGFMT, "the locales as gettext reads them", "gettext"),
    )
    return tuple(f"Skipped: {tests} (apt install {package})" for found, tests, package in needed if found is None)


if __name__ == "__main__":
    print("\n".join(skipped_here() or ("Nothing is skipped: Chromium, PostgreSQL and msgfmt are here.",)))
