"""The part of the PO format that our files use, read without a library: Babel's reader takes longer to load than
`ses-check explain` may take to answer. That both read the same is tested.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_KEYWORDS = ("msgid", "msgstr")


def read_messages(path: Path) -> Iterator[tuple[str, str]]:
    """(msgid, msgstr) pairs, without the header and without what is marked fuzzy. Raises ValueError for anything else."""
    entry: dict[str, str] = {}
    keyword, fuzzy = "", False
    for line in (*path.read_text(encoding="utf-8").splitlines(), ""):
        if line.startswith("#") or not line.strip():
            if "msgstr" in entry:
                if entry["msgid"] and not fuzzy:
                    yield entry["msgid"], entry["msgstr"]
                entry, fuzzy = {}, False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")
            if keyword not in _KEYWORDS or keyword in entry:
                raise ValueError(f"{path.name}: {keyword} is not expected here")
        # A PO string is escaped as a JSON one.
        entry[keyword] = entry.get(keyword, "") + str(json.loads(line))
