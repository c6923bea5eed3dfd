"""Prints, and ends the process at once: it waits neither for a reader that has closed the pipe nor for threads."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from typing import NoReturn, TextIO

from bot.core.errors import SesCheckError

# Shells report 128 plus the signal's number for a program that a signal ended.
SIGNALLED = 128
INTERRUPTED = SIGNALLED + signal.SIGINT


class OutputLost(SesCheckError):
    """Standard output cannot be written, such as on a full disk. detail: the message of the operating system."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def leave(code: int) -> NoReturn:
    """End the process now. Its threads are not waited for: those of boto3 may wait for AWS for seconds."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _flush(stream)
    os._exit(code)


def put(text: str) -> None:
    """Print text on standard output. Raises OutputLost where it cannot be written.

    A reader that has closed the pipe is no error: the exit code still gives the answer.
    """
    try:
        _write(sys.stdout, text)
    except OSError as error:
        raise OutputLost(error.strerror or str(error)) from error


def tell(text: str) -> None:
    """Print a line on standard error. Where that cannot be written, the line is lost."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, text + "\n")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        # Closed before this process began: https://docs.python.org/3/library/sys.html#sys.__stdout__
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError:
        # Flushing the rest at the end of the process would fail again, with a traceback.
        _silence(stream)
        raise


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except (OSError, ValueError):
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Drop what is still buffered, so that no later flush fails.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
