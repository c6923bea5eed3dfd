"""The command line. A subcommand's module is imported only when it is typed, so that `--version` and `--help` are quick.

Exit codes: 0 can send, 1 cannot or at risk, 2 usage or configuration, 3 unknown, 130 stopped by Ctrl-C, 143 by SIGTERM.
"""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

from bot.cli.leaving import INTERRUPTED, leave


def main() -> NoReturn:
    """Run what was typed and end the process."""
    try:
        # Imported here, so that Ctrl-C is no traceback while the rest still loads.
        code: int = importlib.import_module("bot.cli.running").run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    leave(code)
