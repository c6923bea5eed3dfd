"""Writes the log: one JSON object a line on stderr, without secrets and with ids cut to their last four characters."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, TextIO

import structlog

from bot.core.redact import Redactor, mask
from bot.core.secret import Secret

OURS = "ses_check"
# Whoever has a response URL or a socket's address can use it, so only its host is logged.
_CAPABILITY = re.compile(
    r"(?i)\b(wss?://[^/\s\"']+|https?://[^/\s\"']*slack[^/\s\"']*|https?://[^\s\"']*?/response)/[^\s\"']*"
)
# Characters of one value.
_MOST = 4000


def log_to_stderr(level: str, secrets: Iterable[Secret] = (), stream: TextIO | None = None) -> None:
    """Send this process's log to stderr. level: of our own loggers; libraries log from WARNING on. secrets: to redact."""
    redactor = Redactor(secrets)

    def clean(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        return {key: _cleaned(value, redactor) for key, value in event.items()}

    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            clean,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)


def _cleaned(value: Any, redactor: Redactor) -> Any:
    if isinstance(value, str):
        return mask(redactor.clean(_CAPABILITY.sub(r"\1/…", value)))[:_MOST]
    if isinstance(value, Mapping):
        return {str(key): _cleaned(part, redactor) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_cleaned(part, redactor) for part in value]
    return value if value is None or isinstance(value, bool | int | float) else _cleaned(str(value), redactor)
