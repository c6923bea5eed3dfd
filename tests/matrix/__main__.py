"""`make matrix`: runs every row, prints the table with seconds, and writes docs/fault-matrix.md."""

from __future__ import annotations

import asyncio
import sys

from bot.shell import isolate
from tests.matrix.every import all_rows
from tests.matrix.runner import run_all
from tests.matrix.table import PAGE, format_page, format_table


def main() -> int:
    """Returns 1, and does not write the page, where a row has a wrong answer."""
    isolate()
    results = asyncio.run(run_all(all_rows()))
    print(format_table(results))
    if any(p.wrong for p in results):
        return 1
    PAGE.write_text(format_page(results), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
