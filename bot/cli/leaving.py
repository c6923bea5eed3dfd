"""Output, and the end of the process, which waits for nobody: neither for a reader that left nor for a thread."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import NoReturn, TextIO

from bot.core.errors import SesCheckError

# The exit code of what a signal ended is this and the signal's number, as shells have it.
SIGNALLED = 128
INTERRUPTED = SIGNALLED + signal.SIGINT


class OutputLost(SesCheckError):
    """Standard output cannot be written: a full disk. detail: the system's own words."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def leave(code: int) -> NoReturn:
    """End the process now, whatever its threads still wait for (boto3's may wait for AWS for seconds)."""
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    os._exit(code)


def put(text: str) -> None:
    """Text on standard output. A reader that has left is no mistake: the exit code still tells the answer.

    Raises OutputLost where the text cannot be written.
    """
    try:
        _write(sys.stdout, text)
    except OSError as error:
        raise OutputLost(error.strerror or str(error)) from error


def tell(text: str) -> None:
    """One line on standard error. Where that cannot be written there is nobody left to tell."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, text + "\n")


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError:
        # What is buffered would fail again at the end of the process, as a traceback.
        _silence(stream)
        raise


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except (OSError, ValueError):
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """What is still buffered goes nowhere, so that no later flush fails.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
