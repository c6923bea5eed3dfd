"""What one place saw, as the text that is pasted: JSON, a line for each part, so that people can read it too."""

from __future__ import annotations

import json

from bot.compare.snapshot import Seen, encode
from bot.render.clean import visible


def dumped(seen: Seen) -> str:
    """The object "ses-check-probe/1", ended by a line end."""
    parts = (f"{json.dumps(name)}:{_short(value)}" for name, value in encode(seen).items())
    return "{" + ",\n".join(parts) + "}\n"


def _short(value: object) -> str:
    return visible(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
