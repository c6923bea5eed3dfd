"""The command line. A subcommand's module is imported only when it is typed, so that `--version` and `--help` are quick.

Exit codes: 0 can send, 1 cannot send or at risk, 2 wrong usage or configuration, 3 unknown, 130 stopped by Ctrl-C, 143 by
SIGTERM. Other subcommands than `check` say in their function what 1 and 3 mean.
"""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

from bot.cli.leaving import INTERRUPTED, leave


def main() -> NoReturn:
    """Run what was typed and end the process."""
    try:
        # Imported here, so that Ctrl-C while modules are loading prints no traceback.
        code: int = importlib.import_module("bot.cli.running").run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    leave(code)
