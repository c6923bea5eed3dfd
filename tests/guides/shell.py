"""Runs a command as a person would: pasted into a shell, with or without a terminal."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import subprocess
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_WAIT = 30


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


async def run(
    script: str, folder: Path, *, answers: Sequence[str] | None = None, env: Mapping[str, str] | None = None
) -> Ran:
    """Run in a folder of its own. answers: typed at its prompts; None: there is no terminal."""
    return await asyncio.to_thread(_run, script, folder, answers, env or {})


def _run(script: str, folder: Path, answers: Sequence[str] | None, env: Mapping[str, str]) -> Ran:
    clean = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", script],
        cwd=folder,
        env={**clean, "HOME": str(folder), **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: _lead(theirs if answers is not None else None),
    )
    try:
        for answer in answers or ():
            _await_prompt(ours)
            os.write(ours, f"{answer}\n".encode())
        out, err = process.communicate(timeout=_WAIT)
    finally:
        process.kill()
        process.wait()
        # Open until now: a terminal that nobody holds open cannot be read.
        os.close(theirs)
        os.close(ours)
    return Ran(process.returncode, out, err)


def _lead(terminal: int | None) -> None:
    """Begin a session of its own, with this terminal or with none."""
    os.setsid()
    if terminal is not None:
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def _await_prompt(terminal: int) -> None:
    seen = b""
    while not seen.endswith(b": "):
        seen += os.read(terminal, 1024)
